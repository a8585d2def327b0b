"""Runs an exported model by onnxruntime, within bounds of time and memory. The only module that
imports it.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from casc_qa.embedding.onnx.files import MODEL_NAME, WEIGHTS_NAME, reading, unusable
from casc_qa.embedding.onnx.graph import MOST_BYTES, check_graph
from casc_qa.embedding.onnx.watchdog import Watchdog
from casc_qa.errors import CascQaError, FilesUnreadable
from casc_qa.system import small_files

if TYPE_CHECKING:
    from numpy.typing import NDArray

SECONDS = 120.0
"""For loading, and for a batch: what takes a second at most does not reach it on a busy machine."""
_MOST_MEMORY = 4 << 30  # bytes that all small models of the process work with
_SMALL_WEIGHTS, _SMALL_WINDOW = 1 << 30, 1024  # bytes, tokens: larger models may need more
# What libraries say, in texts of their own, when the system refuses them something.
_REFUSALS = (errno.EMFILE, errno.ENFILE, errno.EACCES, errno.EIO, errno.ESTALE, errno.ENOMEM)
_NO_MEMORY = ("bad_alloc", "allocate memory", "smaller than requested")
_WATCHDOG = Watchdog()


class GraphFiles(NamedTuple):
    """What a model is made of, in one folder."""

    graph: str
    weights: str


_EXPORTED = GraphFiles(MODEL_NAME, WEIGHTS_NAME)


class Model:
    """A graph that only computes, opened to be run; safe to use from several threads."""

    def __init__(
        self, folder: Path, window: int, names: GraphFiles = _EXPORTED, is_for_one: bool = False
    ) -> None:
        """``window`` is how many tokens it reads at most; ``is_for_one`` says that it is given one
        short text at a time, several at once. Raises ModelError where the graph holds what no model
        of texts does or can't be loaded, FilesUnreadable.
        """
        self._folder = folder
        with reading(folder, names.graph):
            graph = small_files.read_bytes(folder / names.graph, MOST_BYTES)
            check_graph(graph, names.weights)
        with reading(folder, names.weights), small_files.regular(folder / names.weights):
            weights = (folder / names.weights).stat().st_size
        is_small = weights < _SMALL_WEIGHTS and window <= _SMALL_WINDOW
        with foreign(folder):
            self._session = _session(folder / names.graph, is_small, is_for_one)

    def run(self, _: None, inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[Any]]:
        """All outputs, as onnxruntime's own sessions give them. Raises ModelError."""
        import onnxruntime

        options = onnxruntime.RunOptions()

        def stop() -> None:
            options.terminate = True

        with foreign(self._folder), _WATCHDOG.watching(SECONDS, stop):
            outputs: list[NDArray[Any]] = self._session.run(None, dict(inputs), options)
        return outputs


def _session(graph: Path, is_small: bool, is_for_one: bool) -> Any:
    import onnxruntime

    onnxruntime.set_default_logger_severity(4)  # what goes wrong is raised as well
    options = onnxruntime.SessionOptions()
    disabled = ["ConstantFolding"]  # it computes while loading what nothing can stop
    if is_for_one:
        options.intra_op_num_threads = 1
        disabled.append("SkipLayerNormFusion")  # eight times as slow as what it puts together
    if is_small:
        _bound_memory()
        options.add_session_config_entry("session.use_env_allocators", "1")
    with _WATCHDOG.watching(SECONDS, lambda: options.set_load_cancellation_flag(True)):
        return onnxruntime.InferenceSession(
            str(graph),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=disabled,
        )


@cache
def _bound_memory() -> None:
    """Once a process: what models work with comes from a store of this size."""
    import onnxruntime as ort

    store = ort.OrtMemoryInfo(
        "Cpu", ort.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, ort.OrtMemType.DEFAULT
    )
    ort.create_and_register_allocator(store, ort.OrtArenaCfg(_MOST_MEMORY, -1, -1, -1))


@contextlib.contextmanager
def foreign(folder: Path) -> Iterator[None]:
    """Turns what a library says of the encoder in ``folder`` into one line: ModelError, or
    FilesUnreadable where the system refused it something.
    """
    try:
        yield
    except (CascQaError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # bare exceptions of many classes, and panics
        reason = first_line(error)
        refused = [os.strerror(number) for number in _REFUSALS if os.strerror(number) in str(error)]
        if any(sign in str(error) for sign in _NO_MEMORY) or isinstance(error, MemoryError):
            refused.append(os.strerror(errno.ENOMEM))
        if refused:
            raise FilesUnreadable.because(folder, OSError(errno.EIO, refused[0])) from error
        raise unusable(folder, small_files.shortened(reason, 300)) from error


def first_line(error: BaseException) -> str:
    """What a foreign library's exception says, in one line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
