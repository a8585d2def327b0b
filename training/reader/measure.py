"""What the reader is worth by itself, given the right passage or a near miss.

    python -m training.reader.measure DATA [--every N] [--exact CHECKPOINT]

Of SQuAD's report articles (2.0 and 1.1), and of the passages written for this and kept apart:

sentence    share of the answerable questions whose best sentence answers
near-miss   area under the ROC curve of answerable against unanswerable questions about the same
            passage, by the best sentence's margin
highlight   exact match and F1 of the words that answer, best sentence and all, as SQuAD's own
            program measures them (version 1.1)

With --exact by torch in 32 bits from a checkpoint, to see what 8 bits cost.
"""

from __future__ import annotations

import argparse
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from casc_qa.reading.network import Network
from casc_qa.reading.reader import Reader, Window
from casc_qa.reading.windows import Layout
from training.reader.encoder import Encoder, open_encoder
from training.reader.examples import OWN, Example, read_own, read_squad
from training.reader.export import load_weights
from training.reader.model import Reader as TorchReader

if TYPE_CHECKING:
    from casc_qa.types import Vectors

SQUAD_2, SQUAD_1 = "squad/dev-v2.0.rebuilt.json", "squad/dev-v1.1.rebuilt.json"
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)

Read = Callable[[Example], "Reading"]


class Reading(NamedTuple):
    """What was read of an example's text."""

    best: int
    """The number of the best sentence."""
    margin: float
    words: str


def reads_with(reader: Reader) -> Read:
    """Reads a whole text as one window."""

    def read(example: Example) -> Reading:
        text = example.text
        window = Window(text.title, text.text, text.sentences)
        verdicts = reader.read(example.question, [window])[0]
        best = int(np.argmax([verdict.margin for verdict in verdicts]))
        words = verdicts[best].words
        return Reading(best, verdicts[best].margin, words.span.of(text.text) if words else "")

    return read


def normalised(answer: str) -> list[str]:
    """The words of an answer as SQuAD compares them.

    >>> normalised("The U.S. Government")
    ['us', 'government']
    """
    return _ARTICLES.sub(" ", answer.lower().translate(_PUNCTUATION)).split()


def f1(given: str, right: str) -> float:
    """Of the words that both have.

    >>> f1("53 participants", "53")
    0.6666666666666666
    """
    ours, theirs = normalised(given), normalised(right)
    shared = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * shared / (len(ours) + len(theirs)) if shared else 0.0


def report(name: str, examples: Sequence[Example], read: Read, has_words: bool) -> str:
    """One line of figures."""
    readings = [read(example) for example in examples]
    pairs = list(zip(examples, readings, strict=True))
    answerable = [(e, r) for e, r in pairs if e.is_answerable]
    figures = [f"sentence {np.mean([r.best in e.right for e, r in answerable]):.4f}"]
    if len(answerable) < len(pairs):
        labels = [e.is_answerable for e in examples]
        figures.append(f"near-miss {roc_auc_score(labels, [r.margin for r in readings]):.4f}")
    if has_words:
        pairs = [(e, r) for e, r in answerable if e.answers]
        exact = np.mean([_best(e, r.words, _is_exact) for e, r in pairs])
        figures.append(f"exact match {exact:.4f}")
        figures.append(f"F1 {np.mean([_best(e, r.words, f1) for e, r in pairs]):.4f}")
    return f"{name}: {len(examples)} questions, " + ", ".join(figures)


def _is_exact(given: str, right: str) -> float:
    return float(normalised(given) == normalised(right))


def _best(example: Example, words: str, measure: Callable[[str, str], float]) -> float:
    return max(measure(words, answer.of(example.text.text)) for answer in example.answers)


class _Exact:
    """The network by torch, in 32 bits, in place of the one that ships."""

    def __init__(self, encoder: Encoder, checkpoint: Path) -> None:
        self._reader = TorchReader(encoder.layers).eval()
        load_weights(self._reader, checkpoint)

    def run(self, layout: Layout, vectors: Vectors) -> Vectors:
        """As Network.run."""
        is_document = torch.tensor([layout.is_document])
        with torch.inference_mode():
            rows = torch.from_numpy(np.asarray(vectors))[None]
            numbers: Vectors = self._reader(rows, is_document, torch.ones_like(is_document))[
                0
            ].numpy()
        return numbers


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder of squad/")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth question")
    parser.add_argument("--exact", type=Path, metavar="CHECKPOINT")
    typed = parser.parse_args(arguments)
    encoder = open_encoder()
    fingerprint = encoder.tokens.info.fingerprint
    network = _Exact(encoder, typed.exact) if typed.exact else Network(fingerprint)
    read = reads_with(Reader(encoder.tokens, network))  # type: ignore[arg-type]

    def some(examples: Iterable[Example]) -> list[Example]:
        return list(examples)[:: typed.every]

    squad_2, squad_1 = typed.data / SQUAD_2, typed.data / SQUAD_1
    print(report("kept apart", some(read_own(OWN, True)), read, True), flush=True)
    print(report("SQuAD 2.0, report", some(read_squad(squad_2, "report")), read, False), flush=True)
    print(report("SQuAD 1.1, report", some(read_squad(squad_1, "report")), read, True), flush=True)


if __name__ == "__main__":
    main()
