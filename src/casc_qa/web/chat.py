"""The chat itself, in Gradio Blocks. The only module that imports Gradio."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Annotated, Any, NotRequired, TypedDict

import gradio as gr

from casc_qa.answer_json import answer_table
from casc_qa.asking.question import MAX_QUESTION_CHARS, read_question
from casc_qa.config import ServeSettings
from casc_qa.errors import CascQaError, QuestionError
from casc_qa.languages.questions.follow_ups import points_back
from casc_qa.phrases import LOADING, SEARCHING
from casc_qa.system.small_files import like, parse_json
from casc_qa.types import Scope
from casc_qa.web.answer_card import answer_html
from casc_qa.web.guard.bodies import Function, is_nothing, is_text
from casc_qa.web.render import follow_up_html, notice_html, question_html
from casc_qa.web.serving.loading import AssistantLoader

CONCURRENT = 8
_QUEUE = 64
_MESSAGES_KEPT = 100  # of a conversation,
_CHARS_KEPT = 600_000  # and no more than this of their HTML
_HEADER = """
<header class="cq-header">
  <h1>casc-qa</h1>
  <p data-say="tagline">Answers in the documents’ own words.</p>
  <p id="cq-status" role="status" data-state="loading"></p>
  <button type="button" id="cq-theme" data-say="theme"></button>
  <button type="button" id="cq-language" data-say="russian">По-русски</button>
{sign_out}</header>
"""
_SIGN_OUT = '  <a id="cq-sign-out" href="/casc/sign-out" data-say="signOut">Sign out</a>\n'
_SOURCE = """
<aside id="cq-source" aria-labelledby="cq-bar-title">
  <div id="cq-bar">
  <div class="cq-bar-line"><span id="cq-bar-title"></span><span id="cq-bar-date"></span>
  <button type="button" id="cq-close" data-say="close" data-label="closeLabel" hidden></button></div>
  <div id="cq-bar-tools" hidden>
  <button type="button" id="cq-previous" data-label="previous" hidden>‹</button>
  <button type="button" id="cq-next" data-label="next" hidden>›</button>
  <button type="button" id="cq-find" data-say="find" aria-controls="cq-search" aria-expanded="false"></button>
  <button type="button" id="cq-link" data-say="link"></button>
  <a id="cq-original" class="cq-url" data-say="original" target="_blank" rel="noopener noreferrer" hidden></a>
  </div>
  <div id="cq-search" role="search" hidden>
  <input type="search" id="cq-search-words" data-label="findWords" maxlength="200" autocomplete="off" spellcheck="false">
  <span id="cq-search-count" role="status"></span>
  <button type="button" id="cq-search-previous" data-label="findPrevious">↑</button>
  <button type="button" id="cq-search-next" data-label="findNext">↓</button>
  <button type="button" id="cq-search-leave" data-label="findLeave">×</button>
  </div>
  </div>
  <div id="cq-source-body" class="cq-source-body" tabindex="0"></div>
</aside>
"""  # noqa: E501
_STRIP = """
<div id="cq-strip" data-keep="{keep}" data-rate="{rate}" data-most="{most}">
  <div id="cq-examples"></div>
  <div id="cq-filters"></div>
  <p id="cq-waiting"></p>
  <p id="cq-told" role="status"></p>
  <button type="button" id="cq-list" data-say="documents"></button>
  <button type="button" id="cq-forget" data-say="forget"></button>
</div>
"""
History = list[dict[str, Any]]


class _Turn(TypedDict):
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

    earlier: list[_Turn] | None
    turn: _Turn | None
    token: Annotated[str, like("[a-z0-9]{1,16}")]
    """By which the page knows the answer when it comes."""


def build_chat(loader: AssistantLoader, settings: ServeSettings, *, signs_in: bool = False) -> Any:
    """The page: header, chat, question box, and beside them the documents. ``signs_in`` says that
    its readers have signed in, and may sign out.
    """
    with gr.Blocks(title="casc-qa", analytics_enabled=False, fill_width=True) as blocks:
        header = _HEADER.format(sign_out=_SIGN_OUT if signs_in else "")
        gr.Markdown(header, elem_id="cq-top", sanitize_html=False)
        with gr.Row(elem_id="cq-columns", equal_height=False):
            with gr.Column(elem_id="cq-chat-column", min_width=280):
                chatbot = _chatbot()
                strip = _STRIP.format(
                    keep=str(settings.keep_conversations).lower(),
                    rate=str(settings.ratings).lower(),
                    most=MAX_QUESTION_CHARS,
                )
                gr.Markdown(strip, elem_id="cq-around", sanitize_html=False)
                with gr.Row(elem_id="cq-ask"):
                    _question_box()
                    gr.Button("Ask", variant="primary", scale=0, min_width=88, elem_id="cq-send")
                with gr.Row(elem_id="cq-inner", visible="hidden"):
                    # What a person types waits in the page; this is what is sent, when its turn
                    # has come.
                    sent = gr.Textbox(elem_id="cq-asked", label="", max_lines=1)
                    go = gr.Button(elem_id="cq-go")
                    over = gr.Button(elem_id="cq-forget-inner")
            with gr.Column(elem_id="cq-source-column", min_width=280):
                gr.Markdown(_SOURCE, sanitize_html=False)
        _connect(loader, chatbot, sent, go, over)
        _add_api(loader)
    blocks.queue(max_size=_QUEUE, default_concurrency_limit=CONCURRENT)
    return blocks


def _chatbot() -> gr.Chatbot:
    """The conversation."""
    return gr.Chatbot(
        elem_id="cq-chat",
        label="Questions and answers",
        show_label=False,
        container=False,
        height="100%",
        autoscroll=False,  # main.js shows the new question, not the answer's end
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        layout="panel",
        placeholder=" ",
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        placeholder="Ask a question",
        label="Question",
        show_label=False,
        container=False,
        lines=1,
        max_lines=4,
        scale=5,
        autofocus=True,
        elem_id="cq-question",
    )


def _connect(
    loader: AssistantLoader, chatbot: gr.Chatbot, sent: gr.Textbox, go: gr.Button, over: gr.Button
) -> None:
    """What happens on the page: something is sent, the chat is emptied."""
    # The history stays on the server: as an input of the chat it would travel back with
    # every question, and grow past what a request may have.
    history = gr.State([])

    def respond(message: str, turns: History) -> Iterator[tuple[History, History]]:
        yield from _respond(loader, message, turns)

    go.click(
        respond,
        [sent, history],
        [chatbot, history],
        api_visibility="private",
        show_progress="hidden",
        concurrency_limit=CONCURRENT,
        concurrency_id="ask",
    )
    # Outside the queue: Gradio's client loses a question that joins the queue in the moment in
    # which another event's stream is being closed.
    over.click(lambda: ([], []), None, [chatbot, history], api_visibility="private", queue=False)


def _add_api(loader: AssistantLoader) -> None:
    """The one function that programs may call: ``/ask``."""

    def ask(question: str) -> dict[str, Any]:
        return _ask(loader, question)

    gr.api(  # type: ignore[attr-defined]  # documented, not listed among its exports
        ask, api_name="ask", concurrency_limit=CONCURRENT, concurrency_id="ask"
    )


def functions(blocks: Any) -> dict[int, Function]:
    """What the page may have done, and what it sends for that."""
    return {
        number: Function(
            inputs=tuple(is_nothing if _is_state(block) else is_text for block in fn.inputs),
            triggers=frozenset(block for block, _ in fn.targets if block is not None),
            queued=bool(fn.queue),
        )
        for number, fn in blocks.fns.items()
    }


def _is_state(block: Any) -> bool:
    return isinstance(block, gr.State)


def theme() -> gr.themes.Base:
    """Gradio's base theme on the reader's own fonts: nothing is fetched."""
    fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        font=fonts,
        font_mono=["ui-monospace", "Consolas", "monospace"],
    )


def _respond(
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
            turns = [*_recent(turns), *_exchange(loader, turn, "0" if left else token)]
            yield turns, turns
    if new := sent["turn"]:
        with contextlib.suppress(QuestionError):
            question, language = read_question(new["question"])
            asked = _message("user", _question(loader, new, question, language))
            waiting = _message("assistant", _waiting(loader, language))
            yield [*_recent(turns), asked, waiting], turns
        turns = [*_recent(turns), *_exchange(loader, new, token)]
        yield turns, turns


def _exchange(loader: AssistantLoader, turn: _Turn, token: str) -> History:
    """A question and its answer, or why there is none."""
    try:
        question, language = read_question(turn["question"])
        shown = _question(loader, turn, question, language)
        reply = answer_html(loader.ask(question, _scope_of(turn)))
    except QuestionError as error:
        shown, reply = question_html(turn["question"]), notice_html(str(error), error.language)
    except CascQaError as error:
        reply = notice_html(str(error))
    done = f'<div class="cq-done cq-t-{token}">{reply}</div>'
    return [_message("user", shown), _message("assistant", done)]


def _scope_of(turn: _Turn) -> Scope:
    documents = turn["last"] if _points_back(turn) else turn["documents"]
    languages = tuple(turn.get("languages", ())) or None
    return Scope(tuple(documents) or None, turn["after"], turn["before"], languages)


def _points_back(turn: _Turn) -> bool:
    """Whether it is asked of what was quoted last: without a filter, and naming nobody itself."""
    is_free = bool(turn["last"]) and not turn["documents"] and not turn["exact"]
    return is_free and points_back(turn["question"])


def _question(loader: AssistantLoader, turn: _Turn, question: str, language: str) -> str:
    """A question as it is shown, with what it is asked of."""
    if not _points_back(turn):
        titles = loader.titles(turn["documents"]).values()
        return question_html(question, language, _scope_of(turn), list(titles))
    last = loader.titles(turn["last"])
    return question_html(question, language) + follow_up_html(question, last, language)


def _recent(turns: History) -> History:
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


def _ask(loader: AssistantLoader, question: str) -> dict[str, Any]:
    """The answer as ``ask --json`` prints it. Raises gr.Error, which the caller is shown."""
    if not isinstance(question, str):
        raise gr.Error("The question must be text.", print_exception=False)
    try:
        return answer_table(loader.ask(question))
    except CascQaError as error:
        raise gr.Error(str(error), print_exception=False) from error


def _message(role: str, html: str) -> dict[str, Any]:
    return {"role": role, "content": html}
