"""Names are found by how they sound, in either alphabet."""

from __future__ import annotations

import pytest

from casc_qa.index.contents.spellings import Spellings


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Миттал", "mittal"),
        ("Артиковой", "artikova"),
        ("Самарканде", "samarkand"),
        ("Бишкеком", "bishkek"),
        ("Узбекистаном", "uzbekistan"),
        ("Худжанда", "khujand"),
        ("Санчеса", "sanchez"),
        ("Мухаммедом", "muhammad"),
        ("Торнстрём", "tornstrom"),
        ("Йоханной", "johanna"),
        ("Масуда", "masood"),
        ("Санчес", "sánchez"),
    ],
)
def test_a_name_is_found_as_the_documents_spell_it(russian: str, english: str) -> None:
    others = ["mission", "article", "samara", "bishop", "custom", "training", "the", "53"]
    nearest, alike = Spellings.build([*others, english]).nearest(russian)
    assert (nearest, alike > 0.72) == (english, True)


def test_a_word_that_sounds_like_nothing_is_no_name() -> None:
    some = Spellings.build(["mittal", "unodc", "rafi", "austria", "vienna", "task"])
    for word in ("Рафинад", "Австралия", "Веня", "Ташкенд"):
        assert some.nearest(word)[1] < 0.72
    assert some.nearest("Яблоко") == ("", 0.0)
    assert some.nearest("Я") == ("", 0.0)
    assert Spellings.build([]).nearest("Миттал") == ("", 0.0)


def test_spellings_are_read_back() -> None:
    kept = Spellings.build(["mittal", "metal", "mutual"]).save()
    assert kept == {"spellings.tsv": b"\nMTL\tmetal\nMTL\tmittal\nMTL\tmutual\n"}
    assert Spellings.load(kept).nearest("Миттал")[0] == "mittal"
    for damaged in (b"", b"MTL\tmittal\n", b"\nMTL"):
        with pytest.raises(ValueError, match="lines"):
            Spellings.load({"spellings.tsv": damaged})
