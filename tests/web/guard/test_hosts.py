"""Under which names the chat is reached."""

from __future__ import annotations

from typing import Any

import pytest

from casc_qa.config import ServeSettings
from casc_qa.errors import UsageError
from casc_qa.web.guard.hosts import Hosts, hosts_of, is_loopback
from casc_qa.web.guard.refusals import Refused


def status(
    hosts: Hosts, host: str, origin: str | None = None, server: Any = ("192.0.2.7", 7860)
) -> int:
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    try:
        hosts.check({"headers": headers, "server": server})
    except Refused as refused:
        return refused.status
    return 200


def test_this_machine_alone() -> None:
    hosts = hosts_of("127.0.0.1", 7860, ServeSettings())
    for host in ("127.0.0.1:7860", "localhost:7860"):
        assert status(hosts, host) == 200
        assert status(hosts, host, f"http://{host}") == 200
        assert status(hosts, host, f"https://{host}") == 403
    for host in ("127.0.0.1", "192.0.2.7:7860", "[::1]:7860", "evil.example:7860"):
        assert status(hosts, host) == 421
    assert status(hosts_of("::1", 7860, ServeSettings()), "[::1]:7860") == 200
    usual = hosts_of("127.0.0.1", 80, ServeSettings())
    assert (status(usual, "localhost"), status(usual, "localhost:80")) == (200, 200)


def test_one_address_of_this_machine() -> None:
    hosts = hosts_of("192.0.2.7", 7860, ServeSettings())
    assert status(hosts, "192.0.2.7:7860", "http://192.0.2.7:7860") == 200
    for host in ("127.0.0.1:7860", "localhost:7860", "192.0.2.8:7860", "evil.example:7860"):
        assert status(hosts, host, server=("192.0.2.8", 7860)) == 421


@pytest.mark.parametrize(
    ("reached", "name"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "[2001:db8::7]"),
        ("fe80::7%eth0", "[fe80::7]"),
    ],
)
@pytest.mark.parametrize("at", ["0.0.0.0", "::"])
def test_all_addresses_of_this_machine(at: str, reached: str, name: str) -> None:
    hosts, server = hosts_of(at, 7860, ServeSettings()), (reached, 7860)
    assert status(hosts, f"{name}:7860", f"http://{name}:7860", server) == 200
    assert status(hosts, f"{name}:7860", f"http://{name}:7861", server) == 403
    assert status(hosts, "localhost:7860", None, server) == 200
    for host in (name, f"{name}:7861", "192.0.2.9:7860", "evil.example:7860", ""):
        assert status(hosts, host, None, server) == 421
    for nowhere in (None, ("/run/socket", None), ("name", 7860)):
        assert status(hosts, f"{name}:7860", None, nowhere) == 421


def test_names_of_its_own() -> None:
    hosts = hosts_of("127.0.0.1", 7860, ServeSettings(hosts=("Casc.example.org", "b.test:8443")))
    for host in ("casc.example.org", "casc.example.org:7860", "b.test:8443", "localhost:7860"):
        assert status(hosts, host, f"http://{host}") == 200
    for host in ("casc.example.org:8443", "b.test", "b.test:7860", "a.casc.example.org"):
        assert status(hosts, host) == 421


def test_behind_a_proxy_with_tls() -> None:
    settings = ServeSettings(hosts=("casc.example.org",), tls_proxy=True)
    hosts = hosts_of("127.0.0.1", 7860, settings)
    assert status(hosts, "casc.example.org", "https://casc.example.org") == 200
    assert status(hosts, "casc.example.org", "http://casc.example.org") == 403
    assert status(hosts, "127.0.0.1:7860", "http://127.0.0.1:7860") == 200


@pytest.mark.parametrize(
    "name", ["", "https://casc.example.org", "a b", "a/b", "*", ".org", "каск.рф", "a:b", "a\n"]
)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(UsageError, match="is not what browsers call a host") as caught:
        hosts_of("127.0.0.1", 7860, ServeSettings(hosts=(name,)))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.7", False),
    ],
)
def test_which_addresses_others_reach(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize("host", ["example.org", "", "127.1", "0", "localhost ", "a\x1b[31m"])
def test_what_is_no_address(host: str) -> None:
    with pytest.raises(UsageError, match="is no address") as caught:
        is_loopback(host)
    assert "\x1b" not in str(caught.value)
