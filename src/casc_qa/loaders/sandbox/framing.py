"""Messages between the program and its loading processes, each a frame: a length, then that many
bytes.
"""

from __future__ import annotations

from typing import IO

_LENGTH_BYTES = 8


class FrameError(Exception):
    """The other side ended in the middle of a frame, or sends a longer one than it may."""


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Sends one message as a frame. Raises OSError when the other side is gone."""
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes], most: int) -> bytes:
    """The message in the next frame, of at most ``most`` bytes. Raises FrameError.

    >>> import io
    >>> pipe = io.BytesIO()
    >>> write_frame(pipe, b"two words")
    >>> _ = pipe.seek(0)
    >>> read_frame(pipe, most=100)
    b'two words'
    """
    length = int.from_bytes(_exactly(stream, _LENGTH_BYTES), "big")
    if length > most:
        raise FrameError(f"{length} bytes, where {most} are allowed")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise FrameError("the other side has ended")
    return data
