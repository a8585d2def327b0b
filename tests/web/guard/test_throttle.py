"""Who has to wait after wrong passwords, and how long."""

from __future__ import annotations

import pytest

from casc_qa.web.guard.throttle import Throttle


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_five_are_free_and_each_further_waits_twice_as_long() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    assert [throttle.attempt("192.0.2.1") for _ in range(5)] == [0] * 5
    for seconds in (2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900):
        assert throttle.attempt("192.0.2.1") == seconds
        clock.now += seconds - 1
        assert throttle.attempt("192.0.2.1") == 1
        clock.now += 1
        assert throttle.attempt("192.0.2.1") == 0


def test_asking_while_one_waits_costs_nothing() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    waits = [throttle.attempt("192.0.2.1") for _ in range(1000)]
    assert waits == [0] * 5 + [2] * 995
    clock.now += 2
    assert throttle.attempt("192.0.2.1") == 0


def test_another_address_does_not_wait() -> None:
    throttle = Throttle(Clock())
    assert [throttle.attempt("192.0.2.1") for _ in range(6)][-1] > 0
    assert throttle.attempt("192.0.2.2") == 0


def test_the_right_password_makes_up_for_wrong_ones() -> None:
    throttle = Throttle(Clock())
    for _ in range(100):
        assert [throttle.attempt("192.0.2.1") for _ in range(5)] == [0] * 5
        throttle.succeeded("192.0.2.1")
        throttle._all.count = 0  # the count of all goes on, which the next test is about


def test_an_hour_later_all_is_forgotten() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(6):
        throttle.attempt("192.0.2.1")
    clock.now += 3601
    assert [throttle.attempt("192.0.2.1") for _ in range(5)] == [0] * 5


def test_all_addresses_together_are_slowed_down() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    waits = [throttle.attempt(f"192.0.2.{n}") for n in range(200)]
    assert waits == [0] * 50 + [1] * 150
    passed = 0
    for n in range(2000):
        clock.now += 0.1
        passed += throttle.attempt(f"198.51.{n % 250}.{n // 250}") == 0
    assert passed <= 3 + 200 / 5
    clock.now += 901
    assert throttle.attempt("192.0.2.7") == 0


def test_who_knows_the_password_does_not_slow_others_down() -> None:
    throttle = Throttle(Clock())
    for n in range(500):
        assert throttle.attempt(f"192.0.2.{n % 250}") == 0
        throttle.succeeded(f"192.0.2.{n % 250}")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:0:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("", "", True),
    ],
)
def test_what_counts_as_one_address(one: str, other: str, same: bool) -> None:
    throttle = Throttle(Clock())
    for _ in range(5):
        throttle.attempt(one)
    assert (throttle.attempt(other) > 0) is same


def test_few_addresses_are_remembered() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for n in range(10_000):
        clock.now += 10
        throttle.attempt(f"10.{n % 250}.{n // 250}.1")
    assert len(throttle._addresses) == 4096
