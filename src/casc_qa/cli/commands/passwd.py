"""``casc-qa passwd``: sets the password of the chat, or takes it away."""

from __future__ import annotations

import argparse
import getpass
import sys
import warnings
from typing import TYPE_CHECKING

from casc_qa.cli.arguments import add_command, add_index, settings_of
from casc_qa.errors import CascQaError, UsageError

if TYPE_CHECKING:
    from casc_qa.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """What can be typed."""
    command = add_command(commands, "passwd", "set the password of the web chat", run)
    command.add_argument("--remove", action="store_true", help="take the password away")
    add_index(command)


def run(options: argparse.Namespace) -> int:
    """Sets it, or takes it away, and says what that means for who had signed in."""
    from casc_qa.index.current import current_manifest
    from casc_qa.web.guard.passwords import keep_password, password_from, remove_password

    index = settings_of(options).paths.index
    if options.remove:
        is_removed = remove_password(index)
        print("The password is removed." if is_removed else "No password was set.")
        return 0
    current_manifest(index)  # a folder that is no index yet would not become one any more
    keep_password(index, password_from(_typed()))
    print(
        "The password is set. Who had signed in has to do so again; a chat that was started "
        "without a password asks for it from its next start on."
    )
    return 0


def _typed() -> str:
    """From the terminal, twice and unseen; from the first line of standard input where that is
    something else. Raises UsageError.
    """
    from casc_qa.web.guard.passwords import LEAST_CHARS

    if sys.stdin is None or not sys.stdin.isatty():
        return _piped()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would be seen
            first = getpass.getpass(f"New password, {LEAST_CHARS} characters or more: ")
            second = getpass.getpass("Once more: ")
    except getpass.GetPassWarning as error:
        raise CascQaError("This terminal would show the password: use another one.") from error
    except (EOFError, UnicodeDecodeError) as error:
        raise UsageError("No password was typed: start again.") from error
    if first != second:
        raise UsageError("The two passwords differ: start again.")
    return first


def _piped() -> str:
    from casc_qa.web.guard.passwords import MOST_CHARS

    line = b"" if sys.stdin is None else sys.stdin.buffer.readline(4 * MOST_CHARS + 4)
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError("The password is not UTF-8: type it in a terminal.") from error
