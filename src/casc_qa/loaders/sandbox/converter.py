"""The process that becomes LibreOffice, to save a document of an old format in a newer one: it sees
its own folder and what LibreOffice is made of, reaches no network and no other process, and has an
end. For Linux; elsewhere only the time has one.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from casc_qa.loaders.sandbox.confinement import (
    end_with_parent,
    give_up_privileges,
    refuse_privileges,
)
from casc_qa.loaders.sandbox.landlock import restrict_to
from casc_qa.loaders.sandbox.seccomp import refuse_reaching_out

CPU_SECONDS = 60
_MEMORY_BYTES = 4 << 30
_FILE_BYTES = 500_000_000
# Beside libraries: fonts, settings, and what the C library looks up.
_READ = "/usr /lib /lib64 /bin /etc /opt /proc/self /sys/devices/system/cpu /var/cache/fontconfig "
_READ += "/var/spool/libreoffice /var/lib/libreoffice"
SOCKET_FOLDERS = ("/tmp", "/var/tmp")  # noqa: S108  # where it wants to be called, and nowhere else
_DEVICES = "/dev/null /dev/urandom /dev/random /dev/zero"


def main() -> None:
    """Becomes LibreOffice. Arguments: its program, a folder with the document in it, the document's
    name, the format to save it in, and the number of the process that started this one.
    """
    program, folder, name, target, parent = sys.argv[1:]
    os.chdir(folder)
    if sys.platform == "linux":
        end_with_parent(int(parent))
        with contextlib.suppress(ImportError):
            _limit_resources()
        refuse_privileges()
        for layer in (
            give_up_privileges,
            lambda: restrict_to(_paths(program), Path(folder), _DEVICES.split(), SOCKET_FOLDERS),
            refuse_reaching_out,
        ):
            with contextlib.suppress(OSError, AttributeError):  # an old kernel: the others hold
                layer()
    os.execve(program, _arguments(program, folder, name, target), _environment(folder))  # noqa: S606


def _arguments(program: str, folder: str, name: str, target: str) -> list[str]:
    return [
        program, f"-env:UserInstallation={profile_of(folder)}", "--headless", "--norestore",
        "--nolockcheck", "--convert-to", target, "--outdir", "saved", name,
    ]  # fmt: skip


def profile_of(folder: str) -> str:
    """The address of LibreOffice's own files, when it works in ``folder``."""
    return Path(folder, "profile").as_uri()


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    own = dict.fromkeys(("HOME", "TMPDIR", "TEMP"), folder)
    return kept | own | {"LC_ALL": "C.UTF-8"}


def _paths(program: str) -> list[str]:
    """What may be read and started."""
    return [*_READ.split(), str(Path(program).parent)]


def _limit_resources() -> None:
    import resource

    for name, value in (
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_AS", _MEMORY_BYTES),
        ("RLIMIT_FSIZE", _FILE_BYTES),
        ("RLIMIT_CORE", 0),
    ):
        with contextlib.suppress(ValueError, OSError, AttributeError):  # not on this system
            resource.setrlimit(getattr(resource, name), (value, value))
