"""Writes trained weights as the program runs them: a graph of ONNX whose weights, 8 bits each, are
the tensors of a safetensors file beside it, by name.

    python -m training.reader.export OUT/checkpoint.pt [--folder src/casc_qa/reading]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors import safe_open
from safetensors.numpy import save_file

from casc_qa.embedding.models import find_model
from casc_qa.embedding.onnx.export import without_notes
from casc_qa.reading.network import DESCRIPTION_NAME, GRAPH_NAME, WEIGHTS_NAME, packaged_folder
from casc_qa.reading.windows import MOST_TOKENS
from casc_qa.system import disk
from training.reader.encoder import open_encoder
from training.reader.model import Reader

_SMALL = 16
"""Numbers: tensors with fewer stay in the graph, but for one that training goes on from."""
_BIAS = "heads.bias"
_QUANTIZED, _SCALE = "_quantized", "_scale"


def export(reader: Reader, folder: Path, notes: Mapping[str, str]) -> None:
    """Fills ``folder`` with graph, weights and description; ``notes`` go into the weights."""
    with tempfile.TemporaryDirectory() as scratch:
        exact, small = Path(scratch, "exact.onnx"), Path(scratch, "small.onnx")
        _write_exact(reader, exact)
        _quantize(exact, small)
        model = onnx.load(str(small))
    tensors = _tensors(model)
    save_file(tensors, folder / WEIGHTS_NAME, dict(notes))
    _point_outside(model, folder / WEIGHTS_NAME)
    (folder / GRAPH_NAME).write_bytes(without_notes(model))
    files = find_model(None, Path("index"))
    assert files is not None  # noqa: S101  # it comes along
    description = {
        "encoder": files.fingerprint,
        "files": {name: disk.sha256_of(folder / name) for name in (GRAPH_NAME, WEIGHTS_NAME)},
    }
    (folder / DESCRIPTION_NAME).write_text(json.dumps(description, indent=1) + "\n")


def _write_exact(reader: Reader, path: Path) -> None:
    """In 32 bits, each tensor under its parameter's name."""
    dimension = reader.heads.in_features
    example = (torch.zeros(2, 8, dimension), *[torch.ones(2, 8, dtype=torch.long)] * 2)
    example = (example[0], example[1], example[2].clone())  # one given twice were one input
    shape = {0: torch.export.Dim("windows"), 1: torch.export.Dim("tokens", max=MOST_TOKENS)}
    torch.onnx.export(
        reader.eval(),
        example,
        str(path),
        input_names=["vectors", "is_document", "mask"],
        output_names=["numbers"],
        dynamic_shapes=(shape, shape, shape),
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    model = onnx.load(str(path))
    _name_after(model, {name: t.numpy() for name, t in reader.state_dict().items()})
    onnx.save(model, str(path))


def _name_after(model: Any, parameters: Mapping[str, NDArray[Any]]) -> None:
    """Gives tensors that the exporter turned round the names of their parameters."""
    names = {}
    for tensor in model.graph.initializer:
        if len(tensor.dims) == 2 and tensor.name not in parameters:
            turned = numpy_helper.to_array(tensor).T
            same = (name for name, own in parameters.items() if np.array_equal(own, turned))
            if name := next(same, None):
                names[tensor.name] = tensor.name = name
    for node in model.graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]


def _quantize(exact: Path, small: Path) -> None:
    """Each output of a layer with a scale of its own; the heads stay as they are."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = onnx.load(str(exact)).graph
    heads = [node.name for node in graph.node if any("heads" in name for name in node.input)]
    quantize_dynamic(
        exact,
        small,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=heads,
    )


def _tensors(model: Any) -> dict[str, NDArray[Any]]:
    """What goes outside the graph."""
    return {
        tensor.name: np.ascontiguousarray(numpy_helper.to_array(tensor))
        for tensor in model.graph.initializer
        if np.prod(tensor.dims) >= _SMALL or tensor.name == _BIAS
    }


def _point_outside(model: Any, weights: Path) -> None:
    """Has the graph read its tensors from the file; by its format, a length, a table and bytes:
    https://github.com/huggingface/safetensors#format
    """
    data = weights.read_bytes()
    size = int.from_bytes(data[:8], "little")
    table = json.loads(data[8 : 8 + size])
    for tensor in model.graph.initializer:
        if tensor.name in table:
            first, last = table[tensor.name]["data_offsets"]
            entry = {"location": weights.name, "offset": 8 + size + first, "length": last - first}
            tensor.ClearField("raw_data")
            tensor.data_location = onnx.TensorProto.EXTERNAL
            tensor.ClearField("external_data")
            for key, value in entry.items():
                tensor.external_data.add(key=key, value=str(value))


def load_weights(reader: Reader, weights: Path) -> None:
    """Takes the weights of a checkpoint, or those that ``export`` wrote, as near as 8 bits are."""
    if weights.suffix == ".pt":
        reader.load_state_dict(torch.load(weights, weights_only=True)["reader"])
        return
    with safe_open(weights, "numpy") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    own = reader.state_dict()
    for name in own:
        if name in tensors:
            exact = torch.from_numpy(tensors[name])
            own[name] = exact if exact.shape == own[name].shape else exact.T.contiguous()
        elif name + _QUANTIZED in tensors:
            wide = tensors[name + _QUANTIZED].astype(np.float32) * tensors[name + _SCALE]
            own[name] = torch.from_numpy(wide.T.copy())
    reader.load_state_dict(own)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--folder", type=Path, default=packaged_folder())
    typed = parser.parse_args(arguments)
    reader = Reader(open_encoder().layers)
    load_weights(reader, typed.checkpoint)
    export(reader, typed.folder, {"made_by": "training/reader"})


if __name__ == "__main__":
    main()
