"""An encoder that somebody else made, with hashes that fit: detected, and never a hang."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper

from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_index
from casc_qa.embedding import reference_encoder
from casc_qa.embedding.onnx.files import MODEL_NAME, TOKENIZER_NAME, WEIGHTS_NAME
from casc_qa.embedding.onnx.graph import Refused, check_graph
from casc_qa.embedding.onnx.watchdog import Watchdog
from casc_qa.errors import CascQaError, FilesUnreadable, ModelError
from casc_qa.index.history import rollback, verify
from casc_qa.system import disk
from helpers.builds.forged import put_hashed
from helpers.project import CORPUS

QUESTION = "Who funded the Gender and Human Rights Project?"
_HANGS = 60  # seconds that nothing here may take


def encoder_of(index: Path) -> Path:
    return next(path for path in (index / "encoder").iterdir())


def replace(folder: Path, change: Callable[[dict[str, Any]], object], **files: bytes) -> None:
    """Puts ``files`` into an encoder, and says so wherever a hash is."""
    description = json.loads((folder / "encoder.json").read_bytes())
    for name, data in files.items():
        name = {"model": MODEL_NAME, "weights": WEIGHTS_NAME, "tokenizer": TOKENIZER_NAME}[name]
        (folder / name).unlink()
        (folder / name).write_bytes(data)
        description["files"][name] = hashlib.sha256(data).hexdigest()
    change(description)
    for name in ("encoder.json", "encoder.sha256"):
        (folder / name).unlink()
    put_hashed(folder, "encoder", description)


def poisoned_weights(folder: Path) -> bytes:
    """Other vectors for all that is asked."""
    weights = np.fromfile(folder / WEIGHTS_NAME, np.float32)
    weights[: len(weights) // 2] *= -1
    return weights.tobytes()


def test_other_weights_do_not_survive_a_build(index_copy: Path) -> None:
    folder = encoder_of(index_copy)
    genuine = {path.name: disk.sha256_of(path) for path in folder.iterdir()}
    replace(folder, lambda description: None, weights=poisoned_weights(folder))
    open_index(index_copy)  # its hashes fit
    (verified,) = verify(index_copy)
    assert verified.problem is not None
    assert "is not the one that this program makes" in verified.problem
    result = build_index(CORPUS, index_copy)
    assert not result.unchanged
    assert result.reused == 0  # nor do vectors that were computed with it
    assert {path.name: disk.sha256_of(path) for path in folder.iterdir()} == genuine
    assert [each.problem for each in verify(index_copy)] == [None]
    assert open_index(index_copy).ask(QUESTION).answered
    assert build_index(CORPUS, index_copy).unchanged


def test_other_versions_are_told_from_other_weights(index_copy: Path) -> None:
    folder = encoder_of(index_copy)
    replace(
        folder,
        lambda description: description["made_with"].update(torch="0.1"),
        weights=poisoned_weights(folder),
    )
    (verified,) = verify(index_copy)
    assert verified.problem is not None and "was made with torch 0.1" in verified.problem
    assert len(verified.problem.splitlines()) == 1
    assert not build_index(CORPUS, index_copy).unchanged
    assert [each.problem for each in verify(index_copy)] == [None]


def test_what_it_is_held_against_is_made_where_it_is_missing(
    built_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the same again: exporting gives the same bytes each time."""
    monkeypatch.setattr(disk, "cache_folder", lambda: tmp_path / "cache")
    messages: list[str] = []
    (verified,) = verify(built_index, lambda what, done, total: messages.append(what))
    assert verified.problem is None
    assert any("preparing" in what for what in messages)
    name = encoder_of(built_index).name
    assert reference_encoder.is_private(tmp_path / "cache" / "encoders" / name)


@pytest.mark.skipif(os.name == "nt", reason="POSIX's permissions")
@pytest.mark.parametrize("state", ["sound", "open", "open above", "written", "link", "file link"])
def test_what_it_is_held_against_is_closed_to_others(state: str, tmp_path: Path) -> None:
    folder = tmp_path / "encoders" / "name"
    folder.mkdir(parents=True)
    for each in (folder.parent, folder):
        each.chmod(0o700)
    (folder / MODEL_NAME).write_bytes(b"x")
    (folder / MODEL_NAME).chmod(0o600)
    if state == "open":
        folder.chmod(0o755)
    elif state == "open above":
        folder.parent.chmod(0o770)
    elif state == "written":
        (folder / MODEL_NAME).chmod(0o620)
    elif state == "link":
        (tmp_path / "other").mkdir()
        folder = folder.parent / "linked"
        folder.symlink_to(tmp_path / "other")
    elif state == "file link":
        (folder / "more").symlink_to(folder / MODEL_NAME)
    assert reference_encoder.is_private(folder) == (state == "sound")


INPUTS = [
    helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
    for name in ("input_ids", "attention_mask")
]
OUTPUTS = [helper.make_tensor_value_info("found", TensorProto.FLOAT, None)]


def model(*nodes: Any, **options: Any) -> bytes:
    graph = helper.make_graph(list(nodes), "graph", INPUTS, OUTPUTS, **options)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("ai.onnx.ml", 3)]
    made = helper.make_model(graph, opset_imports=opsets[:1], ir_version=10)
    data: bytes = made.SerializeToString()
    return data


def constant(name: str, values: list[int], data_type: int = TensorProto.INT64) -> Any:
    shape = [len(values)] if len(values) > 1 or data_type == TensorProto.INT64 else []
    return helper.make_node(
        "Constant", [], [name], value=helper.make_tensor(name, data_type, shape, values)
    )


def endless(inner: bool = False, to: str = "a") -> list[Any]:
    """2 ** 60 rounds, or as many in each of as many; names start with ``to``."""
    value = helper.make_tensor_value_info
    nodes = endless(to="b") if inner else []
    nodes += [helper.make_node("Identity", [f"{to}_{n}"], [f"{to}_{n}_then"]) for n in "cv"]
    goes_in = [
        value(f"{to}_i", TensorProto.INT64, []),
        value(f"{to}_c", TensorProto.BOOL, []),
        value(f"{to}_v", TensorProto.BOOL, []),
    ]
    goes_out = [value(f"{to}_{n}_then", TensorProto.BOOL, []) for n in "cv"]
    body = helper.make_graph(nodes, "body", goes_in, goes_out)
    rounds = helper.make_tensor("rounds", TensorProto.INT64, [], [2**60])
    return [
        constant(f"{to}_go", [1], TensorProto.BOOL),
        helper.make_node("Constant", [], [f"{to}_rounds"], value=rounds),
        helper.make_node(
            "Loop", [f"{to}_rounds", f"{to}_go", f"{to}_go"], [f"{to}_end"], body=body
        ),
    ]


TO_FLOAT = helper.make_node("Cast", ["input_ids"], ["found"], to=TensorProto.FLOAT)


def outside(location: str) -> bytes:
    """A weight in another file."""
    tensor = helper.make_tensor("w", TensorProto.FLOAT, [1], [1.0])
    tensor.ClearField("float_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", location), ("offset", "0"), ("length", "4")):
        tensor.external_data.add(key=key, value=value)
    return model(TO_FLOAT, initializer=[tensor])


def looking_through_windows(op_type: str) -> bytes:
    """A few bytes that make one step of 2 ** 40 parts, which nothing can end in its middle."""
    size = constant("size", [1, 1, 2**22])
    window = {"kernel_shape": [2**20]} if op_type != "Conv" else {}
    return model(
        size,
        helper.make_node("ConstantOfShape", ["size"], ["long"]),
        helper.make_node(
            op_type, ["long", "long"] if op_type == "Conv" else ["long"], ["x"], **window
        ),
        TO_FLOAT,
    )


REFUSED = {
    **{
        op_type: looking_through_windows(op_type)
        for op_type in ("AveragePool", "MaxPool", "LpPool", "Conv")
    },
    "Loop": model(*endless(), TO_FLOAT),
    "Loop in a Loop": model(*endless(inner=True), TO_FLOAT),
    "If": model(
        constant("go", [1], TensorProto.BOOL),
        helper.make_node(
            "If",
            ["go"],
            [],
            then_branch=helper.make_graph([], "a", [], []),
            else_branch=helper.make_graph([], "b", [], []),
        ),
        TO_FLOAT,
    ),
    "custom": model(helper.make_node("Evil", ["input_ids"], ["x"], domain="com.evil"), TO_FLOAT),
    "of Microsoft": model(
        helper.make_node("Inverse", ["input_ids"], ["x"], domain="com.microsoft"), TO_FLOAT
    ),
    "a known name elsewhere": model(
        helper.make_node("Add", ["input_ids", "input_ids"], ["x"], domain="ai.onnx.ml"), TO_FLOAT
    ),
    "above": outside("../secret"),
    "absolute": outside("/etc/passwd"),
    "beside": outside("tokenizer.json"),
    "cut": model(TO_FLOAT)[:-3],
    "nothing of a graph": b"\xff" * 50,
    "groups": b"\x0b\x0c" * 10,
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_graphs_that_do_more_than_compute(name: str, index_copy: Path) -> None:
    folder = encoder_of(index_copy)
    replace(folder, lambda description: None, model=REFUSED[name])
    started = time.monotonic()
    with pytest.raises(ModelError, match="make it again with: casc-qa index") as refused:
        open_index(index_copy)
    assert time.monotonic() - started < _HANGS
    assert len(str(refused.value).splitlines()) == 1


def test_what_the_program_exports_is_not_refused(built_index: Path) -> None:
    graph = (encoder_of(built_index) / MODEL_NAME).read_bytes()
    check_graph(graph, WEIGHTS_NAME)
    with pytest.raises(Refused, match="weights in another file"):
        check_graph(graph, "other.data")
    whole = onnx.load_from_string(graph)
    whole.functions.add(name="f", domain="local")
    with pytest.raises(Refused, match="function"):
        check_graph(whole.SerializeToString(), WEIGHTS_NAME)


@pytest.mark.parametrize("numbers", [[10**12], [3 * 10**9], [2**62, 2]])
@pytest.mark.parametrize("is_constant", [True, False])
def test_more_memory_than_there_is(numbers: list[int], is_constant: bool, index_copy: Path) -> None:
    """Whether the size stands in the graph, or comes of the question."""
    nodes = [constant("size", numbers)]
    if not is_constant:
        nodes = [
            constant("sizes", numbers),
            helper.make_node("ReduceMax", ["attention_mask"], ["one"], keepdims=0),
            helper.make_node("Mul", ["sizes", "one"], ["size"]),
        ]
    nodes += [
        helper.make_node("ConstantOfShape", ["size"], ["big"]),
        helper.make_node("ReduceSum", ["big"], ["sum"], keepdims=0),
        helper.make_node("Cast", ["input_ids"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Add", ["float", "sum"], ["found"]),
    ]
    replace(encoder_of(index_copy), lambda description: None, model=model(*nodes))
    with pytest.raises(CascQaError) as refused:
        open_index(index_copy).ask(QUESTION)
    assert isinstance(refused.value, ModelError | FilesUnreadable)
    assert len(str(refused.value).splitlines()) == 1


def test_vectors_of_another_shape(index_copy: Path) -> None:
    replace(encoder_of(index_copy), lambda description: None, model=model(TO_FLOAT))
    with pytest.raises(ModelError, match="no vectors of its dimension"):
        open_index(index_copy).ask(QUESTION)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["embedder"].update(dimension=10**9),
        lambda d: d["embedder"].update(window=10**12),
        lambda d: d["embedder"].update(fingerprint="0" * 64),
        lambda d: d["prompts"].pop("query"),
        lambda d: d.update(pad=-1),
        lambda d: d.update(pad=1.5),
        lambda d: d.update(first_russian="x"),
        lambda d: d.pop("first_russian"),
        lambda d: d["files"].pop(MODEL_NAME),
        lambda d: d["files"].update({"../../x": "0" * 64}),
        lambda d: d.update(made_with={"torch": "\x1b[31m"}),
        lambda d: d.update(lowest_cosine=None),
        lambda d: d.update(files=[]),
    ],
)
def test_a_description_of_another_make(
    change: Callable[[dict[str, Any]], object], index_copy: Path
) -> None:
    replace(encoder_of(index_copy), change)
    with pytest.raises(ModelError) as refused:
        open_index(index_copy)
    assert len(str(refused.value).splitlines()) == 1
    with pytest.raises(CascQaError, match="no other generation"):
        rollback(index_copy)


GROWING = {"type": "Replace", "pattern": {"String": "a"}, "content": "a" * 1000}


@pytest.mark.parametrize("part", ["normalizer", "pre_tokenizer"])
def test_a_tokenizer_that_makes_texts_longer(part: str, index_copy: Path) -> None:
    folder = encoder_of(index_copy)
    table = json.loads((folder / TOKENIZER_NAME).read_bytes())
    table[part] = {"type": "Sequence", f"{part}s": [table[part], *[GROWING] * 6]}
    replace(folder, lambda _: None, tokenizer=json.dumps(table).encode())
    with pytest.raises(ModelError, match="makes texts many times as long"):
        open_index(index_copy).ask("a" * 1000)


def test_tokens_that_the_model_does_not_have(index_copy: Path) -> None:
    replace(encoder_of(index_copy), lambda d: d.update(first_russian=2**31))
    with pytest.raises(ModelError) as refused:
        open_index(index_copy).ask("Сколько участников собрала встреча в Ташкенте?")
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("nodes", [endless(), endless(inner=True)], ids=["one", "nested"])
def test_what_takes_too_long_is_ended(nodes: list[Any]) -> None:
    """Should a loop come through after all."""
    as_number = helper.make_node("Cast", ["a_end"], ["end"], to=TensorProto.FLOAT)
    as_float = helper.make_node("Cast", ["input_ids"], ["float"], to=TensorProto.FLOAT)
    added = helper.make_node("Add", ["float", "end"], ["found"])
    session = onnxruntime.InferenceSession(
        model(*nodes, as_number, as_float, added), providers=["CPUExecutionProvider"]
    )
    options = onnxruntime.RunOptions()

    def stop() -> None:
        options.terminate = True

    ids = np.ones((1, 4), np.int64)
    started = time.monotonic()
    with pytest.raises(Exception, match="terminate flag"), Watchdog().watching(0.3, stop):
        session.run(None, {"input_ids": ids, "attention_mask": ids}, options)
    assert time.monotonic() - started < _HANGS


def test_nothing_is_ended_that_is_done_in_time() -> None:
    called: list[bool] = []
    watchdog = Watchdog()
    with watchdog.watching(0.05, lambda: called.append(True)):
        pass
    time.sleep(0.2)
    assert called == []
    with watchdog.watching(0.05, lambda: called.append(True)):
        time.sleep(0.5)
    assert called == [True]
