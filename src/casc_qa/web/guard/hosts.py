"""The names under which the chat is reached: the Host and Origin headers that are served.

A page of another site can lead its own name to this machine; its Host header gives it away.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from casc_qa.config import ServeSettings
from casc_qa.errors import UsageError
from casc_qa.system.small_files import shown
from casc_qa.web.guard.asgi import Scope, header_values
from casc_qa.web.guard.refusals import Refused

FROM_ELSEWHERE = "Requests from other sites are refused."
_NAME = re.compile(r"([a-z0-9][a-z0-9.-]{0,252}|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?")
_WITH_PORT = re.compile(r":[0-9]{1,5}$")


class Hosts:
    """Which Host and Origin headers are served."""

    def __init__(
        self, plain: Iterable[str], secure: Iterable[str] = (), *, by_address: bool = False
    ) -> None:
        """Both are exact Host headers such as "127.0.0.1:7860", ``secure`` those to which browsers
        speak TLS. ``by_address`` also serves whatever address of this machine a connection was
        made to, of which no page can make another one's name.
        """
        plain, secure = frozenset(plain), frozenset(secure)
        self._hosts = plain | secure
        self._origins = {f"http://{host}" for host in plain} | {f"https://{h}" for h in secure}
        self._by_address = by_address

    def check(self, scope: Scope) -> None:
        """Host and Origin of a request. Raises Refused."""
        reached = _reached(scope) if self._by_address else frozenset[str]()
        if header_values(scope, b"host") not in [[host] for host in self._hosts | reached]:
            raise Refused(421, "This address is not served here.")
        origins = self._origins | {f"http://{host}" for host in reached}
        sent = header_values(scope, b"origin")
        if len(sent) > 1 or any(origin not in origins for origin in sent):
            raise Refused(403, FROM_ELSEWHERE)


def is_loopback(host: str) -> bool:
    """Whether this machine alone reaches an address. Raises UsageError for what is none."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError as error:
        raise UsageError(f"{shown(host)} is no address: use 127.0.0.1.") from error


def is_unspecified(host: str) -> bool:
    """Whether an address stands for all of this machine's."""
    return host != "localhost" and ipaddress.ip_address(host).is_unspecified


def hosts_of(host: str, port: int, settings: ServeSettings) -> Hosts:
    """Those of a chat that listens at ``host``, a numeric address, and has other names by its
    settings. Raises UsageError.
    """
    names = {f"[{host}]" if ":" in host else host}
    if is_loopback(host) or is_unspecified(host):
        names |= {"localhost", "127.0.0.1"}
    own = {f"{name}:{port}" for name in names} | (names if port == 80 else set())
    others = {each for name in settings.hosts for each in _headers(_checked(name), port)}
    by_address = is_unspecified(host)
    if settings.tls_proxy:
        return Hosts(own, others, by_address=by_address)
    return Hosts(own | others, by_address=by_address)


def _headers(name: str, port: int) -> set[str]:
    """A name as it is, since browsers leave the usual port out, and with the chat's port if it
    has none.
    """
    return {name} if _WITH_PORT.search(name) else {name, f"{name}:{port}"}


def _checked(name: str) -> str:
    """As browsers send it. Raises UsageError."""
    if not _NAME.fullmatch(name.lower()):
        raise UsageError(
            f"serve.hosts: {shown(name)} is not what browsers call a host: write it as in "
            '"casc.example.org" or "casc.example.org:8443".'
        )
    return name.lower()


def _reached(scope: Scope) -> frozenset[str]:
    """The address of this machine to which the connection was made, as a Host header."""
    server = scope.get("server")
    if not server or server[1] is None:
        return frozenset()
    try:
        address = ipaddress.ip_address(str(server[0]).partition("%")[0])
    except ValueError:  # a socket with a path
        return frozenset()
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    name = f"[{address}]" if address.version == 6 else str(address)
    return frozenset({f"{name}:{server[1]}"} | ({name} if server[1] == 80 else set()))
