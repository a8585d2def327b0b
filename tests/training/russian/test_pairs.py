"""Which pairs are trained on."""

from __future__ import annotations

from pathlib import Path

from helpers.parallel import TrainingData
from training.russian.pairs import Pair, entries, gather, read


def test_the_first_two_fields_of_a_line_count(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("one \t один\tnote\nno tab\n\n", encoding="utf-8")
    assert list(read(path)) == [("one", "один")]


def test_all_sets_are_gathered_in_order(data: TrainingData) -> None:
    pairs = gather(*data)
    sources = list(dict.fromkeys(pair.source for pair in pairs))
    assert sources == [
        "tatoeba-test.tsv",
        "mlqe-pe-postedited.tsv",
        "open-sdg.tsv",
        "tico19-test.tsv",
        "ntrex128.tsv",
        "php-docs.aligned.tsv",
        "omw-wikt.ru-en.tsv",
        "own",
        "dictionary",
    ]
    assert len(pairs) == 6 + 2 + 12 + 5
    assert pairs[5] == Pair(
        "Sentence 5 is here.", "Предложение 5 тут.", "php-docs.aligned.tsv", 0.5
    )
    assert pairs[6] == Pair("apple", "яблоко", "omw-wikt.ru-en.tsv", 0.7)
    assert [pair[:2] for pair in pairs if pair.source == "dictionary"] == [
        ("court", "суд"),
        ("tribunal", "суд"),
        ("river", "река"),
        ("in May", "в мае"),
        ("and", "и"),
    ]


def test_what_is_kept_out_is_kept_out(data: TrainingData) -> None:
    with (data.own / "own" / "a.tsv").open("a", encoding="utf-8") as file:
        file.write("the apples are COLD\tЯблоки замёрзли.\n")  # shares its English side
        file.write("It is cold near it.\tСуд у моста!\n")  # and its Russian one
        file.write("The judge closed the case!\tСудья закрыл дело\n")  # seen before
        file.write("Да.\tДа.\n")  # not English
        file.write("Yes.\tYes.\n")  # not Russian
        file.write("No.\t" + "Это предложение гораздо длиннее." + "\n")  # no translation
        file.write("Kept, for it is new.\tОставлено: это новое.\n")
    pairs = [pair for pair in gather(*data) if pair.source == "own"]
    assert len(pairs) == 12 + 1
    assert pairs[-1].english == "Kept, for it is new."


def test_the_dictionary_is_well_formed() -> None:
    known = list(entries())
    assert len(known) > 18_000
    assert [russian for russian, english in known if not russian or not all(english)] == []
