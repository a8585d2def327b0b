"""Code pages that Python lacks have the characters that iconv gives."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.encodings.code_pages import PAGES, in_page, table


@pytest.mark.parametrize(
    ("page", "data", "text"),
    [
        ("armscii-8", b"\xba\xf1\xa2\xb3\xdd\xa3 \xa7\xb2\xa6 \xae\xfe\xff", "Երևան։ «Ա» …՚\ufffd"),
        ("georgian-academy", b"\xc7\xc1\xc8\xca\xc8\xd1\xc8 \x96 \xe4\xe5\xe7", "თბილისი – ჴჵç"),
        ("georgian-ps", b"\xc8\xc1\xc9\xcb\xc9\xd3\xc9 \x96 \xe2\xe5\xe6", "თბილისი – ჴჵæ"),
    ],
)
def test_pages_of_our_own(page: str, data: bytes, text: str) -> None:
    assert in_page(data, page) == text


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_page_has_ascii_and_no_letter_twice(page: str) -> None:
    characters = table(page)
    assert characters[:128].encode() == bytes(range(128))
    letters = [char for char in characters if char.isalpha()]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize("name", ["utf-8", "utf-16", "gbk", "shift_jis", "ascii"])
def test_what_has_no_byte_for_each_character_is_no_page(name: str) -> None:
    with pytest.raises(ValueError, match="is no code page"):
        table(name)
