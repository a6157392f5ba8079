"""What may be done with a public address."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]


def read_only(view: View) -> Any:
    """GET and HEAD; anything else is refused by its method (405), before a token is asked for."""
    return csrf_exempt(require_safe(view))
