"""What may be written down about an exception: where and of which class, not the values that it speaks of."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from django.conf import settings

LONGEST = 200
_SECRETS = re.compile(
    r"""(?x)
    '[^']*' | "[^"]*" | \([^)]*\) | \[[^]]*\] | \{[^}]*\}   # quoted or bracketed: a value
    | \S*@\S*                                              # mail addresses
    | \S*\d\S*                                             # anything with a digit in it
    | [^\x00-\x7f]+                                        # names, titles, addresses
    """
)


def describe(error: BaseException) -> str:
    """``Class at path:line: message``, at most 200 characters; values in the message are replaced by ``…``."""
    first_line = str(error).partition("\n")[0][:1000]
    message = " ".join(re.sub(r"(…\s*)+", "… ", _SECRETS.sub("…", first_line)).split())
    place = _place_of(error)
    parts = [f"{type(error).__name__} at {place}" if place else type(error).__name__, message]
    return ": ".join(part for part in parts if part)[:LONGEST]


def _place_of(error: BaseException) -> str:
    """The innermost line of ours; the innermost of all if none is."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(settings.BASE_DIR)]
    own_code = [frame for frame in ours if "site-packages" not in frame.filename]
    if not frames:
        return ""
    frame = (own_code or frames)[-1]
    path = Path(frame.filename)
    shown = path.relative_to(settings.BASE_DIR) if own_code else Path(path.name)
    return f"{shown}:{frame.lineno}"
