"""Where requests of programs are done: few at once, so that the chat stays quick, few in the row,
and whatever goes wrong as an object with its status.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.errors import CascQaError, ScopeError, UsageError
from casc_qa.web.guard.refusals import error_text

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant
    from casc_qa.web.serving.loading import AssistantLoader

MOST_WAITING = 32
MOST_LONG_WAITING = 4
_LATER_S = 2  # after which it is worth while to try again
Work = Callable[["AssistantLoader"], str]
"""Something to be done, as the text that is given."""


class Given(NamedTuple):
    """A response."""

    status: int
    text: str
    later_s: int = 0
    """After how many seconds to try again; 0 where that makes no difference."""


class Desk:
    """Has requests done, one after the other where the machine has few processors."""

    def __init__(self, loader: AssistantLoader, *, takes_long: bool = False) -> None:
        """What ``takes_long`` is done at a desk of its own, one at a time: nobody else waits for
        it.
        """
        self._loader = loader
        at_once = 1 if takes_long else max(1, (os.cpu_count() or 1) // 2)
        self._at_once, self._waiting = asyncio.Semaphore(at_once), 0
        self._most = MOST_LONG_WAITING if takes_long else MOST_WAITING

    async def give(self, work: Work, *, missing: int = 422) -> Given:
        """What ``work`` gives, or why there is nothing; ``missing`` is the status where it asks for
        what is not there.
        """
        if self._loader.state == "loading":
            return _later(503, self._loader.message, "loading")
        if self._waiting >= self._most:
            return _later(429, "Too much is being asked at once: try again in a moment.", None)
        self._waiting += 1
        try:
            async with self._at_once:
                return Given(200, await asyncio.to_thread(work, self._loader))
        except ScopeError as error:
            return Given(missing, error_text(missing, str(error)))
        except UsageError as error:
            return Given(422, error_text(422, str(error)))
        except CascQaError as error:
            return _later(503, str(error), None)
        finally:
            self._waiting -= 1


def with_assistant(work: Callable[[Assistant], str]) -> Work:
    """Something to be done with the assistant itself."""

    def done(loader: AssistantLoader) -> str:
        with loader.working() as assistant:
            return work(assistant)

    return done


def _later(status: int, message: str, code: str | None) -> Given:
    return Given(status, error_text(status, message, code), _LATER_S)
