"""Settings by topic. Production is the base; ``demo`` and ``test`` only loosen it."""

from .apps import *  # noqa: F403
from .archive import archive_key
from .database import databases
from .editor import *  # noqa: F403
from .env import BASE_DIR as BASE_DIR
from .env import allowed_hosts, environment, secret_key, site_url, var_dir
from .files import *  # noqa: F403
from .files import storages
from .jobs import *  # noqa: F403
from .observability import *  # noqa: F403
from .security import *  # noqa: F403

ENVIRONMENT = environment()
DEBUG = False
VAR_DIR = var_dir()
SECRET_KEY = secret_key(ENVIRONMENT)
ARCHIVE_KEY = archive_key()
ALLOWED_HOSTS = allowed_hosts(ENVIRONMENT)
SITE_URL = WAGTAILADMIN_BASE_URL = site_url(ENVIRONMENT)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASES = databases(VAR_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "staff.User"
STORAGES = storages(VAR_DIR)
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "cms" / "staff" / "locale"]
FORMAT_MODULE_PATH = None
SILENCED_SYSTEM_CHECKS: list[str] = []

if ENVIRONMENT == "demo":
    from .demo import *  # noqa: F403
elif ENVIRONMENT == "test":
    from .test import *  # noqa: F403

    STORAGES["staticfiles"] = {"BACKEND": STATICFILES_BACKEND}  # noqa: F405
