"""Import policy documents from a file; what it does is in ``cms.desk.imports.documents``."""

from __future__ import annotations

import logging
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError

from cms.desk.imports.documents import ImportDocuments
from cms.desk.imports.progress import progress
from cms.desk.imports.refusals import FileRefused
from cms.desk.imports.report import Report

logger = logging.getLogger("huiketing.desk")


class Command(BaseCommand):
    help = (
        "Import policy documents from .jsonl, .jsonl.xz, .csv or .xlsx. Exits 1 if any row was refused: "
        "the others are in, the refused ones are in the report. Run it again after a break or a mend; nothing doubles."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--publisher", required=True, metavar="CODE", help="slug of the publishing organisation")
        parser.add_argument("--dry-run", action="store_true", help="check every row, write no record")
        parser.add_argument("--report", type=Path, metavar="FILE", help="where refused rows are listed (CSV)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refused = self._import(**options)
        except FileRefused as error:
            self.stderr.write(f"导入没有完成：{error}。")
            sys.exit(1)
        except OperationalError:
            logger.exception("import.database_failed")
            self.stderr.write("导入没有完成：数据库正忙或者磁盘已满。已导入的都在，请处理后再运行一次。")
            sys.exit(1)
        except KeyboardInterrupt:
            self.stderr.write("已经停下。已导入的都在，再运行一次会接着导入。")
            sys.exit(130)
        if refused:
            sys.exit(1)

    def _import(self, file: Path, publisher: str, dry_run: bool, report: Path | None, **_: Any) -> int:
        """The number of refused rows."""
        service = ImportDocuments(file, publisher, dry_run)
        reasons = service.failure_reasons()
        if reasons:
            raise FileRefused("；".join(reasons))
        path = report or settings.VAR_DIR / "reports" / f"{file.name}.report.csv"
        if path.exists() and path.samefile(file):
            raise FileRefused("退回清单不能写在要导入的文件上，请换一个位置（--report）")
        with Report(path) as refusals, progress(service.total, sys.stderr) as on_progress:
            service.on_refusal, service.on_progress = refusals.add, on_progress
            tally = service.perform()
        self.stdout.write(f"试运行，没有写入：{tally}" if dry_run else str(tally))
        self.stdout.write(f"退回清单：{path}")
        return tally.refused
