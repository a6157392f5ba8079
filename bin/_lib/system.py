"""Packages of the operating system: found, or installed as root by apt, or named for the person to type."""

import os
import shutil
import subprocess
from collections.abc import Callable

from .processes import child, run, say


def has_chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    with child(["fc-list", ":lang=zh", "family"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        return bool(process.communicate()[0].strip())


def apt_line(*packages: str) -> str:
    return f"apt-get install {' '.join(packages)}"


def apt_install(*packages: str) -> bool:
    """Installs them if we may; False if we may not or apt failed."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"Installing {', '.join(packages)} with apt …")
    apt = ["apt-get", "--quiet=2", "--option=DPkg::Lock::Timeout=120"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    quiet = {"stdout": subprocess.DEVNULL}
    return run(install, env, **quiet) == 0 or (run([*apt, "update"], env) == 0 and run(install, env, **quiet) == 0)


def ensure(present: Callable[[], bool], *packages: str) -> bool:
    """True if it is there, or is there after installing the packages."""
    return present() or (apt_install(*packages) and present())
