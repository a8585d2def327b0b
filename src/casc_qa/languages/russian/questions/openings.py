"""How Russian sentences begin that say who or what they are about only by pointing back."""

from __future__ import annotations

POINTING_BACK = (
    r"(?:он|она|оно|они|это|этот|эта|эти|этого|этому|этой|этим|этих|его|ее|их|ему|ей|им|оба|обе|"
    r"такой|такая|такое|такие|данн(?:ый|ая|ое|ые)|последний|последняя|там)\b"
)
"""A regular expression for the beginning of a sentence, in any case."""
THINGS = (
    "встреча мероприятие тренинг семинар конференция форум сессия заседание обсуждение визит "
    "церемония курс программа проект инициатива кампания исследование опрос доклад отчет документ "
    "соглашение стратегия план закон резолюция решение заявление делегация участники эксперты "
    "группа центр министр посол президент директор представитель"
)
"""What stands bare at the beginning and points back, unless the next words say which is meant."""
SAYING_WHICH = (
    r"по|о|об|для|в|на|между|против|из|к|который|которая|которое|"
    r"[а-я]+(?:ого|его|ой|ей|ов|ев|ий|ых|их)|"
    r"(?![а-я]*(?:л|ла|ло|ли|лся|лась|лось|лись)(?!\w))[а-я]+[иыая]"
)
"""The next word where they do: a preposition or a genitive, and no verb in the past."""
