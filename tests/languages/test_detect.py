"""Which language a question or a document is in, by example: a Russian question is Russian."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.cyrillic_languages import CYRILLIC
from casc_qa.languages.detect import UNDETERMINED, detect_language, detect_script
from helpers.project import CASC_QUESTIONS

ASKED = {
    "ru": [
        "Сколько участников было на тренинге?",
        "Кто финансировал проект?",
        "Что сказал Әлия о проекте?",
        "Кто такой Ўткір Абдуллаев?",
        "Кто такой Ғабит Мүсірепов Өмірұлы?",
        "Где родилась Ганна Їжакевич?",
        "Кто основал Қазақстан үшін бірге қоры?",
        "Кто сказал «Мен сені жақсы көремін»?",
        "Когда выступал Ђорђе Ћирић?",
        "Назовите участников из Өскемена",
        "Адрес Әлии Назарбаевой",
        "Биография Ғабита Мүсірепова",
        "Мүсірепов Ғабит",
        "Кем работает Ҷамшед Ҳақназаров?",
        "Что такое ӕфсымӕр?",
        "Ким Чен Ын",
        "Президент Узбекистона Шавкат Мирзиёев",
        "Самолёты Як-40 и Як-42",
        "Роберт Де Ниро",
        "Лечение кист",
        "Укус осы",
        "Осушение болот",
        "Конвенция СЕ о киберпреступности",
        "СИЗ для полиции",
        "Тип здания: ул. Ленина",
        "Агар-агар",
        "А. С. Пушкин",
        "Президент",
        "што такое УНП ООН",
        "В подпункте е говорится о чём?",
        "Отчёт за 2023 год",
        "О чём договорились министры юстиции пяти стран?",
        "Зачем нужна новая стратегия?",
        "Где «Бар Сол»?",
    ],
    "uk": [
        "Хто фінансував проєкт?",
        "Скільки учасників було на тренінгу?",
        "Коли створено фонд?",
        "Хто такий президент Казахстану?",
        "Де проходив тренінг?",
        "Що таке організована злочинність?",
        "Чому це важливо?",
        "Яка роль прокурора у справах?",
        "Як називається столиця Киргизстану?",
        "Які країни взяли участь у зустрічі?",
    ],
    "be": [
        "Хто фінансаваў праект?",
        "Колькі ўдзельнікаў было на трэнінгу?",
        "Калі адбылася сустрэча ў Ташкенце?",
        "Дзе працуе Артыкава?",
        "Якія краіны ўдзельнічалі?",
        "Што гэта азначае?",
    ],
    "bg": [
        "Кой финансира проекта?",
        "Колко участници имаше на обучението?",
        "Къде се проведе срещата?",
        "Кога беше срещата в Ташкент?",
        "Какво е УНП?",
        "Защо е важно това?",
        "Кой е президент на Казахстан?",
        "Как се казва президентът на Узбекистан?",
    ],
    "sr": [
        "Ко је финансирао пројекат?",
        "Колико учесника је било на обуци?",
        "Где се налази Бишкек?",
        "Када је одржан састанак?",
        "Шта је организовани криминал?",
        "Зашто је то важно?",
    ],
    "mk": [
        "Кој го финансираше проектот?",
        "Колку учесници имаше на обуката?",
        "Каде се одржа состанокот?",
        "Што е организиран криминал?",
        "Зошто е тоа важно?",
    ],
    "kk": [
        "Жобаны кім қаржыландырды?",
        "Тренингке неше адам қатысты?",
        "Ташкенттегі кездесу қашан өтті?",
        "Астана кай жылы салынган, неге?",
        "Бұл не?",
        "Қылмыс деген не?",
        "Неше адам келді?",
        "Әлия туралы не айтты?",
        "Назарбаев туралы не деген?",
    ],
    "ky": [
        "Долбоорду ким каржылаган?",
        "Тренингге канча адам катышты?",
        "Жолугушуу качан болду?",
        "Ташкентте эмне болду?",
        "Кайсы өлкөлөр катышты?",
        "Бишкек кайда?",
        "Уюшкан кылмыштуулук деген эмне?",
    ],
    "tg": [
        "Лоиҳаро кӣ маблағгузорӣ кард?",
        "Чанд нафар дар тренинг иштирок карданд?",
        "Вохӯрӣ дар куҷо баргузор шуд?",
        "Кадом давлатхо иштирок доштанд?",
        "Президенти Узбекистон кист?",
        "Барои чи ин мухим аст?",
    ],
    "uz": [
        "Лойиҳани ким молиялаштирган?",
        "Тренингда нечта одам қатнашди?",
        "Учрашув қачон бўлиб ўтди?",
        "Нима учун бу муҳим?",
        "Президент нима деган?",
        "Учрашув қаерда ўтказилди?",
        "Қайси давлатлар иштирок этди?",
    ],
    "tt": [
        "Проектны кем финанслаган һәм ни өчен?",
        "Тренингта ничә кеше катнашты?",
        "Очрашу кайчан булды?",
        "Җинаятьчелек нәрсә ул?",
        "Нигә бу мөһим?",
    ],
    "ba": [
        "Тренингта нисә кеше ҡатнашты?",
        "Осрашыу ҡасан булды?",
        "Был нимә?",
        "Ул ҡайҙа йәшәй?",
    ],
    "mn": [
        "Төслийг хэн санхүүжүүлсэн бэ?",
        "Сургалтад хэдэн хүн оролцсон бэ?",
        "Уулзалт хаана болсон бэ?",
        "Уулзалт хэзээ болсон бэ?",
        "Энэ юу вэ?",
    ],
    "az": [
        "Лајиһәни ким малијјәләшдирди, вә нә үчүн?",
        "Ҝөрүш һарада олду?",
        "Тәлимдә нечә нәфәр иштирак етди?",
    ],
    "os": ["Проектӕн чи радта ӕхца?", "Кӕм уыди фембӕлд?"],
    "ab": ["Иарбан тәылақәоу алархәыз?", "Дарбан апроект ахарџь зшәаз?"],
    "cv": ["Тӗлпулу ӑҫта иртнӗ?", "Миҫе ҫын хутшӑннӑ?"],
    "en": [
        "How many participants?",
        "Who is Алтынай Омурбекова?",
        "Did Омурбекова speak?",
        "What does «Управление по наркотикам и преступности» mean?",
        "What does что mean?",
        "Who funded а project?",  # the article typed on a Russian keyboard
        "Ўткір in the UNODC report",
        "Loyihani kim moliyalashtirgan?",
    ],
    "hy": ["Քանի՞ մասնակից կար"],
    "ka": ["რამდენი მონაწილე იყო?"],
    "ar": ["من مول المشروع؟"],
    "zh": ["谁资助了这个项目？"],
    UNDETERMINED: ["?!", "53?", ""],
}
MIXED = [
    "Что такое UNODC?",
    "Кто финансировал Gender and Human Rights Project?",
    "Gender and Human Rights Project — кто его финансировал?",
    "Gender and Human Rights Project в Бишкеке",
    "Скажите, кто финансировал Gender and Human Rights Project?",
    "Кто автор отчёта “The state of the art of what is done for women in the police”?",
    "Кто автор The State of the Art in the Field of Women in the Police?",
    "WHO — что это?",
    "WHO финансирует?",
    "Офис WHO Ташкент",
    "Расшифруй UNODC SHERLOC",
    "КТО ТАКАЯ Svetlana Artikova",
]


@pytest.mark.parametrize(
    ("language", "question"),
    [(language, question) for language, asked in ASKED.items() for question in asked],
)
def test_questions(language: str, question: str) -> None:
    assert detect_language(question) == language


@pytest.mark.parametrize("question", MIXED)
def test_a_russian_question_about_english_names(question: str) -> None:
    assert detect_language(question) == "ru"


def test_mixed_questions_in_other_languages() -> None:
    assert detect_language("Що таке UNODC?") == "uk"
    assert detect_language("UNODC деген эмне?") == "ky"
    assert detect_language("UNODC деген не?") == "kk"


def test_every_test_question_is_in_its_language() -> None:
    rows = [json.loads(line) for line in CASC_QUESTIONS.read_text(encoding="utf-8").splitlines()]
    wrong = [r["question"] for r in rows if detect_language(r["question"]) != r["language"]]
    assert (len(rows), wrong) == (292, [])


def test_most_letters_decide_for_a_document() -> None:
    english = "The training gathered participants from all countries of the region. " * 6
    assert detect_language(f"{english} Что это? Кто это был?") == "en"
    russian = "Тренинг собрал участников из всех стран региона. " * 8
    assert detect_language(f"{russian} Әлия Өтегенова, Қайрат Жұмабаев, Ғабит Мүсірепов.") == "ru"
    assert detect_language(f"{russian} What is this? Who is it?") == "ru"
    assert detect_language(f"{UKRAINIAN} Она сказала: «Что это? Как это было?»") == "uk"


def test_scripts() -> None:
    assert detect_script("Қазақстан Республикасының кеден қызметі") == "ru"
    assert detect_script("UNODC в Бишкеке") == "ru"
    assert detect_script("The Бишкек training") == "en"
    assert detect_script("?!") == UNDETERMINED


UKRAINIAN = """Тренінг зібрав учасників з усіх країн регіону, і це був перший такий захід, який
провели після пандемії. Вони обговорили, чому жінок у поліції ще мало, що вже зроблено і що треба
змінити. Під час зустрічі також ішлося про те, як захистити свідків, щоб вони не боялися говорити в
суді. Наступний захід відбудеться навесні."""


CODES = CYRILLIC | {"en", "hy", "ka", "ar", "zh", UNDETERMINED}
WRITTEN = st.one_of(
    st.text(st.sampled_from("абвгдеёжзийъыьэюяіїәғқўҳӣ abcwho ?«»-."), max_size=60),
    st.lists(
        st.sampled_from(" ".join(q for asked in ASKED.values() for q in asked).split()), max_size=9
    ).map(" ".join),
)


@given(st.text(max_size=400))
def test_any_text_has_a_known_language(text: str) -> None:
    assert detect_language(text) in CODES
    assert detect_script(text) in CODES


@given(WRITTEN)
def test_case_and_dots_do_not_matter(text: str) -> None:
    language = detect_language(text)
    assert detect_language(text.upper()) == language
    assert detect_language(text.lower()) == language
    assert detect_language(text.replace("ё", "е").replace("Ё", "Е")) == language
    assert detect_language(unicodedata.normalize("NFD", text)) == language


@given(st.sampled_from(ASKED["ru"][:12]), st.sampled_from(["Әлия", "Ўткір", "Їжакевич", "Ҷамшед"]))
def test_another_name_leaves_a_russian_question_russian(question: str, name: str) -> None:
    assert detect_language(f"{question} {name}") == "ru"
