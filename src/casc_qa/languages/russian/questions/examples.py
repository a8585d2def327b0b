"""What Russian sentences can be asked, by their form."""

from __future__ import annotations

_SUBJECT = r"^(?P<subject>[А-ЯЁ][\w«»-]*(?: [\w«»№-]+){0,11}?)"
_NAME = r"(?P<name>[А-ЯЁ][а-яё-]+ [А-ЯЁ][а-яё-]+)"
_MADE = r"(?:создан|основан|принят|подписан|учрежд[её]н|утвержд[её]н|запущен|открыт|введ[её]н)"
_COUNTED = r"(?P<counted>(?:[а-яё-]+(?:ых|их) )?[а-яё]+(?:ов|ев|ей|иц|ан|ий|ек|век))\b"
_CAME = r"приняли участие|приняло участие|участвовали|участвовало"

FORMS = (
    (
        rf"{_SUBJECT} (?P<was>был[аои]?) (?P<done>{_MADE}[аоы]?) (?:в|\d{{1,2}}) [^.;]{{0,20}}\d",
        "Когда {was} {done} {subject}?",
    ),
    (
        rf"{_SUBJECT} (?P<was>состоял(?:ся|ась|ось|ись)|прош(?:ёл|ел|ла|ло|ли)) в [А-ЯЁ]",
        "Где {was} {subject}?",
    ),
    (
        rf"{_SUBJECT} (?P<done>организован[аоы]?|финансируется|финансируются) [а-яё«А-ЯЁ]",
        "Кем {done} {subject}?",
    ),
    (
        r"^(?P<what>(?:[А-ЯЁ][а-яё]+ )?[Цц]ель)ю? (?P<of>[\w«» -]{5,70}?)(?: является|,? [—–-])",
        "Какова {what} {of}?",
    ),
    (
        rf"^В (?P<where>[\w«» -]{{4,60}}?) (?P<came>{_CAME})"
        rf" (?:(?:более|около|свыше) )?\d+ {_COUNTED}",
        "Сколько {counted} {came} в {where}?",
    ),
    (
        rf"\b(?P<said>отметил|заявил|подчеркнул|сказал|сообщил)(?P<ending>а?) {_NAME}",
        "Что {said}{ending} {name}?",
    ),
    (rf"{_SUBJECT} [—–] это ", "Что такое {subject}?"),
)
"""Each with the question to it, in which the named parts of the sentence are filled in."""
BASE_FORMS: dict[str, str] = {}
"""There are none to be changed."""
POINTING = (
    r"(?:это|эт[аио]|этот|он|она|оно|они|мы|вы|я|там|здесь|тут|что|кто|котор\w+|так\w*|наш\w*|его|ее"
    r"|её|их|как|в|во|на|с|со|к|по|при|если|когда|но|и|или|поэтому|однако|согласно|после|до|кроме"
    r"|для|из|от|у|о|об|за|под|более|также)\b"
)
"""How a subject begins that says nothing where its sentence does not stand."""
