"""A conversation: what the page sends of it, and what it is shown."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Annotated, Any, NotRequired, TypedDict

from casc_qa.asking.question import read_question
from casc_qa.errors import CascQaError, QuestionError
from casc_qa.languages.questions.follow_ups import points_back
from casc_qa.phrases import LOADING, SEARCHING
from casc_qa.system.small_files import like, parse_json
from casc_qa.types import Scope
from casc_qa.web.answer_card import answer_html
from casc_qa.web.render import follow_up_html, notice_html, question_html
from casc_qa.web.serving.loading import AssistantLoader

_MESSAGES_KEPT = 100  # of a conversation,
_CHARS_KEPT = 600_000  # and no more than this of their HTML
History = list[dict[str, Any]]
"""Messages as Gradio has them: their "role", and HTML as their "content"."""


class Turn(TypedDict):
    """A question as the page sends it."""

    question: str
    documents: list[str]
    after: str | None
    before: str | None
    languages: NotRequired[list[str]]
    last: list[str]
    """The documents that the answer before quoted."""
    exact: bool
    """Asked of all documents, though it may point back."""


class _Sent(TypedDict):
    """What the page sends: questions to be answered anew, after which it begins, and a new one."""

    earlier: list[Turn] | None
    turn: Turn | None
    token: Annotated[str, like("[a-z0-9]{1,16}")]
    """By which the page knows the answer when it comes."""


def conversing(
    loader: AssistantLoader, message: str, turns: History
) -> Iterator[tuple[History, History]]:
    """Chat and history: with the question at once, then with its whole answer; after a reload with
    each question and answer of before.
    """
    try:
        sent = parse_json(message.encode("utf-8", "replace"), _Sent)
    except ValueError:
        yield turns, turns
        return
    token = sent["token"]
    if sent["earlier"] is not None:
        turns = []
        for left, turn in enumerate(sent["earlier"], 1 - len(sent["earlier"])):
            turns = [*recent(turns), *_exchange(loader, turn, "0" if left else token)]
            yield turns, turns
    if new := sent["turn"]:
        with contextlib.suppress(QuestionError):
            question, language, _ = read_question(new["question"])
            asked = _message("user", _question(loader, new, question, language))
            waiting = _message("assistant", _waiting(loader, language))
            yield [*recent(turns), asked, waiting], turns
        turns = [*recent(turns), *_exchange(loader, new, token)]
        yield turns, turns


def _exchange(loader: AssistantLoader, turn: Turn, token: str) -> History:
    """A question and its answer, or why there is none."""
    try:
        question, language, _ = read_question(turn["question"])
        shown = _question(loader, turn, question, language)
        reply = answer_html(loader.ask(question, scope_of(turn)))
    except QuestionError as error:
        shown, reply = question_html(turn["question"]), notice_html(str(error), error.language)
    except CascQaError as error:
        reply = notice_html(str(error))
    done = f'<div class="cq-done cq-t-{token}">{reply}</div>'
    return [_message("user", shown), _message("assistant", done)]


def scope_of(turn: Turn) -> Scope:
    """Of which documents it is asked."""
    documents = turn["last"] if _points_back(turn) else turn["documents"]
    languages = tuple(turn.get("languages", ())) or None
    return Scope(tuple(documents) or None, turn["after"], turn["before"], languages)


def _points_back(turn: Turn) -> bool:
    """Whether it is asked of what was quoted last: without a filter, and naming nobody itself."""
    is_free = bool(turn["last"]) and not turn["documents"] and not turn["exact"]
    return is_free and points_back(turn["question"])


def _question(loader: AssistantLoader, turn: Turn, question: str, language: str) -> str:
    """A question as it is shown, with what it is asked of."""
    if not _points_back(turn):
        titles = loader.titles(turn["documents"]).values()
        return question_html(question, language, scope_of(turn), list(titles))
    last = loader.titles(turn["last"])
    return question_html(question, language) + follow_up_html(question, last, language)


def recent(turns: History) -> History:
    """The latest messages of a conversation, as many as are kept."""
    kept, chars = 0, 0
    for message in reversed(turns[-_MESSAGES_KEPT:]):
        chars += len(message["content"])
        if chars > _CHARS_KEPT:
            break
        kept += 1
    return turns[len(turns) - kept :]


def _waiting(loader: AssistantLoader, language: str) -> str:
    """What is shown until the answer to a question in ``language`` is there."""
    state = loader.state
    if state == "failed":
        return notice_html(loader.message)
    phrase = SEARCHING if state == "ready" else LOADING
    return notice_html(phrase.to(language), language)


def _message(role: str, html: str) -> dict[str, Any]:
    return {"role": role, "content": html}
