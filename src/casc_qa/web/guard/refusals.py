"""The answer to a request that is not served: a status and one line."""

from __future__ import annotations

from casc_qa.web.guard.asgi import Send, respond


class Refused(Exception):  # noqa: N818  # nothing has gone wrong: the answer is no
    """A request that goes no further."""

    def __init__(self, status: int, reason: str) -> None:
        """``reason`` is a line for people."""
        super().__init__(reason)
        self.status, self.reason = status, reason


async def refuse(send: Send, refused: Refused) -> None:
    """Sends the status and the reason of a refusal."""
    await respond(send, refused.status, f"{refused.reason}\n".encode())
