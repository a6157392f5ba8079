#!/usr/bin/env python3
"""Put ``site/`` on the path (it is a source root, not a package), then hand over to Django."""

import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent
sys.path.insert(0, str(CHECKOUT / "site"))


def main() -> None:
    from huiketing import by_hand

    by_hand.use_environment_of(CHECKOUT)
    by_hand.adopt(CHECKOUT, os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiketing.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
