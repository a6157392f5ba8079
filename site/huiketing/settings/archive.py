"""The key of the sealed archive."""

import base64
import os

from .env import Misconfigured

_KEY_BYTES = 32
_LEAST_VARIETY = 8


def archive_key() -> bytes:
    """32 bytes from HUIKETING_ARCHIVE_KEY, or nothing: then a key is made and kept in the var directory."""
    value = os.environ.get("HUIKETING_ARCHIVE_KEY", "")
    if not value:
        return b""
    try:
        key = base64.b64decode(value, altchars=b"-_", validate=True)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES or len(set(key)) < _LEAST_VARIETY:
        remedy = (
            "use what python3 -c 'import base64,os;print(base64.urlsafe_b64encode(os.urandom(32)).decode())' prints"
        )
        raise Misconfigured("HUIKETING_ARCHIVE_KEY", "is no random key of 32 bytes in base64", remedy)
    return key
