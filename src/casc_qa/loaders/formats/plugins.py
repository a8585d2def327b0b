"""Loaders that other packages bring: entry points of the group "casc_qa.loaders", each a suffix and
a function ``load(bytes) -> Extracted``. They are imported by the process that reads documents, and
nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import NamedTuple

from casc_qa.loaders.formats.extracted import Extracted, Unreadable

GROUP = "casc_qa.loaders"


class Plugin(NamedTuple):
    """A loader of another package; not imported yet."""

    suffix: str
    """In small letters, with the dot."""
    package: str
    """Its name and version."""
    value: str
    """Where the function is: "module:name"."""

    @property
    def described(self) -> str:
        """What shapes the documents that it reads."""
        return f"{self.suffix} by {self.package} ({self.value})"


class Installed(NamedTuple):
    """The loaders of other packages."""

    by_suffix: Mapping[str, Plugin]
    refused: tuple[str, ...]
    """Why others are not used, a sentence each."""


def installed(ours: Collection[str]) -> Installed:
    """What is installed here, but for suffixes that are ``ours`` or that another package has, the
    first by name.
    """
    by_suffix: dict[str, Plugin] = {}
    refused = []
    for plugin in sorted(_found(), key=lambda each: (each.package, each.suffix, each.value)):
        first = by_suffix.get(plugin.suffix)
        if plugin.suffix in ours or first:
            whose = f"{first.package} reads" if first else "casc-qa itself reads"
            refused.append(
                f"The loader of {plugin.package} for {plugin.suffix} is not used: {whose} these."
            )
        else:
            by_suffix[plugin.suffix] = plugin
    return Installed(by_suffix, tuple(refused))


def _found() -> set[Plugin]:
    """All that packages state; one that is found twice on the path counts once."""
    found = set()
    for each in entry_points(group=GROUP):
        package = f"{each.dist.name} {each.dist.version}" if each.dist else "an unknown package"
        found.add(Plugin("." + each.name.lower().lstrip("."), package, each.value))
    return found


def load_by(plugin: Plugin, data: bytes) -> Extracted:
    """What the plugin's function makes of a file's bytes. Raises Unreadable where it can't be
    imported or gives anything but a document, and whatever it raises itself.
    """
    result = _function(plugin)(data)
    if not isinstance(result, Extracted) or not isinstance(result.text, str):
        kind = type(result).__name__
        raise Unreadable(f"its loader, of {plugin.package}, gave no Extracted text but a {kind}")
    return result


@cache
def _function(plugin: Plugin) -> Callable[[bytes], object]:
    module, _, name = plugin.value.partition(":")
    try:
        function = getattr(import_module(module.strip()), name.split("[")[0].strip())
    except Exception as error:  # whatever a module does while it is imported
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        reason = f"its loader, of {plugin.package}, can't be imported ({why})"
        raise Unreadable(reason, is_lasting=False) from error
    if not callable(function):
        raise Unreadable(f"its loader, of {plugin.package}, is no function", is_lasting=False)
    return function  # type: ignore[no-any-return]
