"""What can be typed: the commands, each with its arguments."""

from __future__ import annotations

import argparse

from casc_qa.cli.commands import (
    ask,
    completion,
    demo,
    evaluate,
    export,
    feedback,
    index,
    inspect,
    mcp,
    overview,
    passwd,
    rollback,
    schema,
    serve,
    table,
    timeline,
    token,
    verify,
)

_DESCRIPTION = """\
Answers questions over a folder of documents with the documents' own words.
Every sentence shown is an exact slice of a document; when the documents do
not say, so does the program. Nothing leaves this machine.
"""
_EPILOG = """\
exit status: 0 answered or done, 1 fault, 2 bad usage, 3 the documents do not say,
4 an evaluation fell below a level, or a quote does not hold
Defaults come from casc_qa.toml in the folder where the command is started, or
else in yours; CASC_QA_CONFIG names another one, CASC_QA_INDEX the index.
"""
_COMMANDS = (  # as help has them
    demo,
    index,
    ask,
    table,
    overview,
    timeline,
    export,
    verify,
    serve,
    passwd,
    token,
    mcp,
    inspect,
    schema,
    feedback,
    rollback,
    evaluate,
    completion,
)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; ``options.run`` runs the one that was chosen, and
    ``options.parser`` is this parser.
    """
    parser = argparse.ArgumentParser(
        prog="casc-qa",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(parser=parser)
    parser.add_argument("--version", action=_Version, help="show the program's version and exit")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for command in _COMMANDS:
        command.add_to(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: list[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from casc_qa import __version__

        print(f"casc-qa {__version__}")
        parser.exit()
