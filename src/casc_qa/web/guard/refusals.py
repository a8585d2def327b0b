"""The answer to a request that is not served: a status and one line, as an object where programs
ask.
"""

from __future__ import annotations

from collections.abc import Iterable

from casc_qa.system.visible import json_text
from casc_qa.web.guard.asgi import Send, respond

VERSION = 1
CODES = {
    400: "bad_request",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    413: "too_large",
    414: "address_too_long",
    415: "not_json",
    421: "not_served_here",
    422: "invalid",
    429: "too_many",
    431: "too_many_headers",
    503: "unavailable",
}
"""What programs know a refusal by."""


class Refused(Exception):  # noqa: N818  # nothing has gone wrong: the answer is no
    """A request that goes no further."""

    def __init__(
        self, status: int, reason: str, headers: Iterable[tuple[bytes, bytes]] = ()
    ) -> None:
        """``reason`` is a line for people."""
        super().__init__(reason)
        self.status, self.reason, self.headers = status, reason, tuple(headers)


def error_text(status: int, message: str, code: str | None = None) -> str:
    """The object that ``casc-qa schema error`` describes, in one line.

    >>> error_text(404, "There is nothing here.")
    '{"version": 1, "error": {"code": "not_found", "message": "There is nothing here."}}\\n'
    """
    error = {"code": code or CODES[status], "message": message}
    return json_text({"version": VERSION, "error": error}) + "\n"


async def refuse(send: Send, refused: Refused, *, typed: bool = False) -> None:
    """Sends the status and the reason of a refusal; ``typed`` as an object."""
    status, reason = refused.status, refused.reason
    if typed:
        body, kind = error_text(status, reason), "application/json"
    else:
        body, kind = f"{reason}\n", "text/plain"
    await respond(send, status, body.encode(), kind, refused.headers)
