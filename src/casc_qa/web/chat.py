"""The chat itself, in Gradio Blocks. The only module that imports Gradio."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from casc_qa.answer_json import answer_table
from casc_qa.asking.question import MAX_QUESTION_CHARS
from casc_qa.config import ServeSettings
from casc_qa.errors import CascQaError
from casc_qa.web.conversation import History, conversing
from casc_qa.web.exports import format_names
from casc_qa.web.guard.bodies import Function, is_nothing, is_text
from casc_qa.web.serving.loading import AssistantLoader
from casc_qa.web.tables import table_format_names

CONCURRENT = 8
_QUEUE = 64
_HEADER = """
<header class="cq-header">
  <h1>casc-qa</h1>
  <p data-say="tagline">Answers in the documents’ own words.</p>
  <p id="cq-status" role="status" data-state="loading"></p>
  <button type="button" id="cq-tab" data-say="table" data-label="tableSay"></button>
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
_TABLE = """
<div id="cq-table" hidden>
  <label for="cq-table-questions" data-say="tableHint"></label>
  <textarea id="cq-table-questions" rows="4" spellcheck="true" maxlength="50000"></textarea>
  <div class="cq-table-do">
  <button type="button" id="cq-table-fill"></button>
  <progress id="cq-table-progress" data-label="filling" hidden></progress>
  <div id="cq-table-save" hidden><span data-say="saveAs"></span> {formats}</div>
  </div>
  <div id="cq-table-result"></div>
</div>
"""
_TABLE_FORMAT = '<button type="button" class="cq-table-as" value="{name}">{label}</button>'
_TABLE_LABELS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "docx": "Word"}
_STRIP = """
<div id="cq-strip" data-keep="{keep}" data-rate="{rate}" data-most="{most}">
  <div id="cq-examples"></div>
  <div id="cq-filters"></div>
  <p id="cq-waiting"></p>
  <p id="cq-told" role="status"></p>
  <button type="button" id="cq-list" data-say="documents"></button>
  <details id="cq-take" data-formats="{formats}">
  <summary data-say="take"></summary>
  <div role="group" data-label="takeAs">
  <div id="cq-take-formats"></div>
  <label><input type="checkbox" id="cq-take-last"> <span data-say="takeLast"></span></label>
  </div>
  </details>
  <button type="button" id="cq-forget" data-say="forget"></button>
</div>
"""


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
                gr.Markdown(_table(), elem_id="cq-tabling-block", sanitize_html=False)
                strip = _STRIP.format(
                    keep=str(settings.keep_conversations).lower(),
                    rate=str(settings.ratings).lower(),
                    most=MAX_QUESTION_CHARS,
                    formats=" ".join(format_names()),
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


def _table() -> str:
    """What a table is asked for with, and where it is shown."""
    formats = " ".join(
        _TABLE_FORMAT.format(name=name, label=_TABLE_LABELS[name]) for name in table_format_names()
    )
    return _TABLE.format(formats=formats)


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
        yield from conversing(loader, message, turns)

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


def _ask(loader: AssistantLoader, question: str) -> dict[str, Any]:
    """The answer as ``ask --json`` prints it. Raises gr.Error, which the caller is shown."""
    if not isinstance(question, str):
        raise gr.Error("The question must be text.", print_exception=False)
    try:
        return answer_table(loader.ask(question))
    except CascQaError as error:
        raise gr.Error(str(error), print_exception=False) from error
