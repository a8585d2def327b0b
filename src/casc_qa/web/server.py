"""Starts the web chat: listens first, loads the model while people already see the page."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from casc_qa.config import ServeSettings, Settings
from casc_qa.errors import ServeError, UsageError
from casc_qa.index.current import current_manifest
from casc_qa.web.guard.hosts import hosts_of, is_loopback
from casc_qa.web.guard.passwords import password_of
from casc_qa.web.guard.sign_in import Gate
from casc_qa.web.serving.connections import Connections, room
from casc_qa.web.serving.loading import AssistantLoader
from casc_qa.web.serving.logs import bound_logs

_BACKLOG = 128
_LOADING_S = 30  # what may still be loading when it is stopped
_GRACE_S = 1  # open event streams would keep the server alive after Ctrl+C
_OF_UVICORN: dict[str, Any] = {
    "ws": "none",
    "loop": "asyncio",
    "log_config": None,
    "log_level": "error",
    "access_log": False,
    "proxy_headers": False,
    "server_header": False,
    "timeout_graceful_shutdown": _GRACE_S,
}


def serve(settings: Settings) -> None:
    """Serves until it is stopped. Raises IndexMissing, ServeError, UsageError or, where the
    password can't be read, CascQaError.
    """
    has_password = asks_for_password(settings)
    current_manifest(index := settings.paths.index)
    listener = listen(settings.serve)
    host, port = listener.getsockname()[:2]
    with listener, _ended_by_signals(), private_folder() as folder:
        import uvicorn

        from casc_qa.asking.assistant import keep_open
        from casc_qa.web.application import create_app
        from casc_qa.web.serving.protocol import PatientServer, protocol_among

        bound_logs()
        hosts = hosts_of(host, port, settings.serve)
        gate = Gate(index, port, tls_proxy=settings.serve.tls_proxy) if has_password else None
        loader = AssistantLoader(lambda held: keep_open(held, index, settings))
        connections = Connections((limits := room()).connections)
        app = create_app(loader, hosts, folder, settings, gate)
        config = uvicorn.Config(
            app, http=protocol_among(connections), backlog=limits.backlog, **_OF_UVICORN
        )
        server = PatientServer(config, connections)
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how a server ends
            _say(_greeting(host, port, settings.serve))
            try:
                with server.capture_signals():  # half started, it could not be waited for
                    loader.start()
                server.run(sockets=[listener])
            finally:
                loader.finish(_LOADING_S)


def _say(line: str) -> None:
    """On standard output, where there is one."""
    with contextlib.suppress(OSError):
        if sys.stdout is not None:
            sys.stdout.write(line)
            sys.stdout.flush()


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder that nobody else can read, nor foresee, for all temporary files of the process;
    gone afterwards. Raises ServeError.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="casc-qa-", ignore_cleanup_errors=True)
    except OSError as error:
        raise ServeError(
            f"There is no place for temporary files ({error.strerror or error}): "
            "free some, or set TMPDIR to a folder that can be written."
        ) from error
    with folder as name:
        before, tempfile.tempdir = tempfile.tempdir, name
        try:
            yield Path(name)
        finally:
            tempfile.tempdir = before


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Lets what is open be closed when the process is asked to end, or its terminal goes."""

    def end(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    def hang_up(number: int, frame: FrameType | None) -> None:
        signal.raise_signal(signal.SIGTERM)

    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    handlers = {signal.SIGTERM: end}
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
        handlers[signal.SIGHUP] = hang_up  # where it is ignored, as by nohup, it stays so
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def asks_for_password(settings: Settings) -> bool:
    """Whether the chat asks for a password: where one is set, and wherever other machines reach
    it. Raises UsageError where it needs one that is not set, CascQaError where it can't be read.
    """
    serve = settings.serve
    is_reached = not is_loopback(serve.host) or bool(serve.hosts) or serve.tls_proxy
    is_set = password_of(settings.paths.index) is not None
    if is_reached and not is_set:
        at = serve.host if not is_loopback(serve.host) else "A chat with [serve] hosts or tls_proxy"
        raise UsageError(
            f"{at} can be reached from other machines, and no password is set: run "
            "casc-qa passwd first, or use 127.0.0.1 alone."
        )
    return is_set


def listen(settings: ServeSettings) -> socket.socket:
    """A socket that listens already. Raises ServeError when the port is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    host = "127.0.0.1" if settings.host == "localhost" else settings.host
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, settings.port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise ServeError(
                f"Port {settings.port} is in use: stop what uses it, or choose another with "
                f"--port {min(settings.port + 1, 65_535)}."
            ) from error
        raise ServeError(
            f"{host}:{settings.port} can't be listened on ({error.strerror}): choose another port."
        ) from error
    return listener


def _greeting(host: str, port: int, settings: ServeSettings) -> str:
    """Where the chat is, and what to know where others reach it."""
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # not a socket
    address = f"http://{f'[{local}]' if ':' in local else local}:{port}"
    elsewhere = "" if local == host else ", for other machines at the addresses of this one"
    lines = [f"The chat is at {address}{elsewhere} (Ctrl+C stops it)"]
    if (not is_loopback(host) or settings.hosts) and not settings.tls_proxy:
        lines.append(
            "Without TLS the password and all that is asked travel in the clear: put a proxy with "
            "TLS in front, and say so with tls_proxy = true under [serve]."
        )
    return "".join(f"{line}\n" for line in lines)
