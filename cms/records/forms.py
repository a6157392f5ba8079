"""The record editor's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.basepage import plaintext
from cms.basepage.forms import BasePageForm
from cms.basepage.plaintext import one_line
from cms.files.choosing import OwnFilesForm

from . import connections, markup
from .enums import SUBTHEMES, Audience, Reach, Theme

if TYPE_CHECKING:
    from cms.organisations.models import OrganisationPage

_MESSAGES = {"target": connections.NO_DOCUMENT, "place": connections.FOREIGN_PLACE}
SUBTHEME_CHOICES: list[Any] = [
    ("", "不细分"),
    *((Theme(theme).label, [(name, name) for name in names]) for theme, names in SUBTHEMES.items()),
]


class RecordForm(OwnFilesForm, BasePageForm):
    """Offers the closed lists of the shared columns, which the table itself keeps as plain text."""

    theme = forms.ChoiceField(label="主题分类", choices=[("", "请选择"), *Theme.choices], required=False)
    subtheme = forms.ChoiceField(
        label="主题二级",
        choices=SUBTHEME_CHOICES,
        required=False,
        help_text="在主题分类的名称下面找；没有合适的就不选。",
    )
    audience = forms.ChoiceField(
        label="面向对象", choices=Audience.choices, required=False, help_text="这份内容主要写给谁看。"
    )
    reach = forms.ChoiceField(label="显示范围", choices=Reach.choices, required=False)

    pasted_text = forms.CharField(
        label="粘贴全文",
        required=False,
        max_length=200_000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
        help_text="从Word里复制全文，粘贴到这里。保存后自动分成章、条、段和表格，接在正文后面，不用一段一段地加。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults = {"reach": Reach.DISTRICT, "audience": Audience.EVERYONE}
        empty = {name: value for name, value in defaults.items() if not getattr(kwargs.get("instance"), name, "")}
        kwargs["initial"] = {**empty, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def organisation(self) -> OrganisationPage | None:
        """Whose record this is or is going to be."""
        from cms.organisations.models import OrganisationPage

        page = self.instance.publisher or self.parent_page
        return page.specific if page and issubclass(page.specific_class, OrganisationPage) else None

    def clean_summary(self) -> str:
        return one_line(self.cleaned_data["summary"])

    def clean_change_note(self) -> str:
        return one_line(self.cleaned_data["change_note"])

    def clean_pasted_text(self) -> str:
        """Word breaks lines with a character of its own."""
        return plaintext.without_hidden(self.cleaned_data["pasted_text"], lines=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        text = cleaned.get("pasted_text", "")
        if text and markup.contains_html(text):
            self.add_error("pasted_text", "这里面有网页代码。请从Word里复制，不要从网页源代码里复制。")
        elif text and "body" in cleaned:
            # The blocks on the screen come first; what is pasted is split anew with each save, until the page reloads.
            blocks = [*cleaned["body"].get_prep_value(), *markup.parse(markup.from_word(text))]
            cleaned["body"] = cleaned["body"].stream_block.to_python(blocks)
        return cleaned

    def is_valid(self) -> bool:
        """Also the documents and places it names, as far as a draft must hold to them."""
        valid = bool(super().is_valid())
        organisation = self.organisation
        if organisation is None:
            return valid
        checks = (
            ("relations", "target", lambda target: connections.is_document(target, organisation)),
            ("placements", "place", organisation.may_name),
        )
        for relation, column, is_allowed in checks:
            for form in getattr(self.formsets.get(relation), "forms", ()):
                named = getattr(form, "cleaned_data", {}).get(column)
                if named is not None and not form.cleaned_data.get("DELETE") and not is_allowed(named):
                    form.add_error(column, _MESSAGES[column])
                    valid = False
        return valid

    def save(self, commit: bool = True) -> Any:
        """A new record is stored as a draft first; publishing it is a step of its own, which may be refused."""
        if self.instance.pk is None:
            self.instance.live = False
        return super().save(commit=commit)
