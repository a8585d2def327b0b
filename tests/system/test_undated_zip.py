"""Archives without the day."""

from __future__ import annotations

import io
import zipfile

from casc_qa.system.undated_zip import without_day


def packed(*day: int) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in ("b", "a"):
            archive.writestr(zipfile.ZipInfo(name, (*day, 0, 0, 0)), name * 9)  # type: ignore[arg-type]
    return whole.getvalue()


def test_the_day_makes_no_difference() -> None:
    assert packed(2020, 1, 2) != packed(2021, 1, 2)
    assert without_day(packed(2020, 1, 2)) == without_day(packed(2021, 1, 2))
    with zipfile.ZipFile(io.BytesIO(without_day(packed(2020, 1, 2)))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "b": b"b" * 9,
            "a": b"a" * 9,
        }
        assert archive.namelist() == ["b", "a"]
