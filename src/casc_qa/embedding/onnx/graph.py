"""Whether an exported model can only compute: no loops, no code, no files but its own weights.

The graph may be a stranger's, and loading it runs parts of it. It is looked through before, as
protocol buffers, without the library that makes it, which takes longer to load than a question.
Fields and their numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

MOST_BYTES = 1 << 26
"""Of a graph, whose weights are in a file beside."""
_MOST_NODES = 100_000
# What models of texts are made of. Nothing in here has a graph inside, and so none of it repeats;
# and nothing looks through windows, whose number of steps a few bytes can make endless.
OPERATORS = frozenset(
    (
        "Abs Add And ArgMax ArgMin Attention Cast CastLike Ceil Clip Concat Constant "
        "ConstantOfShape Cos CumSum Div DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand "
        "Flatten Floor Gather GatherElements GatherND Gelu Gemm Greater GreaterOrEqual "
        "HardSigmoid HardSwish Identity IsInf IsNaN LayerNormalization LeakyRelu Less "
        "LessOrEqual Log LogSoftmax LpNormalization MatMul MatMulInteger Max Mean Min Mish Mod "
        "Mul Neg Not OneHot Or PRelu Pad Pow RMSNormalization Range Reciprocal ReduceL1 "
        "ReduceL2 ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum "
        "ReduceSumSquare Relu Reshape RotaryEmbedding Round ScatterElements ScatterND Selu "
        "Shape Sigmoid Sign Sin Size Slice Softmax Softplus Softsign Split Sqrt Squeeze Sub Sum "
        "Swish Tan Tanh Tile TopK Transpose Trilu Unsqueeze Where Xor"
    ).split()
)
_OWN = (b"", b"ai.onnx")
# The numbers of the fields that are looked into.
_MODEL = {7: "graph", 8: "opset", 20: "training", 25: "function"}
_GRAPH = {1: "node", 5: "tensor", 15: "sparse"}
_NODE = {4: "operator", 5: "attribute", 7: "domain"}
_ATTRIBUTE = {5: "tensor", 6: "inside", 10: "tensor", 11: "inside", 22: "sparse", 23: "sparse"}
_TENSOR = {13: "outside"}
_ENTRY = {1: "key", 2: "value"}
_OPSET = {1: "domain"}


class Refused(ValueError):  # noqa: N818
    """What a graph holds that an export of a model of texts does not."""


def check_graph(data: bytes, weights: str) -> None:
    """Raises Refused for a graph that repeats, that names an operator not in OPERATORS, or that
    reads another file than ``weights`` beside it.
    """
    view = memoryview(data)
    for field, model in _fields(view, _MODEL):
        if field in ("training", "function"):
            raise Refused(f"a {field} in its graph")
        if field == "opset":
            _check_domains(model, _OPSET)
        else:
            _check(model, weights.encode())


def _check(graph: memoryview, weights: bytes) -> None:
    nodes = 0
    for field, part in _fields(graph, _GRAPH):
        if field == "node":
            nodes += 1
            _check_node(part, weights)
        elif field == "tensor":
            _check_tensor(part, weights)
        else:
            raise Refused("a sparse tensor in its graph")
    if nodes > _MOST_NODES:
        raise Refused(f"{nodes:,} operators in its graph")


def _check_node(node: memoryview, weights: bytes) -> None:
    for field, part in _fields(node, _NODE):
        if field == "attribute":
            _check_attribute(part, weights)
        elif field == "domain" and bytes(part) not in _OWN:
            raise Refused("operators of another library in its graph")
        elif field == "operator" and bytes(part).decode("latin-1") not in OPERATORS:
            raise Refused(f"the operator {bytes(part[:40])!r} in its graph")


def _check_attribute(attribute: memoryview, weights: bytes) -> None:
    for field, part in _fields(attribute, _ATTRIBUTE):
        if field != "tensor":
            raise Refused("a graph inside its graph")
        _check_tensor(part, weights)


def _check_tensor(tensor: memoryview, weights: bytes) -> None:
    for _, entry in _fields(tensor, _TENSOR):
        pairs = [(field, bytes(value)) for field, value in _fields(entry, _ENTRY)]
        is_location = ("key", b"location") in pairs
        if is_location and any(field == "value" and value != weights for field, value in pairs):
            raise Refused("weights in another file")


def _check_domains(opset: memoryview, fields: Mapping[int, str]) -> None:
    if any(bytes(domain) not in _OWN for _, domain in _fields(opset, fields)):
        raise Refused("operators of another library in its graph")


# Wire types of protocol buffers: https://protobuf.dev/programming-guides/encoding/#structure
_SIZES = {1: 8, 5: 4}  # bytes of the types of fixed width
_VARINT, _BY_LENGTH = 0, 2


def _fields(data: memoryview, wanted: Mapping[int, str]) -> Iterator[tuple[str, memoryview]]:
    """What a message holds in these fields, by their names. Raises Refused for what is no
    message.
    """
    at = 0
    while at < len(data):
        tag, at = _number(data, at)
        wire_type = tag & 7
        if wire_type == _BY_LENGTH:
            size, at = _number(data, at)
            end = at + size
            if end > len(data):
                raise Refused("its graph is cut off")
            name = wanted.get(tag >> 3)
            if name:
                yield name, data[at:end]
            at = end
        elif wire_type == _VARINT:
            _, at = _number(data, at)
        elif wire_type in _SIZES:
            at += _SIZES[wire_type]
        else:
            raise Refused("its graph is no graph")


def _number(data: memoryview, at: int) -> tuple[int, int]:
    """A number of variable length, and where the next field starts."""
    value = shift = 0
    for offset in range(at, min(at + 10, len(data))):
        byte = data[offset]
        value |= (byte & 127) << shift
        if byte < 128:
            return value, offset + 1
        shift += 7
    raise Refused("its graph is cut off")
