"""One tree of errors; each says what is wrong and what to do next, in one line.

CascQaError              exit status 1: a fault
├── CorpusError          no folder, or nothing readable in it
├── IndexMissing         nothing built yet
├── IndexIncompatible    written by another version
├── IndexDamaged         bytes that differ from their manifest
├── FilesUnreadable      files of an index or model that can't be read now, and may be sound
├── IndexBusy            another build holds the lock
├── ModelError           no such model, or its files are not the expected ones
├── ReaderUnavailable    sentences are chosen without being read; never reaches a user
├── ServeError           the address cannot be served
├── ExtraMissing         a library that an extra of the package brings is not installed
└── UsageError           exit status 2: the request itself is wrong
    ├── QuestionError
    ├── ScopeError
    ├── ConfigError
    ├── QuestionListError  a file of questions that can't be read as one
    ├── ExportError      a file that answers can't be taken away in
    ├── ClaimError       quotes that can't be read, or none at all
    └── EvaluationError  questions, labels or runs that can't be measured
"""

from __future__ import annotations


class CascQaError(Exception):
    """Any error that the program foresees; an interface prints it as one line."""

    exit_status = 1


class CorpusError(CascQaError):
    """No corpus folder, or nothing readable in it."""


class IndexMissing(CascQaError):  # noqa: N818
    """Nothing has been built in this folder yet."""


class IndexIncompatible(CascQaError):  # noqa: N818
    """The index was written by another version of the program."""


class IndexDamaged(CascQaError):  # noqa: N818
    """Bytes on disk differ from what the manifest says."""


class FilesUnreadable(CascQaError):  # noqa: N818
    """Files of an index or a model can't be read now; nothing is known to be wrong with them.

    Whoever repairs, replaces or removes what is damaged has to let this one through.
    """

    @classmethod
    def because(cls, path: object, error: Exception) -> FilesUnreadable:
        """Of the error that reading ``path`` ended with."""
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return cls(f"{path} can't be read now ({reason}): see to that and try again.")


class IndexBusy(CascQaError):  # noqa: N818
    """Another build is writing to the same index."""


class ModelError(CascQaError):
    """No such model, or its files are not the expected ones."""


class ReaderUnavailable(CascQaError):  # noqa: N818
    """Sentences are chosen without being read. The message says why, as the end of a sentence."""

    @classmethod
    def damaged(cls, path: object) -> ReaderUnavailable:
        """A file that should have come with the program is gone or is another."""
        return cls(f"{path} is not what came with casc-qa: install it again")

    @classmethod
    def of_another_model(cls) -> ReaderUnavailable:
        """The index has another model than the reader."""
        return cls("the reader was trained for another model than the index has")


class PageUnavailable(CascQaError):  # noqa: N818
    """A page of a document that can't be drawn: its file is gone, or another one by now."""


class ServeError(CascQaError):
    """The address cannot be served."""


class ExtraMissing(CascQaError):  # noqa: N818
    """A library that an extra of the package brings is not installed."""

    @classmethod
    def of(cls, extra: str, library: str) -> ExtraMissing:
        """``library`` is the name by which it is imported."""
        return cls(f'This needs {library}: pip install "casc-qa[{extra}]".')


class UsageError(CascQaError):
    """The request itself is wrong."""

    exit_status = 2


class QuestionError(UsageError):
    """An empty or oversized question."""

    def __init__(self, message: str, language: str = "en") -> None:
        """``language`` is that of ``message``, ISO 639-1."""
        super().__init__(message)
        self.language = language


class ScopeError(UsageError):
    """An unknown document, or a date that is none."""


class ConfigError(UsageError):
    """A casc_qa.toml that can't be read, or a setting out of range."""


class QuestionListError(UsageError):
    """A file of questions that can't be read as one."""


class ExportError(UsageError):
    """A format that is none, or one whose library is not installed."""


class EvaluationError(UsageError):
    """Questions, labels, levels or runs that can't be measured as they are."""


class ClaimError(UsageError):
    """A file whose quotes can't be read, or that has none."""
