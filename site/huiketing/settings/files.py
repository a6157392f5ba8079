"""Static files, pictures and attachments, upload limits."""

from pathlib import Path
from typing import Any

from .env import BASE_DIR

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"

ATTACHMENT_MAX_BYTES = 20 * 1024 * 1024
PICTURE_MAX_BYTES = 10 * 1024 * 1024
PICTURE_MAX_PIXELS = 24_000_000
# Pixels of the longer side of a picture that a notice shows: a private file, stored in the one size it has.
ATTACHED_PICTURE_LONGEST = 2_000

WAGTAILDOCS_DOCUMENT_MODEL = "files.Attachment"
WAGTAILDOCS_EXTENSIONS = ["docx", "xlsx", "pptx", "pdf", "ofd", "wps", "csv", "txt", "png", "jpg", "jpeg", "webp"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_IMAGE_MODEL = "files.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.files.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "jpeg", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = PICTURE_MAX_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = PICTURE_MAX_PIXELS

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750


def storages(var: Path) -> dict[str, Any]:
    """Pictures are public below media; attachments rest in ``var/private``, out of any web root.

    Locations are strings: what deletes a file later is handed its storage as JSON.
    """
    return {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(var / "media"), "base_url": MEDIA_URL},
        },
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(var / "private")},
        },
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
