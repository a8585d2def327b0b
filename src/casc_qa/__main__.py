"""``python -m casc_qa`` is ``casc-qa``."""

import sys

from casc_qa.cli import main

sys.exit(main())
