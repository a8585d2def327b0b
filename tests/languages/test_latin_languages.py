"""Questions in the region's Latin scripts are told from English ones, whatever they name."""

from __future__ import annotations

import json

import pytest

from casc_qa.languages.detect import detect_language
from casc_qa.languages.latin_languages import LATIN
from casc_qa.wording import not_understood
from helpers.project import ROOT

ASKED = {
    "uz": [
        "Toshkentdagi tadbirda nechta kishi qatnashdi?",
        "Bishkekdagi trening qachon o‘tkazildi?",
        "Seminar qayerda bo'lib o'tdi?",
        "UNODC nima?",
        "Odam savdosiga qarshi kurash boʻyicha qanday tavsiyalar berildi?",
    ],
    "az": [
        "Bakıdakı seminarda kimlər iştirak etdi?",
        "UNODC nədir?",
        "Tədbir harada keçirildi?",
        "İnsan alveri ilə mübarizə haqqında nə deyilir?",
    ],
    "tk": [
        "Aşgabatdaky duşuşyk haçan geçirildi?",
        "Näçe adam gatnaşdy?",
        "UNODC näme?",
    ],
    "tr": [
        "Taşkent'teki toplantı ne zaman yapıldı?",
        "Kaç kişi katıldı?",
        "UNODC nedir?",
    ],
    "en": [
        "Kim",
        "Who is Kim Bu?",
        "Altynai Omurbekova",
        "Recep Tayyip Erdoğan",
        "What did Heydər Əliyev say in Bakı?",
        "Oʻzbekiston Respublikasi",
        "UNODC Tashkent 2023",
        "de facto mandate",
        "Who opened the “Odam savdosiga qarshi kurash” campaign?",
    ],
}


@pytest.mark.parametrize(
    ("language", "question"), [(code, each) for code, every in ASKED.items() for each in every]
)
def test_the_language_of_a_question(language: str, question: str) -> None:
    assert detect_language(question) == language


def test_no_question_of_the_test_sets_is_taken_for_another() -> None:
    files = [ROOT / "questions" / "casc.jsonl", ROOT / "questions/speeches/questions.jsonl"]
    rows = [json.loads(line) for path in files for line in path.read_text().splitlines()]
    english = [row["question"] for row in rows if row["language"] == "en"]
    assert len(english) > 400
    assert [each for each in english if detect_language(each) != "en"] == []


def test_each_has_a_name() -> None:
    for code in LATIN:
        assert "this language" not in not_understood(code).en
