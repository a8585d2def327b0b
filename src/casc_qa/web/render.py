"""HTML of questions and of what the program says for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casc_qa.phrases import ASK_ALL, ENGLISH, OF_THE_LAST, WHICH_IS_MEANT
from casc_qa.types import EVERYTHING, Scope
from casc_qa.web.escaping import escape, isolated, lang, ours
from casc_qa.wording import filters_of


def question_html(
    question: str,
    language: str | None = None,
    scope: Scope = EVERYTHING,
    titles: Sequence[str] = (),
) -> str:
    """A question as asked, in ``language``, with the filters that it was asked under: documents by
    their ``titles``, and dates.
    """
    asked = f'<h2 class="cq-question"{lang(language)}>{escape(question)}</h2>'
    limits = filters_of(scope, titles, language or ENGLISH)
    return f'{asked}<p class="cq-ref">{isolated(limits)}</p>' if limits else asked


def follow_up_html(question: str, titles: Mapping[str, str], language: str) -> str:
    """That a question was asked of these documents alone, by doc_id, with a way to ask all, and
    each of several.
    """
    several = len(titles) > 1
    named = [
        _button("cq-which", doc_id, title) if several else isolated(title)
        for doc_id, title in titles.items()
    ]
    which = f"{escape(WHICH_IS_MEANT.to(language))} " if several else ""
    return (
        f'<p class="cq-ref"{ours(language)}>{escape(OF_THE_LAST.to(language))} {which}'
        f"{' '.join(named)} {_button('cq-exact', question, ASK_ALL.to(language))}</p>"
    )


def _button(name: str, value: str, words: str) -> str:
    return (
        f'<button type="button" class="{name}" value="{escape(value)}">{isolated(words)}</button>'
    )


def notice_html(message: str, language: str = ENGLISH) -> str:
    """Something the program has to say for itself, in ``language``."""
    return f'<p class="cq-notice"{ours(language)}>{escape(message)}</p>'
