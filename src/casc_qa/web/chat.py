"""The chat itself, in Gradio Blocks. The only module that imports Gradio."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from casc_qa.answer_json import answer_table
from casc_qa.asking.question import MAX_QUESTION_CHARS, read_question
from casc_qa.errors import CascQaError, QuestionError
from casc_qa.phrases import EXAMPLE_QUESTIONS, LOADING, SEARCHING
from casc_qa.web.guard.bodies import Function, chosen_of, is_nothing, is_text
from casc_qa.web.render import answer_html, notice_html, question_html
from casc_qa.web.serving.loading import AssistantLoader

CONCURRENT = 8
_QUEUE = 64
_MESSAGES_KEPT = 100  # of a conversation,
_CHARS_KEPT = 600_000  # and no more than this of their HTML
HEAD = (
    '<link rel="stylesheet" href="/casc/static/chat.css">'
    '<script src="/casc/static/chat.js" defer></script>'
)
_HEADER = f"""
<header class="cq-header">
  <h1>casc-qa</h1>
  <p>Answers in the documents’ own words.</p>
  <p id="cq-status" role="status" data-state="loading">{LOADING.en}</p>
</header>
"""
_SOURCE = """
<aside id="cq-source" aria-label="Source document" aria-labelledby="cq-source-title">
  <div id="cq-bar"><span>Source</span>
  <button type="button" id="cq-close" aria-label="Close the source document">Close</button></div>
  <div id="cq-source-body" class="cq-source-body">
    <p class="cq-hint">Choose a citation: the whole document opens here, at the quote.</p>
  </div>
</aside>
"""
_PLACEHOLDER = "### What would you like to know?\nThe documents answer, or nobody does."
History = list[dict[str, Any]]


def build_chat(loader: AssistantLoader) -> Any:
    """The page: header, chat, question box, examples, and the source document beside them."""
    with gr.Blocks(title="casc-qa", analytics_enabled=False, fill_width=True) as blocks:
        gr.Markdown(_HEADER, elem_id="cq-top")
        with gr.Row(elem_id="cq-columns", equal_height=False):
            with gr.Column(elem_id="cq-chat-column", min_width=280):
                chatbot = _chatbot()
                with gr.Row(elem_id="cq-ask"):
                    question, send = _question_box(), _send_button()
            with gr.Column(elem_id="cq-source-column", min_width=280):
                gr.Markdown(_SOURCE)
        _connect(loader, chatbot, question, send)
        _add_api(loader)
    blocks.queue(max_size=_QUEUE, default_concurrency_limit=CONCURRENT)
    return blocks


def _chatbot() -> gr.Chatbot:
    """The conversation, with the example questions while it is empty."""
    return gr.Chatbot(
        elem_id="cq-chat",
        label="Questions and answers",
        show_label=False,
        container=False,
        height="100%",
        autoscroll=False,  # chat.js shows the new question, not the answer's end
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        layout="panel",
        placeholder=_PLACEHOLDER,
        examples=[{"text": text} for text in EXAMPLE_QUESTIONS],
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        placeholder="Ask a question",
        label="Question",
        show_label=False,
        container=False,
        lines=1,
        max_lines=4,
        max_length=MAX_QUESTION_CHARS,
        scale=5,
        autofocus=True,
        elem_id="cq-question",
    )


def _send_button() -> gr.Button:
    return gr.Button("Ask", variant="primary", scale=0, min_width=88, elem_id="cq-send")


def _connect(
    loader: AssistantLoader, chatbot: gr.Chatbot, question: gr.Textbox, send: gr.Button
) -> None:
    """What happens on the page: a question is sent, an example chosen, the chat emptied."""
    # The history stays on the server: as an input of the chat it would travel back with
    # every question, and grow past what a request may have.
    history = gr.State([])

    def respond(asked: str, turns: History) -> Iterator[tuple[Any, ...]]:
        yield from _respond(loader, asked, turns)

    def respond_to_example(turns: History, chosen: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from _respond(loader, chosen.value["text"], turns)

    settings: dict[str, Any] = {
        "outputs": [question, chatbot, history],
        "api_visibility": "private",
        "show_progress": "hidden",
        # A question sent while another is pending waits for it; the default drops it.
        "trigger_mode": "always_last",
        "concurrency_limit": CONCURRENT,
        "concurrency_id": "ask",
    }
    gr.on([question.submit, send.click], respond, [question, history], **settings)
    chatbot.example_select(respond_to_example, [history], **settings)
    # Outside the queue: Gradio's client loses a question that joins the queue in the moment in
    # which another event's stream is being closed.
    chatbot.clear(lambda: [], None, [history], api_visibility="private", queue=False)


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
            event=chosen_of(EXAMPLE_QUESTIONS) if fn.collects_event_data else None,
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
    loader: AssistantLoader, asked: str, turns: History
) -> Iterator[tuple[Any, History, History]]:
    """Question box, chat and history: with the question at once, then with its whole answer.

    The question box is emptied when the question is taken, and not touched afterwards: what is
    typed meanwhile stays.
    """
    if not (asked or "").strip():
        yield gr.skip(), turns, turns
        return
    try:
        question, language = read_question(asked)
    except QuestionError as error:
        notice = notice_html(str(error), error.language)
        shown = [*turns, _message("assistant", notice)]
        yield gr.skip(), shown, turns
        return
    turns = [*_recent(turns), _message("user", question_html(question, language))]
    yield "", [*turns, _message("assistant", _waiting(loader, language))], turns
    try:
        reply = answer_html(loader.ask(question))
    except CascQaError as error:
        reply = notice_html(str(error))
    turns = [*turns, _message("assistant", reply)]
    yield gr.skip(), turns, turns


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
