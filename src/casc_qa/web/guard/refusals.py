"""What is said to a request that is not served: a status and one line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Refused(Exception):  # noqa: N818  # nothing has gone wrong: the answer is no
    """A request that goes no further."""

    def __init__(self, status: int, reason: str) -> None:
        """``reason`` is a line for people."""
        super().__init__(reason)
        self.status, self.reason = status, reason


async def respond(send: Send, status: int, body: bytes, kind: str = "text/plain") -> None:
    """A whole response of a few bytes."""
    headers = [
        (b"content-type", f"{kind}; charset=utf-8".encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def refuse(send: Send, refused: Refused) -> None:
    """Tells why."""
    await respond(send, refused.status, f"{refused.reason}\n".encode())
