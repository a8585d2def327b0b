"""The types of ASGI, by which server, guard and application call each other, and short responses.

https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def header_values(scope: Scope, name: bytes) -> list[str]:
    """Of every header of this name, which is in lower case."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


async def respond(
    send: Send,
    status: int,
    body: bytes,
    media_type: str = "text/plain",
    further: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """A whole response of a few bytes of UTF-8, with ``further`` headers."""
    headers = [
        *further,
        (b"content-type", f"{media_type}; charset=utf-8".encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def when_whole(finish: Callable[[Message, bytes], Awaitable[None]]) -> Send:
    """A ``send`` that holds a response back until it is whole, and then hands its start and its
    body to ``finish``.
    """
    start: list[Message] = []
    parts: list[bytes] = []

    async def holding(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.append(message)
            return
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            await finish(start[0], b"".join(parts))

    return holding
