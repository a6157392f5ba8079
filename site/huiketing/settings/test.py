"""bin/test: as demo, with quick password hashing and unhashed static names."""

from .demo import *  # noqa: F403 – test is demo and a little looser

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATICFILES_BACKEND = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A test asks for a drain when it wants one.
JOBS_WAKE_WORKER = False
