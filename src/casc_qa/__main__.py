"""The program: ``casc-qa``, or ``python -m casc_qa``."""

import signal
import sys

# Set before anything else is imported, and again at the end: while Python sets itself up or takes
# itself down, Ctrl+C ends the program as the system does, without a traceback.
signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> int:
    """Runs what was typed; its exit status."""
    from casc_qa.cli import main as run

    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return run()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder where somebody happens to be: nothing is taken from there
    sys.exit(main())
