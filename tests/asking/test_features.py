"""What speaks for a sentence, by hand."""

from __future__ import annotations

from casc_qa.asking.features import coverage, emptiness, missing


def test_shares_by_hand() -> None:
    rarity = {"rare": 3.0, "common": 1.0}.__getitem__
    assert coverage(["rare", "common", "rare"], {"rare"}, rarity) == 0.75
    assert coverage([], {"rare"}, rarity) == 0.0
    assert missing(["rare", "common", "rare"], {"rare"}) == 0.5
    assert emptiness(["a"], ["a"]) == 1.0
    assert emptiness(["a"], list("bcdefgh")) == 0.0
