"""The editor as a clerk works it: what she fills in, chooses and presses."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page


class Editor:
    """One clerk at one screen. ``site``: scheme and host of the running site."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    def log_in(self, username: str, password: str) -> None:
        self.page.goto(f"{self.site}/cms/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(lambda address: "login" not in address)

    def new_policy(self, parent_id: int) -> None:
        self.page.goto(f"{self.site}/cms/pages/add/policies/policypage/{parent_id}/")
        self.page.wait_for_load_state("networkidle")

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]")
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
                field.press("Tab")

    def add_block(self, label: str) -> int:
        """Append a block to the body; returns its position."""
        position = self.page.locator("[name^=body-][name$=-type]").count()
        self.page.locator(".c-sf-add-button:visible").last.click()
        self.page.locator("[role=option]:visible").filter(has_text=re.compile(rf"^\s*{label}\s*$")).click()
        self.page.locator(f"[name=body-{position}-type]").wait_for(state="attached")
        return position

    def add_article(self, number: str, text: str) -> None:
        position = self.add_block("条文")
        self.fill(**{f"body-{position}-value-number": number, f"body-{position}-value-text": text})

    def add_table(self, rows: list[list[str]]) -> None:
        """Type into the grid, cell by cell."""
        position = self.add_block("表格")
        grid = self.page.locator(f"[name=body-{position}-value]").locator("xpath=ancestor::*[@data-streamfield-child]")
        for row_number, row in enumerate(rows):
            for column_number, cell in enumerate(row):
                target = grid.locator(".ht_master tbody tr").nth(row_number).locator("td").nth(column_number)
                target.dblclick()
                self.page.keyboard.type(cell)
                self.page.keyboard.press("Enter")

    def add_picture(self, file: Path, alt: str) -> None:
        position = self.add_block("图片")
        block = self._block(position)
        block.locator("[data-chooser-action-choose]").first.click()
        self._upload(file)
        self.fill(**{f"body-{position}-value-alt": alt})

    def add_attachment(self, file: Path) -> None:
        position = self.add_block("附件")
        self._block(position).locator("[data-chooser-action-choose]").first.click()
        self._upload(file)

    def publish(self) -> None:
        self.page.locator("footer [data-w-dropdown-target=toggle]").first.click()
        self.page.locator("[name=action-publish]").click()
        self.page.wait_for_load_state("networkidle")

    def _block(self, position: int) -> Locator:
        return self.page.locator(f"[name=body-{position}-type]").locator("xpath=ancestor::*[@data-streamfield-child]")

    def _upload(self, file: Path) -> None:
        modal = self.page.locator(".modal-content")
        modal.wait_for()
        modal.get_by_role("tab", name=re.compile("上传")).click()
        upload = modal.locator("form").filter(has=self.page.locator("input[type=file]"))
        upload.locator("input[type=file]").set_input_files(file)
        title = upload.locator("[name$=title]")
        if not title.input_value():
            title.fill(file.stem)
        upload.locator("button[type=submit], input[type=submit]").click()
        modal.wait_for(state="detached")
