"""A loading process beside the program: neither looks into the other."""

from __future__ import annotations

import sys

import pytest

from casc_qa.config import ColumnSettings
from casc_qa.loaders.sandbox import confinement
from casc_qa.loaders.sandbox.confinement import set_dumpable
from casc_qa.loaders.sandbox.pool import Worker
from casc_qa.loaders.sandbox.worker import Request
from helpers.processes.programs import MISBEHAVING, outcome

TXT = Request(".txt", ColumnSettings())


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that keeps it")


@LINUX
def test_the_program_keeps_its_memory_to_itself_while_there_are_some() -> None:
    def is_open() -> bool:
        return confinement._control(confinement._GET_DUMPABLE) == 1

    before = set_dumpable(True)
    try:
        one, other = Worker(command=MISBEHAVING), Worker(command=MISBEHAVING)
        outcome(one, "first")
        outcome(other, "first")
        assert not is_open()
        one.close()
        assert not is_open()
        other.close()
        assert is_open()
    finally:
        set_dumpable(before)


@LINUX
def test_a_process_that_can_not_start_leaves_it_open() -> None:
    before = set_dumpable(True)
    try:
        with pytest.raises(Exception, match="No process can be started"):
            Worker(command=["/nowhere/at/all"]).read(TXT, b"text")
        assert confinement._control(confinement._GET_DUMPABLE) == 1
    finally:
        set_dumpable(before)
