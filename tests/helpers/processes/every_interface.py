"""What a user does in a day, through every interface, with a home folder that is new.

``every_interface.py CORPUS QUESTIONS SECONDS``: the chat stands open for at least SECONDS and is
asked through; meanwhile every other command runs, and the Python API. Ends with an assertion where
something does not work.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request

QUESTION = "How many participants did the Bishkek training gather?"
_EXPECTED = "53 participants"
_API = """
import casc_qa, sys
casc_qa.build_index(sys.argv[1], "from-python")
print(casc_qa.open_index("from-python").ask(sys.argv[2]).sentences[0].text)
"""


def main(corpus: str, questions: str, seconds: str) -> None:
    """All of it, in the current folder."""
    run("index", corpus)
    server = subprocess.Popen(
        command("serve", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    opened = time.monotonic()
    try:
        assert server.stdout is not None
        chat = Chat(server.stdout.readline().split()[4])
        assert _EXPECTED in chat.ask()
        assert _EXPECTED in run("ask", QUESTION)
        assert _EXPECTED in run("ask", "--json", QUESTION)
        assert _EXPECTED in run("demo")
        run("inspect", "--verify")
        run("eval", questions, "--report", "report.html")
        run("index", corpus)
        done = subprocess.run(
            [sys.executable, "-c", _API, corpus, QUESTION], capture_output=True, text=True
        )
        assert _EXPECTED in done.stdout, done.stderr
        while time.monotonic() < opened + float(seconds):
            assert _EXPECTED in chat.ask()
            time.sleep(2)
    finally:
        server.send_signal(2)
        errors = server.communicate(timeout=60)[1]
    assert (server.returncode, errors) == (0, "")


def command(*arguments: str) -> list[str]:
    """As it is typed."""
    return [sys.executable, "-m", "casc_qa", *arguments]


def run(*arguments: str) -> str:
    """One command, and what it printed."""
    done = subprocess.run(command(*arguments), capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done.stdout


class Chat:
    """The running chat, asked as its page asks."""

    def __init__(self, address: str) -> None:
        self._address = address
        while json.loads(self.read("/casc/status"))["state"] == "loading":
            time.sleep(0.1)
        assert "<html" in self.read("/")

    def read(self, path: str, *body: bytes) -> str:
        """What stands under a path."""
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._address + path, *body, headers=headers)
        with urllib.request.urlopen(request) as answer:
            return str(answer.read().decode())

    def ask(self) -> str:
        """The events that an answer comes in."""
        asked = json.dumps({"data": [QUESTION]}).encode()
        event = json.loads(self.read("/gradio_api/call/ask", asked))["event_id"]
        return self.read(f"/gradio_api/call/ask/{event}")


if __name__ == "__main__":
    main(*sys.argv[1:])
