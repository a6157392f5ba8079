"""A site with nothing but jobs, so that its processes start in a moment; its database and jobs are set as the site's own.

Only the times are shorter: what a killed process had begun is free again after a second.
"""

from __future__ import annotations

import datetime as dt

from huiketing.settings.database import databases
from huiketing.settings.env import BASE_DIR as BASE_DIR
from huiketing.settings.env import secret_key, var_dir
from huiketing.settings.jobs import *  # noqa: F403
from huiketing.settings.observability import *  # noqa: F403

VAR_DIR = var_dir()
SECRET_KEY = secret_key("test")
DATABASES = databases(VAR_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["cms.jobs", "django_q", "django.contrib.contenttypes", "tests.cms.jobs.killable"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

JOBS_LEASE = dt.timedelta(seconds=1)
JOBS_PULSE = dt.timedelta(seconds=1)
JOBS_SILENCE = dt.timedelta(seconds=6)
