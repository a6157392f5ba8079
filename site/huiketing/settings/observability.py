"""Log lines: event first, then ids. No addresses of readers, no queries, no form contents."""

from typing import Any

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "huiketing": {"level": "INFO"},
        "wagtail": {"level": "WARNING"},
        # A disallowed host or a malformed request is the sender's matter: no stack trace, no mail.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
