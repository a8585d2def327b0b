"""What is filled into the older kind of Word's form fields: boxes that are checked, choices from a
list. What is typed into one is text like any other.
"""

from __future__ import annotations

from casc_qa.loaders.formats.archives.markup import Element, attribute, child, children, name


def filled_in(field: Element | None) -> str:
    """What a field (ffData) shows that is no text of the document."""
    box = child(field, "checkBox")
    if box is None:
        return _chosen(child(field, "ddList"))
    state = child(box, "checked")
    return "☑" if is_on(child(box, "default") if state is None else state) else "☐"


def _chosen(choice: Element | None) -> str:
    """What is chosen of a form's list."""
    number = child(choice, "result")
    number = child(choice, "default") if number is None else number
    value = (attribute(number, "val") if number is not None else None) or "0"
    entries = [entry for entry in children(choice) if name(entry) == "listEntry"]
    if not value.isdecimal() or int(value[:5]) >= len(entries):
        return ""
    return attribute(entries[int(value[:5])], "val") or ""


def is_on(switch: Element | None) -> bool:
    """Whether a property is there and not switched off."""
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")
