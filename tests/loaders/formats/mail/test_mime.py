"""Parts in parts, in mail and in saved pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.mail import eml
from casc_qa.loaders.formats.web import mhtml


@pytest.mark.parametrize("load", [eml.load, mhtml.load])
def test_parts_nested_ten_thousand_deep(load: Callable[[bytes], Extracted]) -> None:
    head = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(10_000)
    )
    with pytest.raises(Unreadable):
        load(b"From: a\n" + head.encode() + b"\nwords")
