"""The table of what documents say to questions, as large as a program may ask for at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casc_qa.schemas.limits import MOST_CELLS
from casc_qa.surveying.table import Table, make_table
from casc_qa.types import EVERYTHING, Scope

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant


def table(assistant: Assistant, questions: Sequence[str], scope: Scope = EVERYTHING) -> Table:
    """Each question asked of each document in ``scope``, on one processor, so that others are left
    to who asks something else meanwhile. Raises as ``make_table``.
    """
    return make_table(assistant, questions, scope, most_cells=MOST_CELLS, threads=1)
