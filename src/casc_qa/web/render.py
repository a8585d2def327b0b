"""HTML of questions and of what the program says for itself."""

from __future__ import annotations

from collections.abc import Sequence

from casc_qa.phrases import ASK_ALL, ENGLISH, OF_THE_LAST
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


def follow_up_html(question: str, titles: Sequence[str], language: str) -> str:
    """That a question was asked of the documents of these titles alone, with a way to ask all."""
    named = "; ".join(titles)
    return (
        f'<p class="cq-ref"{ours(language)}>{escape(OF_THE_LAST.to(language))} {isolated(named)} '
        f'<button type="button" class="cq-exact" value="{escape(question)}">'
        f"{escape(ASK_ALL.to(language))}</button></p>"
    )


def notice_html(message: str, language: str = ENGLISH) -> str:
    """Something the program has to say for itself, in ``language``."""
    return f'<p class="cq-notice"{ours(language)}>{escape(message)}</p>'
