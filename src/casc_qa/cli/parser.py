"""What can be typed: commands, options and their help."""

from __future__ import annotations

import argparse
from pathlib import Path

_DESCRIPTION = """\
Answers questions over a folder of documents with the documents' own words.
Every sentence shown is an exact slice of a document; when the documents do
not say, so does the program. Nothing leaves this machine.
"""
_EPILOG = """\
exit status: 0 answered or done, 1 fault, 2 bad usage, 3 the documents do not say,
4 an evaluation fell below a level
Defaults come from casc_qa.toml in the folder where the command is started.
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; ``options.command`` names the one that was chosen."""
    parser = argparse.ArgumentParser(
        prog="casc-qa",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, help="show the program's version and exit")
    chosen = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    _add_index(chosen)
    _add_ask(chosen)
    _add_serve(chosen)
    _add_passwd(chosen)
    _add_inspect(chosen)
    _add_feedback(chosen)
    _add_rollback(chosen)
    _add_eval(chosen)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: list[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from casc_qa import __version__

        print(f"casc-qa {__version__}")
        parser.exit()


_Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_index(chosen: _Commands) -> None:  # type: ignore[valid-type]
    command = _command(chosen, "index", "build or update the index of a folder of documents")
    command.add_argument("corpus", nargs="?", type=Path, help="folder of documents")
    command.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    command.add_argument(
        "--model",
        metavar="M",
        help="folder of a sentence-transformers model, or a hub name, which is then downloaded",
    )
    command.add_argument(
        "--watch", action="store_true", help="stay, and bring the index up to date at every change"
    )


def _add_ask(chosen: _Commands) -> None:  # type: ignore[valid-type]
    command = _command(chosen, "ask", "ask a question")
    command.add_argument("question", help='the question; "-" reads it from standard input')
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument("-k", type=int, metavar="N", help="how many passages to show")
    command.add_argument(
        "--doc",
        action="append",
        metavar="D",
        help="only this document: its name, or a part of it that no other has; repeatable",
    )
    command.add_argument("--after", metavar="DATE", help="only documents of this date or later")
    command.add_argument("--before", metavar="DATE", help="only documents of this date or earlier")
    command.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    command.add_argument("--verbose", action="store_true", help="times, on standard error")


def _add_serve(chosen: _Commands) -> None:  # type: ignore[valid-type]
    command = _command(chosen, "serve", "start the web chat")
    command.add_argument(
        "--host", metavar="H", help="address to listen on; others than loopback need a password"
    )
    command.add_argument("--port", type=int, metavar="P", help="port to listen on; 0 takes any")
    command.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")


def _add_passwd(chosen: _Commands) -> None:  # type: ignore[valid-type]
    command = _command(chosen, "passwd", "set the password of the web chat")
    command.add_argument("--remove", action="store_true", help="take the password away")
    command.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")


def _add_inspect(chosen: _Commands) -> None:  # type: ignore[valid-type]
    command = _command(chosen, "inspect", "show what the index holds")
    command.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument(
        "--verify", action="store_true", help="read every byte again and compare its hash"
    )


def _add_rollback(chosen: _Commands) -> None:  # type: ignore[valid-type]
    command = _command(chosen, "rollback", "return to the generation that was built before")
    command.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")


def _add_feedback(chosen: _Commands) -> None:  # type: ignore[valid-type]
    command = _command(chosen, "feedback", "print what readers of the chat said of quotes")
    command.add_argument(
        "action", choices=["export"], help="as lines of a question set, to be completed"
    )
    command.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")


def _add_eval(chosen: _Commands) -> None:  # type: ignore[valid-type]
    command = _command(chosen, "eval", "measure the answers to labelled questions")
    command.add_argument(
        "questions", type=Path, help="file of labelled questions, or a BEIR folder"
    )
    command.add_argument("--split", metavar="S", help="only the questions of this split")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument(
        "--report", type=Path, metavar="FILE.html", help="write a report, one file for a browser"
    )
    command.add_argument(
        "--baseline", metavar="RUN", help="compare with this earlier run: its name or its folder"
    )
    command.add_argument(
        "--fail-under",
        action="append",
        default=[],
        metavar="MEASURE=VALUE",
        help="exit with status 4 when a figure is worse; GROUP/MEASURE=VALUE holds one language "
        "or question type to it; repeatable",
    )
    command.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")


def _command(chosen: _Commands, name: str, summary: str) -> argparse.ArgumentParser:  # type: ignore[valid-type]
    added: argparse.ArgumentParser = chosen.add_parser(  # type: ignore[attr-defined]
        name, help=summary, description=summary[0].upper() + summary[1:] + "."
    )
    return added
