"""The fictional district 澄湾新区."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.demo.accounts import passwords_file
from cms.demo.loading import SCALES, load, remove


class Command(BaseCommand):
    help = "Loads the fictional district 澄湾新区 (chengwan), or removes it. Running it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=SCALES, default="small", help="district: 209 places, 20,000 records")
        parser.add_argument("--remove", action="store_true", help="take the demo district away again")
        parser.add_argument("--in-production", action="store_true", help="load it though HUIKETING_ENV is production")

    def handle(self, *args: Any, scale: str, **options: Any) -> None:
        if options["remove"]:
            self.stdout.write("演示内容已清除。" if remove() else "没有演示内容。")
            return
        if settings.ENVIRONMENT == "production" and not options["in_production"]:
            raise CommandError(
                "这是正式网站（HUIKETING_ENV=production），不装演示内容：里面的机构和文件都是虚构的，还会开出管理员账号。"
                "确实要装，请加 --in-production；装完用 --remove 清除。"
            )
        loaded = load(scale, lambda text: self.stdout.write(text))
        self.stdout.write(f"新建 {loaded.records} 件。")
        for username, password in loaded.passwords.items():
            self.stdout.write(f"  {username}\t{password}")
        if loaded.passwords:
            self.stdout.write(f"密码只显示这一次，另存在 {passwords_file()}")
