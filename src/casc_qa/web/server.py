"""Starts the web chat: listens first, loads the model while people already see the page."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
import sys

from casc_qa.config import ServeSettings, Settings
from casc_qa.errors import ServeError, UsageError
from casc_qa.index import current_manifest
from casc_qa.web.loading import AssistantLoader

_BACKLOG = 128
_GRACE_S = 1  # open event streams would keep the server alive after Ctrl+C


def serve(settings: Settings) -> None:
    """Serves until it is stopped. Raises IndexMissing, ServeError or UsageError."""
    check_host(settings.serve.host)
    current_manifest(settings.paths.index)
    listener = listen(settings.serve)
    host, port = listener.getsockname()[:2]
    with listener:
        import uvicorn

        from casc_qa.assistant import keep_open
        from casc_qa.web.application import create_app

        loader = AssistantLoader(lambda held: keep_open(held, settings.paths.index, settings))
        app = create_app(loader, allowed_hosts(host, port))
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_S,
        )
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"The chat is at http://{shown}:{port} (Ctrl+C stops it)\n")
        sys.stdout.flush()
        loader.start()
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how a server ends
            uvicorn.Server(config).run(sockets=[listener])


def check_host(host: str) -> None:
    """Raises UsageError for an address that other machines can reach."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError as error:
        raise UsageError(f"{host!r} is no address: use 127.0.0.1.") from error
    if not loopback:
        raise UsageError(
            f"{host} can be reached from other machines, and the chat has no passwords yet: "
            "use 127.0.0.1."
        )


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


def allowed_hosts(host: str, port: int) -> list[str]:
    """The Host headers under which a browser on this machine reaches the chat."""
    names = {f"[{host}]" if ":" in host else host, "localhost", "127.0.0.1"}
    bare = names if port == 80 else set()  # browsers leave the usual port out
    return sorted({f"{name}:{port}" for name in names} | bare)
