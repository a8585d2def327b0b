"""Time is allowed by the page."""

from __future__ import annotations

import time

import pytest

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.sandbox import confinement
from casc_qa.loaders.sandbox.allowance import Allowance


class Clocks:
    """Clocks that stand still unless they are moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.used = self.wall = 100.0
        self.told = 0
        monkeypatch.setattr(time, "process_time", lambda: self.used)
        monkeypatch.setattr(time, "monotonic", lambda: self.wall)
        monkeypatch.setattr(confinement, "renew_processor_time", lambda: None)

    def tell(self) -> None:
        self.told += 1


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    return Clocks(monkeypatch)


def test_a_thousand_quick_pages_are_no_reason(clocks: Clocks) -> None:
    allowance = Allowance(clocks.tell)
    for _ in range(1000):
        clocks.used += 0.2
        allowance.done(False)


def test_pages_that_are_all_slow_are_one(clocks: Clocks) -> None:
    allowance = Allowance(clocks.tell)
    clocks.used += 20
    allowance.done(False)
    clocks.used += 0.6
    with pytest.raises(
        Unreadable, match=r"more than 20 seconds of the processor and 0.25 for each"
    ):
        allowance.done(False)


def test_a_look_may_take_its_time(clocks: Clocks) -> None:
    allowance = Allowance(clocks.tell)
    for _ in range(50):
        clocks.used += 15
        allowance.done(True)


def test_looks_at_one_document_end_after_two_hours(clocks: Clocks) -> None:
    allowance = Allowance(clocks.tell)
    looks = 0
    while allowance.has_time():
        clocks.used += 10
        allowance.done(True)
        looks += 1
    assert looks == 720


def test_who_waits_is_told_every_second(clocks: Clocks) -> None:
    allowance = Allowance(clocks.tell)
    for _ in range(40):
        clocks.wall += 0.3
        allowance.done(False)
    assert clocks.told == 10
