"""Starts the web chat, building the index first when it is missing or out of date.

The same as ``make chat``, for people who run Gradio apps by hand: python app.py
"""

import os
import sys
from pathlib import Path

from casc_qa.cli import main
from casc_qa.cli.parser import build_parser

if __name__ == "__main__":
    os.chdir(Path(__file__).parent)  # where casc_qa.toml, corpus/ and index/ are
    serve = ["serve", *sys.argv[1:]]
    chosen = build_parser().parse_args(serve).index
    sys.exit(main(["index", *(["--index", str(chosen)] if chosen else [])]) or main(serve))
