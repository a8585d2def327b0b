"""Frozen settings, read from casc_qa.toml by the interfaces only.

Index-shaping settings (model, documents, passages) are used at build alone and kept in the
manifest, where asking finds what it needs of them, so that the two can't disagree. The rest shapes
asking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from casc_qa.errors import ConfigError
from casc_qa.system.small_files import SETTINGS, BadFile, advice, read_toml, shown, why

CONFIG_NAME = "casc_qa.toml"
_Settings = TypeVar("_Settings")


@dataclass(frozen=True, slots=True)
class PathSettings:
    """Where things are; relative paths start at casc_qa.toml's own folder."""

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    runs: Path = Path("runs")
    """Where evaluations keep what was asked and answered."""


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """What the columns of a table, whose rows are documents, are called, upper or lower case; any
    may be missing but for one of ``text``. Index-shaping.
    """

    text: tuple[str, ...] = ("text",)
    """A row's text is theirs, with a blank line between."""
    title: str = "title"
    date: str = "date"
    language: str = "language"
    url: str = "url"


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Which files are documents, and how tables are read. Index-shaping."""

    ignore: tuple[str, ...] = ()
    """Patterns of files and folders to leave out, as in a .gitignore."""
    columns: ColumnSettings = field(default_factory=ColumnSettings)
    scans: bool = True
    """Whether scanned pages and pictures are read, where Tesseract is installed."""
    scan_languages: tuple[str, ...] = ()
    """Which languages are in them, in Tesseract's codes; each takes time. English and Russian
    where none are named."""


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """How documents are cut. Index-shaping."""

    max_tokens: int = 200
    """Most tokens in a passage, its context included; the encoder's window bounds it too."""
    overlap_sentences: int = 1
    """How many sentences a passage shares with the one before."""
    max_sentence_chars: int = 700
    """A longer sentence is cut at clauses, so that no quote outgrows a paragraph."""


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How passages are ranked."""

    depth: int = 100
    """Candidates taken from each of the two lists, whatever k is."""
    semantic_weight: float = 0.7
    """Share of the cosine in the fused score; the rest is normalised BM25."""
    document_weight: float = 0.3
    """Share of a passage's score that comes from its document's best passage."""
    reread: int = 0
    """How many of the best passages the reader ranks anew; it reads some 30 a second and core."""
    k: int = 5
    """Passages shown."""


@dataclass(frozen=True, slots=True)
class AnsweringSettings:
    """How sentences are chosen, and when the program abstains."""

    pool: int = 10
    """Passages whose sentences are scored."""
    max_sentences: int = 3
    """Of an answer; a question of four parts may get four."""
    companion_gap: float = 3.0
    """How much weaker than the best sentence a further one may be to be shown, where passages are
    not read."""
    reader: bool = True
    """Whether the passages that most likely hold an answer are read by the trained reader."""
    read_passages: int = 5
    """How many."""
    threshold: float | None = None
    """Confidence under which the program says that the documents do not say, 0..1; None for that
    which ships with the trained weights."""


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """The web chat: its address, who reaches it, and what it keeps."""

    host: str = "127.0.0.1"
    port: int = 7860
    keep_conversations: bool = True
    """Whether a browser keeps the questions of a conversation until they are forgotten."""
    ratings: bool = True
    """Whether quotes can be rated; what is said of them is kept beside the index."""
    api: bool = True
    """Whether programs may ask too, by the HTTP API."""
    hosts: tuple[str, ...] = ()
    """Names under which other machines reach the chat, such as that of a proxy in front of it."""
    tls_proxy: bool = False
    """Whether a proxy in front of the chat speaks TLS with the browsers."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; ``model`` None is the default model."""

    paths: PathSettings = field(default_factory=PathSettings)
    model: str | None = None
    documents: DocumentSettings = field(default_factory=DocumentSettings)
    passages: PassageSettings = field(default_factory=PassageSettings)
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    answering: AnsweringSettings = field(default_factory=AnsweringSettings)
    serve: ServeSettings = field(default_factory=ServeSettings)


_MOST = 1 << 53  # whole numbers that are one as a float
_RANGES: Mapping[str, tuple[float, float]] = {
    "passages.max_tokens": (32, 8192),
    "passages.overlap_sentences": (0, 8),
    "passages.max_sentence_chars": (100, 5000),
    "retrieval.depth": (100, 10_000),
    "retrieval.semantic_weight": (0, 1),
    "retrieval.document_weight": (0, 1),
    "retrieval.reread": (0, 100),
    "retrieval.k": (1, 100),
    "answering.pool": (1, 100),
    "answering.max_sentences": (1, 3),
    "answering.companion_gap": (0, 100),
    "answering.read_passages": (1, 20),
    "answering.threshold": (0, 1),
    "serve.port": (0, 65_535),
}


# What the type of a setting is called, and what it is where it may be left out.
_EXPECTED: Mapping[object, str] = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}
_OPTIONAL: Mapping[object, object] = {str | None: str, float | None: float}


def load_settings(folder: Path | str = ".") -> Settings:
    """The settings of ``folder``'s casc_qa.toml, or the defaults where it has none.

    Raises ConfigError, naming the file and the setting, for anything it does not understand.
    """
    folder = Path(folder)
    try:
        return read_settings(folder / CONFIG_NAME, folder)[0]
    except FileNotFoundError:
        return _placed(Settings(), {}, folder, folder)


def read_settings(path: Path, elsewhere: Path) -> tuple[Settings, bool]:
    """The settings that a file gives, and whether the folder of the index is among them. Paths in
    the file start at its own folder, the default ones at ``elsewhere``.

    Raises FileNotFoundError, and ConfigError for anything it does not understand.
    """
    try:
        table = read_toml(path, SETTINGS)
    except FileNotFoundError:
        raise
    except (OSError, BadFile) as error:
        what = advice(error, "mend it or remove it")
        raise ConfigError(f"{path} can't be read ({why(error)}): {what}.") from error
    try:
        settings = _fill(Settings(), table, "")
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error
    stated = table.get("paths", {})
    return _placed(settings, stated, path.parent, elsewhere), "index" in stated


def _placed(
    settings: Settings, stated: Mapping[str, Any], folder: Path, elsewhere: Path
) -> Settings:
    """With paths that start at ``folder`` where they are ``stated``, or else at ``elsewhere``."""
    names = [each.name for each in fields(PathSettings)]
    starts = {name: folder if name in stated else elsewhere for name in names}
    placed = {name: starts[name] / getattr(settings.paths, name) for name in names}
    return replace(settings, paths=PathSettings(**placed))


def _fill(defaults: _Settings, table: Mapping[str, Any], prefix: str) -> _Settings:
    """``defaults`` with the values that ``table`` gives, each checked for type and range."""
    types = get_type_hints(type(defaults))
    known = {f.name: getattr(defaults, f.name) for f in fields(defaults)}  # type: ignore[arg-type]
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise ConfigError(
            f"unknown setting {prefix}{shown(unknown[0])}: known here are {', '.join(known)}."
        )
    values: dict[str, Any] = {}
    for name, value in table.items():
        if is_dataclass(known[name]):
            if not isinstance(value, dict):
                raise ConfigError(f"{prefix}{name} is a table: write [{prefix}{name}] above it.")
            values[name] = _fill(known[name], value, f"{prefix}{name}.")
        else:
            values[name] = _checked(f"{prefix}{name}", value, types[name])
    return replace(defaults, **values)  # type: ignore[type-var]


def _checked(name: str, value: object, wanted: object) -> object:
    """``value`` as the type the setting wants, within the setting's range."""
    if wanted is Path and isinstance(value, str):
        return _path(name, value)
    if wanted == tuple[str, ...]:
        return _list_of_texts(name, value)
    wanted = _OPTIONAL.get(wanted, wanted)
    if wanted is float and type(value) is int and abs(value) < _MOST:
        value = float(value)
    if type(value) is not wanted:
        expected = _EXPECTED.get(wanted, "text in quotes")
        raise ConfigError(f"{name} must be {expected}, not {shown(value)}.")
    low, high = _RANGES.get(name, (float("-inf"), float("inf")))
    if isinstance(value, int | float) and not low <= value <= high:
        raise ConfigError(f"{name} must lie between {low:g} and {high:g}, not {shown(value)}.")
    return value


def _path(name: str, value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError as error:  # "~somebody" who has no folder here
        raise ConfigError(f"{name} names no folder: {shown(value)}.") from error


def _list_of_texts(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise ConfigError(
        f'{name} must be a list of texts, such as ["one", "two"], not {shown(value)}.'
    )
