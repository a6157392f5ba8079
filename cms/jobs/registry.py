"""What the worker can do. An app names its functions in its ``tasks.py``, which is imported when Django starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from .models import OutboxEntry

Handler = Callable[["OutboxEntry"], None]
Housekeeper = Callable[[dt.datetime], int | None]
_Handler = TypeVar("_Handler", bound=Handler)
_Housekeeper = TypeVar("_Housekeeper", bound=Housekeeper)


class UnknownTopic(LookupError):
    """No function handles this topic."""


@dataclass(frozen=True)
class Housekeeping:
    """``every``: None for each round; ``label``: what it does, for the operators' page."""

    name: str
    run: Housekeeper
    every: dt.timedelta | None = None
    label: str = ""


handlers: dict[str, Handler] = {}
labels: dict[str, str] = {}
housekeepings: dict[str, Housekeeping] = {}


def handles(topic: str, label: str = "") -> Callable[[_Handler], _Handler]:
    """Registers the function that does what entries of ``topic`` ask for; ``label`` says it in Chinese, for operators.

    It is called outside a transaction and may be called again for work that is done already, so it must load by id,
    check that the work is still wanted, do it, and leave the same behind however often it ran. It may raise
    ``services.NotYet(due_at)``. When it raises anything else, it is tried again later.
    """

    def register(function: _Handler) -> _Handler:
        if topic in handlers:
            raise ValueError(f"the topic {topic!r} has two handlers")
        handlers[topic] = function
        labels[topic] = label
        return function

    return register


def housekeeping(
    name: str, every: dt.timedelta | None = None, label: str = ""
) -> Callable[[_Housekeeper], _Housekeeper]:
    """Registers a function that does what is due at ``now`` and returns how much it did.

    It is called outside a transaction, each round (about once a minute) or not more often than ``every``, never twice
    at once. It has a minute: what takes longer is left for the next round.
    """

    def register(function: _Housekeeper) -> _Housekeeper:
        if name in housekeepings:
            raise ValueError(f"two housekeeping functions are called {name!r}")
        housekeepings[name] = Housekeeping(name, function, every, label)
        return function

    return register


def label_of(topic: str) -> str:
    return labels.get(topic) or topic


def handler_of(topic: str) -> Handler:
    """Raises ``UnknownTopic``."""
    try:
        return handlers[topic]
    except KeyError:
        raise UnknownTopic(f"no function handles the topic {topic!r}") from None
