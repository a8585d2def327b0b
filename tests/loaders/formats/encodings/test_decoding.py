"""What becomes of bytes whose encoding is recognised from little, or changes on the way."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.encodings.code_pages import table
from casc_qa.loaders.formats.encodings.decoding import decode, doubts
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import extract
from casc_qa.loaders.sandbox.output_limits import bounded
from helpers.documents.extracted import load

ENGLISH = "The seminar was held in Bishkek. It gathered 53 participants of five States. " * 8
RUSSIAN = "Семинар прошёл в Бишкеке 22 августа 2023 года. В нём приняли участие 53 офицера. " * 8
FRENCH = "La réunion – présidée par M. Sánchez – s’est tenue à Vienne. " * 8
EIGHT_BITS = ("utf-8", "cp1251", "koi8-r", "cp866")
ENCODINGS = (*EIGHT_BITS, "utf-16", "utf-16-le", "utf-16-be", "utf-32")


def read(data: bytes, suffix: str = ".txt") -> Extracted | Unreadable:
    (result,) = bounded(extract(suffix, data, ColumnSettings()))
    return result


def plain(text: str) -> str:
    """Without the characters that old code pages lack."""
    return text.replace("–", "-").replace("’", "'")


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN], ids=["English", "Russian"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@given(offsets=st.lists(st.integers(0, 500), min_size=1, max_size=3))
def test_a_few_nuls_alter_nothing_else(text: str, encoding: str, offsets: list[int]) -> None:
    for offset in offsets:
        text = text[:offset] + "\0" + text[offset:]
    result = read(text.encode(encoding))
    assert isinstance(result, Extracted)
    assert result.text == text
    count = "1 NUL character" if len(offsets) == 1 else f"{len(offsets)} NUL characters"
    assert result.notes == (f"it holds {count}",)


@given(st.integers(1, 60), st.integers(0, 100), st.booleans())
def test_a_short_ascii_text_with_a_nul_is_never_chinese(
    length: int, offset: int, is_twice: bool
) -> None:
    text = ("One short line. " * 4)[:length]
    text = text[:offset] + "\0" * (1 + is_twice) + text[offset:]
    result = read(text.encode())
    assert isinstance(result, Unreadable) or result.text == text


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_many_nuls_are_no_text(suffix: str) -> None:
    reason = "it is not text in any encoding known here"
    for data in (
        ENGLISH.replace(" ", "\0").encode(),
        ENGLISH.encode() + bytes(4_000),
        bytes(4_000),
        ENGLISH.encode("utf-32-le"),
        b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" * 30,
    ):
        assert str(read(data, suffix)) == reason


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, FRENCH], ids=["English", "Russian", "French"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)
    odd = read(text.encode(encoding) + b"x")
    assert str(odd) == f"it reads as {encoding} and then breaks that encoding"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@given(st.integers(1, 3), st.integers(4, 200))
def test_a_character_that_is_cut_off_is_a_reason(encoding: str, cut: int, length: int) -> None:
    data = RUSSIAN[:length].encode(encoding)
    if cut % (2 if encoding == "utf-16" else 4):
        name = f"{encoding}-le"
        reason = str(read(data[:-cut]))
        assert reason == f"it starts as {name} and then breaks that encoding"


@pytest.mark.parametrize("first", ENCODINGS)
@pytest.mark.parametrize("second", ENCODINGS)
@pytest.mark.parametrize("glue", ["", "\n"])
def test_a_text_that_goes_from_one_encoding_to_another_has_a_reason(
    first: str, second: str, glue: str
) -> None:
    text = plain(RUSSIAN)
    data = (text + glue).encode(first) + text.encode(second)
    result = read(data)
    if isinstance(result, Extracted):  # the second says the same as the first, its mark in between
        assert result.text.replace("\ufeff", "") == text + glue + text


@pytest.mark.parametrize("second", ["cp1251", "cp866", "utf-8", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("first", ["utf-8", "utf-16", "cp1252"])
def test_so_has_one_whose_encodings_differ_in_few_characters(first: str, second: str) -> None:
    one, other = plain(FRENCH), plain(RUSSIAN) if second in EIGHT_BITS else FRENCH
    data = one.encode(first) + other.encode(second)
    result = read(data)
    assert first == second or isinstance(result, Unreadable) or result.text == one + other


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"])
@pytest.mark.parametrize("end", [b"", b"x"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN], ids=["English", "Russian"])
def test_a_mark_that_lies_has_a_reason(mark: bytes, end: bytes, text: str) -> None:
    assert isinstance(read(mark + text.encode() + end), Unreadable)


@pytest.mark.parametrize("text", [RUSSIAN, FRENCH, "“Yes” – she said. “No” – he said. " * 3])
def test_single_broken_bytes_cost_single_characters(text: str) -> None:
    data = text.encode()
    offset = len(text[:40].encode())
    result = read(data[:offset] + b"\xff" + data[offset:])
    assert isinstance(result, Extracted)
    assert result.text == text[:40] + "\ufffd" + text[40:]
    assert result.notes == ("1 of its characters could not be read and stand as \ufffd",)


def test_utf8_signs_in_a_code_page_are_no_letters() -> None:
    data = b"He said \x93no\x94. " * 5 + "She said “yes”. ".encode()
    assert isinstance(read(data), Unreadable)


def test_a_declared_code_page_does_not_garble_utf8() -> None:
    assert decode(RUSSIAN.encode(), "windows-1251") == (RUSSIAN, "utf-8")
    assert decode(RUSSIAN.encode("cp1251"), "windows-1251") == (RUSSIAN, "cp1251")


def test_a_guess_from_little_says_so() -> None:
    result = read(b"Caf\xe9 au lait, and a second line.")
    assert isinstance(result, Extracted)
    assert result.notes == ("its encoding, cp1252, is guessed from 1 bytes: save it as UTF-8",)
    assert read(RUSSIAN.encode("cp1251")) == Extracted(RUSSIAN, "decoded cp1251")


@pytest.mark.parametrize("names", list(permutations(("cp1251", "koi8-r", "cp866", "utf-8"), 3)))
def test_lines_in_several_encodings_are_no_silent_garbage(names: tuple[str, ...]) -> None:
    lines = [f"{ENGLISH[:200]} Семинар в Бишкеке.".encode(name) for name in names]
    result = read(b"\n".join(lines))
    assert isinstance(result, Unreadable) or result.notes


@pytest.mark.parametrize("name", ["cp1251", "koi8-r", "cp866"])
def test_one_code_page_is_no_mixture(name: str) -> None:
    upper = "ОБСЕ ПРИГЛАСИЛА ОРГАНЫ ВНУТРЕННИХ ДЕЛ. ФБУЗ ЦГЭ МЧС РК.\n"
    text = plain(RUSSIAN) + "\n" + upper + "Қазақстан".replace("Қ", "К").replace("қ", "к") + "\n"
    result = read((text + plain(RUSSIAN)).encode(name))
    assert isinstance(result, Extracted)
    assert (result.text, result.notes) == (text + plain(RUSSIAN), ())


def test_chinese_in_utf16_is_no_mixture() -> None:
    text = "中文的句子很长，我们在北京开会。会议于五月举行，参加者有五十三名官员。" * 500
    assert decode(text.encode("utf-16")) == (text, "utf-16-le")
    assert decode(("中文。" * 5_000).encode("utf-16")) == ("中文。" * 5_000, "utf-16-le")


SEMINAR = "Семинар прошёл в Бишкеке.\r\nВ нём приняли участие 53 человека – «впервые»."


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1251",
        "koi8-r",
        "cp866",
    ],
)
def test_russian_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = SEMINAR if encoding != "koi8-r" and encoding != "cp866" else SEMINAR.replace(
        "–", "-").replace("«", '"').replace("»", '"')  # fmt: skip  # not in these code pages
    document = load(tmp_path, "a.txt", text.encode(encoding))
    assert document.text == text
    assert document.language == "ru"


def test_western_text_in_windows_1252(tmp_path: Path) -> None:
    text = "The meeting – “strategies” – was chaired by Mr. Sánchez Del Águila."
    assert load(tmp_path, "a.txt", text.encode("cp1252")).text == text


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1))
def test_utf8_comes_back_unaltered(text: str) -> None:
    assert decode(text.encode()) == (text.removeprefix("\ufeff"), "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_unreadable(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except Unreadable as error:
        assert str(error)
    else:
        assert text.count("\0") * 16 <= len(text)


def test_newlines_are_untouched(tmp_path: Path) -> None:
    assert load(tmp_path, "a.txt", b"One.\r\nTwo.\rThree.\n").text == "One.\r\nTwo.\rThree.\n"


TEXTS = {
    "ru": "Семинар для следователей прошёл в Бишкеке. В нём участвовали офицеры из пяти стран. "
    "Эксперты объяснили, как вести такие дела, и ответили на вопросы.\n",
    "uk": "Семінар для слідчих відбувся в Києві. У ньому взяли участь офіцери з п’яти країн. "
    "Експерти пояснили, як вести такі справи, і відповіли на запитання.\n",
    "kk": "Тергеушілерге арналған семинар Алматыда өтті. Оған бес елдің қызметкерлері қатысты. "
    "Сарапшылар мұндай істерді қалай жүргізу керектігін түсіндірді.\n",
    "ky": "Тергөөчүлөр үчүн семинар Бишкекте өттү. Ага беш өлкөнүн кызматкерлери катышты. "
    "Адистер мындай иштерди кантип жүргүзүү керектигин түшүндүрүштү.\n",
    "tg": "Семинар барои муфаттишон дар Душанбе баргузор шуд. Дар он кормандони панҷ кишвар "
    "ширкат варзиданд. Коршиносон ба саволҳои иштирокчиён ҷавоб доданд.\n",
    "uz": "Терговчилар учун семинар Тошкентда бўлиб ўтди. Унда беш давлатнинг ходимлари иштирок "
    "этди. Мутахассислар бундай ишларни қандай олиб боришни тушунтирди.\n",
    "tr": "Soruşturmacılar için seminer Ankara’da yapıldı. Beş ülkeden görevliler katıldı. "
    "Uzmanlar bu tür davaların nasıl yürütüleceğini açıkladı.\n",
    "ar": "عقدت الندوة للمحققين في العاصمة. وشارك فيها ضباط من خمس دول. وشرح الخبراء كيفية "
    "التعامل مع هذه القضايا وأجابوا عن الأسئلة.\n",
    "hy": "Քննիչների համար սեմինարը տեղի ունեցավ Երևանում։ Դրան մասնակցեցին հինգ երկրների "
    "աշխատակիցներ։ Փորձագետները պատասխանեցին հարցերին։\n",
    "ka": "სემინარი გამომძიებლებისთვის თბილისში გაიმართა. მასში ხუთი ქვეყნის ოფიცრები "
    "მონაწილეობდნენ. ექსპერტებმა კითხვებს უპასუხეს.\n",
    "fr": "La réunion s’est tenue à Genève. Des enquêteurs de cinq États y ont participé. "
    "Les experts ont répondu aux questions posées après l’exposé.\n",
    "de": "Das Seminar für Ermittler fand in Köln statt. Beamte aus fünf Ländern nahmen daran "
    "teil. Die Fachleute erklärten, wie man solche Fälle führen muß.\n",
    "es": "La reunión se celebró en Málaga. Participaron policías de cinco países. Según los "
    "expertos, la cooperación será más fácil el próximo año.\n",
    "pl": "Seminarium dla śledczych odbyło się w Łodzi. Wzięli w nim udział urzędnicy z pięciu "
    "państw. Eksperci wyjaśnili, jak prowadzić takie sprawy.\n",
}
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "kz1048", "ptcp154")
WESTERN = ("cp1252", "cp1254", "iso8859-15", "mac-roman", "cp850")
IN_CODE_PAGES = [
    *(("ru", page) for page in CYRILLIC),
    *(("uk", page) for page in ("cp1251", "koi8-u", "cp1125", "mac-cyrillic", "iso8859-5")),
    *((code, page) for code in ("kk", "ky") for page in ("kz1048", "ptcp154")),
    *(("tg", page) for page in ("ptcp154", "koi8-t")),
    ("uz", "ptcp154"),
    *(("tr", page) for page in ("cp1254", "iso8859-9", "cp857", "mac-turkish")),
    *(("ar", page) for page in ("cp1256", "iso8859-6")),
    ("hy", "armscii-8"),
    *(("ka", page) for page in ("georgian-academy", "georgian-ps")),
    *((code, page) for code in ("fr", "de", "es") for page in WESTERN),
    *(("pl", page) for page in ("cp1250", "iso8859-2", "cp852", "cp1257")),
]


def in_code_page(text: str, page: str) -> tuple[str, bytes]:
    """The text as far as the page has its signs, and its bytes."""
    if "’" not in table(page):
        text = text.replace("’", "'")
    return text, bytes(map(table(page).index, text))


@pytest.mark.parametrize(("language", "page"), IN_CODE_PAGES)
def test_a_language_in_its_code_pages_is_read_right(language: str, page: str) -> None:
    text, data = in_code_page(TEXTS[language] * 3, page)
    assert decode(data)[0] == text


@pytest.mark.parametrize(("language", "page"), IN_CODE_PAGES)
@given(st.data())
def test_a_part_of_it_is_read_right_or_with_a_doubt(
    language: str, page: str, drawn: st.DataObject
) -> None:
    words = TEXTS[language].split()
    start = drawn.draw(st.integers(0, len(words) - 8))
    text, data = in_code_page(" ".join(words[start : drawn.draw(st.integers(start + 8))]), page)
    decoded, encoding = decode(data)
    assert decoded == text or doubts(data, encoding)


@pytest.mark.parametrize("page", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"])
def test_capitals_are_read_right(page: str) -> None:
    text = TEXTS["ru"].upper()
    assert decode(text.encode(page))[0] == text


@pytest.mark.parametrize("end", ["", "The chair’s paper – “New ways” – was read. ", "A café. "])
def test_english_with_few_signs_is_western(end: str) -> None:
    text = ENGLISH + end * 5 + "The speaker, Mr. Sánchez, said: “Yes”."
    assert decode(text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize(
    ("declared", "language", "page"),
    [
        ("iso-8859-1", "ru", "cp1251"),
        ("koi8-r", "ru", "cp1251"),
        ("windows-1251", "ru", "koi8-r"),
        ("windows-1252", "ru", "cp866"),
        ("windows-1251", "kk", "kz1048"),
        ("iso-8859-1", "tr", "cp1254"),
        ("windows-1252", "pl", "cp1250"),
        ("windows-1251", "fr", "cp1252"),
    ],
)
def test_a_declaration_that_makes_garbage_is_not_believed(
    declared: str, language: str, page: str
) -> None:
    text, data = in_code_page(TEXTS[language] * 3, page)
    assert decode(data, declared) == (text, page)
    note = f"it declares {declared}, but makes far better text in {page}"
    assert note in doubts(data, page, declared)
    html = f'<meta charset="{declared}"><body><p>'.encode() + data + b"</p></body>"
    result = read(html, ".html")
    assert isinstance(result, Extracted)
    assert result.text.split() == text.split()
    assert note in result.notes


@pytest.mark.parametrize(
    ("declared", "language", "page"),
    [
        ("iso-8859-1", "fr", "cp1252"),
        ("windows-1252", "de", "cp1252"),
        ("iso-8859-1", "es", "cp1252"),
        ("iso-8859-2", "pl", "iso8859-2"),
        ("windows-1250", "pl", "cp1250"),
        ("x-mac-cyrillic", "ru", "mac-cyrillic"),
        ("koi8-r", "ru", "koi8-r"),
    ],
)
def test_a_right_declaration_is_believed(declared: str, language: str, page: str) -> None:
    text, data = in_code_page(TEXTS[language], page)
    assert decode(data, declared) == (text, page)
    assert doubts(data, page, declared) == ()


def test_utf7_is_read_and_noted() -> None:
    text = TEXTS["ru"] + "A – B"
    result = read(text.encode("utf-7"))
    assert isinstance(result, Extracted)
    assert (result.text, result.notes) == (text, ("it is UTF-7: save it as UTF-8",))
    cut = text.encode("utf-7") + b" +x"
    assert read(cut) == Extracted(
        cut.decode(), "decoded utf-8", notes=("it is partly UTF-7: save it as UTF-8",)
    )


@pytest.mark.parametrize("text", ["C++ and 1+1=2", "+998 71 123 45 67", "a+b- and +abcd-", "x+-y"])
def test_signs_of_addition_are_no_utf7(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("encoding", ["gbk", "euc_jp"])
def test_what_is_in_no_known_code_page_is_refused_or_doubted(encoding: str) -> None:
    data = ("会議は五月に東京で開かれ、参加者は多数。" * 9).encode(encoding, "ignore")
    result = read(data)
    assert isinstance(result, Unreadable) or result.notes


@given(st.integers(0, 10_000))
def test_random_bytes_are_no_silent_text(seed: int) -> None:
    result = read(Random(seed).randbytes(2_000))
    assert isinstance(result, Unreadable) or result.notes


def test_a_table_that_is_guessed_says_so_once() -> None:
    result = list(extract(".csv", b"text\nCaf\xe9 one\nCafe two\n", ColumnSettings()))
    assert [each.notes for each in result if isinstance(each, Extracted)] == [
        ("its encoding, cp1252, is guessed from 1 bytes: save it as UTF-8",),
        (),
    ]
