"""What never ends is ended, and what ends is not."""

from __future__ import annotations

import subprocess
import sys
import time


def test_a_question_that_never_ends_is_given_up() -> None:
    """As in a step of a model that nothing can end."""
    code = (
        "import time; from casc_qa.cli.patience import patient\nwith patient(0.2): time.sleep(60)\n"
    )
    began = time.monotonic()
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert time.monotonic() - began < 60
    assert run.returncode == 1
    assert run.stderr == "casc-qa: No answer in 0 seconds: build the index again.\n"


def test_a_question_that_ends_is_not_given_up() -> None:
    code = (
        "import time; from casc_qa.cli.patience import patient\n"
        "with patient(0.2): pass\n"
        "time.sleep(0.5)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
