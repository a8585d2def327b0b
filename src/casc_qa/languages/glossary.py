"""The terms of a glossary: what English and what Russian call the same thing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import TypeAlias

from casc_qa.languages.normalising import normalise_word
from casc_qa.languages.words import WRITTEN_WORD

MOST_CHARS = 200
"""Of one form."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing; the first form in each language is what others give way to."""

    en: tuple[str, ...]
    ru: tuple[str, ...]


Glossary: TypeAlias = tuple[Term, ...]
_LANGUAGES = tuple(field.name for field in fields(Term))


def is_acronym(form: str) -> bool:
    """Whether ``form`` is in capitals only, and so means itself in capitals only.

    >>> is_acronym("УНП ООН"), is_acronym("ООН-Женщины"), is_acronym("4P"), is_acronym("А")
    (True, False, True, False)
    """
    return form.isupper() and len(form) > 1


def read_terms(entries: object) -> Glossary:
    """Terms from plain data: a list of {"en": [form, ...], "ru": [form, ...]}.

    Raises ValueError, one line that names the entry and says what to do.

    >>> read_terms([{"en": ["OSCE"], "ru": ["ОБСЕ"]}])
    (Term(en=('OSCE',), ru=('ОБСЕ',)),)
    """
    if not isinstance(entries, list):
        raise ValueError("write each entry below a line [[term]]")
    terms = tuple(_term(number, entry) for number, entry in enumerate(entries, 1))
    for language in _LANGUAGES:
        _refuse_repeated(language, terms)
    return terms


def _term(number: int, entry: object) -> Term:
    if not isinstance(entry, dict):
        raise ValueError(f"write entry {number} below a line [[term]]")
    unknown = [key for key in entry if key not in _LANGUAGES]
    if unknown:
        raise ValueError(f"entry {number} has {_shown(unknown[0])}: it may have en and ru alone")
    return Term(*(_forms(number, language, entry) for language in _LANGUAGES))


def _forms(number: int, language: str, entry: Mapping[str, object]) -> tuple[str, ...]:
    forms = entry.get(language)
    if not isinstance(forms, list) or not forms:
        raise ValueError(f'entry {number} needs a form in {language}: {language} = ["..."]')
    return tuple(_form(number, language, form) for form in forms)


def _form(number: int, language: str, form: object) -> str:
    where = f"entry {number}, {language}: {_shown(form)}"
    if not isinstance(form, str):
        raise ValueError(f"{where} is no text, put it in quotation marks")
    if len(form) > MOST_CHARS:
        raise ValueError(f"{where} is longer than {MOST_CHARS} characters, shorten it")
    if not WRITTEN_WORD.search(form):
        raise ValueError(f"{where} has no word, write one or take it out")
    return " ".join(form.split())


def _shown(value: object) -> str:
    """``value`` as an error may quote it: in one short line."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _refuse_repeated(language: str, terms: Glossary) -> None:
    """A form that stands for two things could be put into either."""
    first: dict[str, int] = {}
    for number, term in enumerate(terms, 1):
        for form in getattr(term, language):
            key = form if is_acronym(form) else normalise_word(form)
            if first.setdefault(key, number) != number:
                raise ValueError(
                    f"{_shown(form)} is in entries {first[key]} and {number}, keep it in one"
                )


def preferring(terms: Glossary, is_said: Callable[[str], bool]) -> Glossary:
    """``terms`` with the forms for which ``is_said`` holds before the others.

    >>> preferring((Term(("WCO", "World Customs Organization"), ("ВТамО",)),), str.istitle)[0].en
    ('World Customs Organization', 'WCO')
    """

    def said_first(forms: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(forms, key=lambda form: not is_said(form)))

    return tuple(Term(said_first(term.en), said_first(term.ru)) for term in terms)


def dump_glossary(terms: Glossary) -> bytes:
    """JSON that ``parse_glossary`` reads back: UTF-8, an entry a line, the same for the same terms.

    >>> dump_glossary((Term(("OSCE",), ("ОБСЕ",)),)).decode()
    '[\\n{"en": ["OSCE"], "ru": ["ОБСЕ"]}\\n]\\n'
    """
    lines = [json.dumps(asdict(term), ensure_ascii=False) for term in terms]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def parse_glossary(content: bytes) -> Glossary:
    """The terms that ``dump_glossary`` wrote. Raises ValueError for anything else."""
    try:
        entries = json.loads(content.decode())
    except RecursionError as error:
        raise ValueError("the glossary is nested too deeply") from error
    return read_terms(entries)
