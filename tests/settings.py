"""The settings of a test run: ``HUIKETING_ENV=test`` and a var directory that lives as long as the run."""

import atexit
import os
import shutil
import sys
import tempfile

os.environ["HUIKETING_ENV"] = "test"
if "pytest" in sys.modules and "PYTEST_XDIST_WORKER" not in os.environ:  # a worker shares its controller's
    os.environ["HUIKETING_VAR"] = tempfile.mkdtemp(prefix="huiketing-tests-")
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = os.environ["HUIKETING_VAR"] + "/hypothesis"
    atexit.register(shutil.rmtree, os.environ["HUIKETING_VAR"], ignore_errors=True)

from huiketing.settings import *  # noqa: F403 – the settings read the environment when they are imported

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # In a file: threads of one test would share an in-memory database without waiting for each other.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}  # noqa: F405
