"""Starts the web chat, building the index first when it is missing or out of date.

The same as ``make chat``, for people who run Gradio apps by hand: python app.py
"""

import sys

from casc_qa.cli import main

if __name__ == "__main__":
    sys.exit(main(["index"]) or main(["serve", *sys.argv[1:]]))
