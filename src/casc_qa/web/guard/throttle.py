"""How long those wait who tried wrong passwords: each address for itself, and all of them together.

An attempt counts before its password is looked at, so that many at once gain nothing.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass

_MOST_ADDRESSES = 4096  # that are remembered


@dataclass(slots=True)
class _Failures:
    """Wrong passwords in a row, and the wait that they cost."""

    free: int  # as many cost none
    first_s: float  # the wait after them, doubled by each further
    most_s: float
    kept_s: float  # until nothing is known of them any more
    count: int = 0
    at: float = 0.0  # when the last one was

    def wait(self, now: float) -> float:
        """Seconds until the next attempt is taken."""
        if now - self.at > self.kept_s:
            self.count = 0
        if self.count < self.free:
            return 0.0
        pause = min(self.first_s * 2.0 ** min(self.count - self.free, 30), self.most_s)
        return max(self.at + pause - now, 0.0)

    def add(self, now: float) -> None:
        """One more."""
        self.count += 1
        self.at = now


class Throttle:
    """Who may try a password now."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._addresses: dict[str, _Failures] = {}  # the one that tried last stands last
        self._all = _Failures(free=50, first_s=1, most_s=5, kept_s=900)

    def attempt(self, address: str) -> float:
        """Seconds to wait; 0 for an attempt that is taken, and counts as a wrong one until
        ``succeeded``.
        """
        now, key = self._clock(), _key(address)
        own = self._addresses.pop(key, None) or _Failures(5, first_s=2, most_s=900, kept_s=3600)
        self._addresses[key] = own
        if len(self._addresses) > _MOST_ADDRESSES:
            del self._addresses[next(iter(self._addresses))]
        wait = max(own.wait(now), self._all.wait(now))
        if not wait:
            own.add(now)
            self._all.add(now)
        return wait

    def succeeded(self, address: str) -> None:
        """The last attempt of this address was right."""
        self._addresses.pop(_key(address), None)
        self._all.count = max(self._all.count - 1, 0)


def _key(address: str) -> str:
    """An address; of IPv6, the network of which somebody has all addresses."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(number, ipaddress.IPv4Address):
        return str(number)
    if number.ipv4_mapped:
        return str(number.ipv4_mapped)
    return str(ipaddress.ip_network((number, 64), strict=False))
