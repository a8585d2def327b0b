"""Text as it stands, shown so that nothing in it can change how the rest is read.

A character that turns the direction of writing round shows "53" as "35"; others steer a terminal.
Text for people has a name instead of each of them, and JSON an escape.
"""

from __future__ import annotations

import json
import re

# Marks that set no direction of their own are at home in right-to-left text, and nowhere else:
# between numbers in English text, they change the numbers' order.
_MARKS = "\u200e\u200f\u061c"
# Overrides, embeddings and isolates: https://www.unicode.org/reports/tr9/
_TURNING = "\u202a-\u202e\u2066-\u2069\u206a-\u206f"
# C0 and C1 but for what is white space, separators, interlinear marks, noncharacters, surrogates.
_STEERING = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e00ff"
)
_STEERING_ALWAYS = re.compile(f"[{_STEERING}{_TURNING}]")
_STEERING_IN_LEFT_TO_RIGHT = re.compile(f"[{_STEERING}{_TURNING}{_MARKS}]")
_IN_JSON = re.compile(f"[{_STEERING}{_TURNING}{_MARKS}\x85\u2028\u2029]")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def visible(text: str) -> str:
    """``text`` with the name of every character that would steer how the rest is shown.

    >>> visible("paid \\u202e53\\u202c somoni")
    'paid ⟨U+202E⟩53⟨U+202C⟩ somoni'
    """
    if not _STEERING_IN_LEFT_TO_RIGHT.search(text):
        return text
    return _LINE.sub(lambda line: _visible_line(line[0]), text)


def one_line(text: str) -> str:
    """``visible(text)`` on one line, without white space around it.

    >>> one_line(" two\\n lines\\x1b")
    'two lines⟨U+001B⟩'
    """
    return " ".join(visible(text).split())


def _visible_line(line: str) -> str:
    steering = _STEERING_ALWAYS if is_right_to_left(line) else _STEERING_IN_LEFT_TO_RIGHT
    return steering.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", line)


def is_right_to_left(text: str) -> bool:
    """Whether ``text`` has a letter of a script that is written from the right, such as Arabic."""
    return any(match[0].isalpha() for match in _RIGHT_TO_LEFT.finditer(text))


def json_text(value: object, indent: int | None = None) -> str:
    """``value`` as JSON that a terminal or an editor shows as it is: what would steer it is
    escaped, so that every text is exact once it is parsed.

    >>> json_text({"quote": "\\u202e53", "city": "Zürich"})
    '{"quote": "\\\\u202e53", "city": "Zürich"}'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _IN_JSON.sub(lambda match: _escaped(match[0]), text)


def _escaped(char: str) -> str:
    """As a JSON escape, a pair of them beyond 16 bits."""
    return json.dumps(char)[1:-1]
