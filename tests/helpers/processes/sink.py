"""A network of which nothing leaves: inside it, whoever tries to reach anything is noted.

Run in a network and mount namespace of its own: ``sink.py NOTES SCRIPT [ARGUMENT ...]`` turns
loopback on, sends every address there, answers every name with an address of this machine, takes
what is sent to that, and runs the Python file SCRIPT. NOTES gets a JSON line for each packet to
an address other than 127.0.0.0/8 and ::1, each name asked for, and each connection taken.
"""

from __future__ import annotations

import ctypes
import fcntl
import ipaddress
import json
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

HERE = "192.0.2.1"  # TEST-NET-1, https://www.rfc-editor.org/rfc/rfc5737
_UP = 0x1 | 0x40  # IFF_UP, IFF_RUNNING
_SET_FLAGS, _SET_ADDRESS, _SET_NETMASK, _ADD_ROUTE = 0x8914, 0x8916, 0x891C, 0x890B  # SIOC...
_ALL_PROTOCOLS, _IPV4, _IPV6 = 0x0003, 0x0800, 0x86DD
_BIND = 4096  # MS_BIND
_PORTS = (80, 443, 4317, 4318)


def main(notes: str, *command: str) -> int:
    """Runs the command; its exit status."""
    log = Path(notes).open("a", buffering=1)  # noqa: SIM115  # threads write to it until the end

    def note(what: str, detail: object) -> None:
        log.write(json.dumps([what, detail]) + "\n")

    _lead_everything_here()
    _ask_here_for_names(Path(notes).with_suffix(".conf"))
    for work in (_watch(), _name_server(), *map(_taker, _PORTS)):
        threading.Thread(target=work, args=(note,), daemon=True).start()
    note("ready", command)
    return subprocess.run([sys.executable, *command]).returncode


def _lead_everything_here() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for name, address, mask in (
            ("lo", "127.0.0.1", "255.0.0.0"),
            ("lo:0", HERE, "255.255.255.255"),
        ):
            for call, value in ((_SET_ADDRESS, address), (_SET_NETMASK, mask)):
                fcntl.ioctl(control, call, struct.pack("16s16s", name.encode(), _address(value)))
            fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sh14x", name.encode(), _UP))
        nowhere, device = _address("0.0.0.0"), ctypes.create_string_buffer(b"lo")
        # struct rtentry: padding, destination, gateway, mask, flags, ..., device, ...
        fcntl.ioctl(
            control,
            _ADD_ROUTE,
            struct.pack(
                "L16s16s16sHhLPhxxxxxxPLLH6x",
                0, nowhere, nowhere, nowhere, 1, 0, 0, 0, 0, ctypes.addressof(device), 0, 0, 0,
            ),
        )  # fmt: skip


def _address(written: str) -> bytes:
    """As a struct sockaddr_in."""
    return struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(written))


def _ask_here_for_names(settings: Path) -> None:
    settings.write_text(f"nameserver {HERE}\n")
    call = ctypes.CDLL(None, use_errno=True).mount
    if call(os.fsencode(settings), b"/etc/resolv.conf", None, ctypes.c_ulong(_BIND), None):
        raise OSError(ctypes.get_errno(), "resolv.conf can't be replaced")


Note = Callable[[str, object], None]


def _watch() -> Callable[[Note], None]:
    """Notes every packet that is not for loopback."""
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL_PROTOCOLS))
    wire.bind(("lo", 0))

    def work(note: Note) -> None:
        while True:
            data, (_, protocol, *_) = wire.recvfrom(65_535)
            if protocol not in (_IPV4, _IPV6):
                note("packet", protocol)
                continue
            at = slice(16, 20) if protocol == _IPV4 else slice(24, 40)
            target = ipaddress.ip_address(data[at])
            source = ipaddress.ip_address(data[at.start - len(data[at]) : at.start])
            if not (target.is_loopback and source.is_loopback):
                note("packet", str(target))

    return work


def _name_server() -> Callable[[Note], None]:
    """Answers every question for an IPv4 address with HERE, and any other with nothing."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((HERE, 53))

    def work(note: Note) -> None:
        while True:
            asked, sender = server.recvfrom(4096)
            end, labels = 12, []
            while asked[end]:
                labels.append(asked[end + 1 : end + 1 + asked[end]].decode("latin-1"))
                end += asked[end] + 1
            note("name", ".".join(labels))
            is_ipv4 = asked[end + 1 : end + 3] == b"\x00\x01"
            answer = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04" + socket.inet_aton(HERE)
            counts = struct.pack(">HHHHH", 0x8180, 1, is_ipv4, 0, 0)
            question = asked[12 : end + 5]
            server.sendto(asked[:2] + counts + question + answer * is_ipv4, sender)

    return work


def _taker(port: int) -> Callable[[Note], None]:
    server = socket.create_server((HERE, port))

    def work(note: Note) -> None:
        while True:
            taken, _ = server.accept()
            with taken:
                taken.settimeout(2)
                try:
                    note("connection", [port, len(taken.recv(4096))])
                except OSError:
                    note("connection", [port, 0])

    return work


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
