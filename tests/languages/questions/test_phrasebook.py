"""Terms are found in any ending and put into the other language; the rest of a text stays."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.glossary import Term, is_acronym
from casc_qa.languages.questions.phrasebook import Phrasebook
from casc_qa.loaders.glossary import read_glossary
from helpers.project import ROOT

TERMS = read_glossary(ROOT / "corpus")
BOOK = Phrasebook(TERMS)


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("УНП ООН", "UNODC"),
        ("о работе УНП ООН с ОБСЕ", "о работе UNODC с OSCE"),
        ("Управлением ООН по наркотикам и преступности", "UNODC"),
        ("управление оон по наркотикам и преступности", "UNODC"),
        ("во Всемирной таможенной организации", "во World Customs Organization"),
        ("ВСЕМИРНУЮ ТАМОЖЕННУЮ ОРГАНИЗАЦИЮ", "World Customs Organization"),
        ("об отмывании денег", "об money laundering"),
        ("отмыванием денег?", "money laundering?"),
        ("торговлей людьми", "human trafficking"),
        ("торговлю людьми и торговле людьми", "human trafficking и human trafficking"),
        ("из-за торговли людьми", "из-за human trafficking"),
        ("с Узбекистаном, в Узбекистане", "с Uzbekistan, в Uzbekistan"),
        ("Астана, Астаны, Астане, Астаной", "Astana, Astana, Astana, Astana"),
        ("Азербайджаном и Ереваном", "Azerbaijan и Yerevan"),
        ("Республикой Узбекистан", "Uzbekistan"),
        ("стран Центральной Азии", "стран Central Asia"),
        ("Центральной Азии и Южного Кавказа", "CASC"),
        ("Соединённого Королевства Великобритании и Северной Ирландии", "United Kingdom"),
        ("Соединенным Королевством", "United Kingdom"),
        ("гендерному мейнстримингу", "gender mainstreaming"),
        ("учета гендерной проблематики", "gender mainstreaming"),
        ("организациями гражданского общества", "civil society organizations"),
        ("гражданским обществом", "civil society"),
        ("сайд-ивенте", "side event"),
        ("сайд ивентом", "side event"),
        ("онлайн-семинаре", "онлайн-workshop"),
        ("о женщинах и правах человека", "о women и human rights"),
        ("ТОП", "transnational organized crime"),
        ("топ", "топ"),
        ("ТОП-10 стран", "ТОП-10 стран"),
        ("ЦУРы", "Sustainable Development Goals"),
        ("«ФАТФ»", "«FATF»"),
        ("ФАТФовец", "ФАТФовец"),
        ("КПК", "КПК"),
        ("Отмывание. Денег нет", "Отмывание. Денег нет"),
        ("Центральной, Азии", "Центральной, Азии"),
        ("торговля\u00a0людьми", "human trafficking"),
        ("торговля\n  людьми", "human trafficking"),
        ("тренинг  —\tв\u00a0мае", "training  —\tв\u00a0мае"),
        ("Who funded UNODC?", "Who funded UNODC?"),
    ],
)
def test_in_english(russian: str, english: str) -> None:
    assert BOOK.in_english(russian) == english


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("What is UNODC's mandate?", "What is УНП ООН mandate?"),
        ("What is UNODC’s mandate?", "What is УНП ООН mandate?"),
        ("united nations office on drugs and crime", "УНП ООН"),
        ("the United Nations Office on Drugs and Crime", "the УНП ООН"),
        ("CSOs and NGOs", "организации гражданского общества and НПО"),
        ("cso", "cso"),
        ("side-events", "сайд-ивент"),
        ("Human  Trafficking", "торговля людьми"),
        ("Transnational Organised Crime", "транснациональная организованная преступность"),
        ("Who trained whom?", "Who trained whom?"),
        ("Who participated?", "Who participated?"),
        ("the participants", "the участники"),
        ("prisoners in prisons", "заключённые in тюрьма"),
        ("Conference on Interaction & Confidence Building Measures in Asia", "СВМДА"),
        ("the U.S. Government", "the правительство США"),
        ("Georgia", "Грузия"),
        ("4Ps", "4P"),
        ("COVID-19 pandemic", "пандемия COVID-19"),
        ("Who is it?", "Who is it?"),
    ],
)
def test_in_russian(english: str, russian: str) -> None:
    assert BOOK.in_russian(english) == russian


def test_the_longest_form_counts_wherever_it_begins() -> None:
    book = Phrasebook((Term(("x",), ("а б",)), Term(("y",), ("б в г",)), Term(("z",), ("г",))))
    assert book.in_english("а б в г") == "а y"
    assert book.in_english("а б в") == "x в"
    assert book.in_english("в г") == "в z"


def test_quotation_marks_of_a_form_go_with_it() -> None:
    book = Phrasebook((Term(("Project",), ("Проект «Гендер»",)), Term(("etc",), ("и т.д.",))))
    assert book.in_english("О Проекте «Гендер»!") == "О Project!"
    assert book.in_english("О Проекте «Гендер и право»") == "О Project и право»"
    assert book.in_english("и т.д. и т. д.") == "etc и т. д."


def test_an_empty_book_changes_nothing() -> None:
    assert Phrasebook(()).in_english("УНП ООН") == "УНП ООН"
    assert Phrasebook(()).in_russian("UNODC") == "UNODC"


FORMS = st.lists(
    st.sampled_from([form for term in TERMS for form in (*term.ru, *term.en)]), max_size=4
)
TEXT = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="абвгдеёйнОНСЦ \u0301\u0306'’-‑–. \n19sUN", max_size=60),
    st.tuples(FORMS, st.sampled_from([" ", ", ", " и ", "-", "", " и в ", "\n"])).map(
        lambda drawn: drawn[1].join(drawn[0])
    ),
)


@given(TEXT)
def test_nothing_is_raised_and_nothing_is_left(text: str) -> None:
    english = BOOK.in_english(text)
    assert BOOK.in_english(english) == english
    BOOK.in_russian(text)


@given(TEXT)
def test_a_text_without_a_form_stays(text: str) -> None:
    if not has_cyrillic(text) and not re.search(r"4[PП]", text):
        assert BOOK.in_english(text) == text
    if not re.search(r"[A-Za-z\u00c0-\u024f]", text):
        assert BOOK.in_russian(text) == text


@given(st.text(alphabet="абвг дежз,.-«»\n\u00a0", max_size=60))
def test_all_around_a_form_stays(text: str) -> None:
    book = Phrasebook((Term(("OSCE",), ("ОБСЕ",)),))
    assert book.in_english(text) == text
    assert book.in_english(f"{text} ОБСЕ {text}") == f"{text} OSCE {text}"


def test_every_russian_form_of_the_glossary_gives_way() -> None:
    for term in TERMS:
        for form in term.ru:
            assert BOOK.in_english(form) == term.en[0]
        for form in term.en:
            assert BOOK.in_russian(form) == term.ru[0]


def test_a_book_is_made_and_used_in_milliseconds() -> None:
    question = "Как УНП ООН борется с отмыванием денег во Всемирной таможенной организации?"
    times = []
    for _ in range(20):
        start = time.perf_counter()
        Phrasebook(TERMS).in_english(question)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.01  # some 0.0015 on an idle machine


def test_acronyms() -> None:
    assert [is_acronym(form) for form in ("УНП ООН", "4P", "U.S.", "А", "ООН-Женщины", "19")] == [
        *(True, True, True, False, False, False)
    ]


def test_an_acronym_in_a_question_all_in_lower_case() -> None:
    assert BOOK.in_english("когда обсе и унп оон встретились") == "когда OSCE и UNODC встретились"
    assert BOOK.in_english("что за топ и цур") == "что за топ и цур"
    assert BOOK.in_english("Когда обсе встретилась") == "Когда обсе встретилась"
    assert BOOK.in_russian("who at unodc spoke") == "who at unodc spoke"
