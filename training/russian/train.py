"""Makes what ships for Russian, from pairs to weights.

    python -m training.russian.train PARALLEL DICTIONARY.tsv [--out FOLDER] [--only translations]

PARALLEL is a folder of files of sentence pairs, DICTIONARY a file of word pairs; README.md beside
this file says which, and under which licences. Writes words.txt and words.safetensors, and below
questions/ translations-en.tsv, translations-ru.tsv and places.tsv. After each epoch standard error
tells how well Russian sentences find their translations in the sets kept for choosing between
settings.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from casc_qa.embedding.models import find_model
from casc_qa.languages.russian.encoder_words import RussianWords, trained_files_folder
from training.russian.pairs import OWN, PLACES_NAME, SELECTION, Pair, entries, gather, read
from training.russian.translations import write_places, write_translations
from training.russian.words import Encoder, Training, Vectors, first_vectors, stems_of, write_words

QUESTIONS_FOLDER = "questions"
"""Of what only questions are read with, below the folder of all that ships."""


def train_words(pairs: Sequence[Pair], parallel: Path, out: Path) -> None:
    """Writes the words and their vectors after each epoch; ``parallel`` has the sets that tell how
    good they are.
    """
    files = find_model(None, out)
    assert files is not None  # noqa: S101  # the installed, or ModelError
    encoder = Encoder(SentenceTransformer(str(files.folder), device="cpu"))
    stems = stems_of(pairs)
    print(f"{len(pairs)} pairs, {len(stems)} stems", file=sys.stderr)
    vectors = first_vectors(pairs, stems, encoder)
    chooser = Chooser(parallel, stems, encoder)
    print(f"before training: {chooser.figures(vectors)}", file=sys.stderr)
    for trained in Training(pairs, stems, encoder).run(vectors):
        lost = write_words(stems, trained, out)
        print(f"{chooser.figures(trained)}; rounding loses {lost:.4f}", file=sys.stderr)


class Chooser:
    """How often a Russian sentence is nearest to its own translation."""

    def __init__(self, parallel: Path, stems: Sequence[str], encoder: Encoder) -> None:
        """``parallel`` is the folder of the sets SELECTION; ``stems`` get a token each."""
        self._encoder = encoder
        words = RussianWords(stems, len(encoder.table))
        self._sets = []
        for name in SELECTION:
            english, russian = zip(*read(parallel / name), strict=True)
            ids = [encoder.whole(own) for own in encoder.english(english)]
            texts = [encoder.mixed(text, words) for text in russian]
            self._sets.append((name, texts, encoder.vectors(ids)))

    def figures(self, added: Vectors) -> str:
        """Share of translations that come first, mean reciprocal rank and mean cosine, of each set;
        ``added`` are the stems' input vectors, shape (stems, dimension).
        """
        table = torch.cat([self._encoder.table, torch.from_numpy(added)])
        figures = []
        for name, texts, wanted in self._sets:
            scores = self._encoder.vectors(texts, table) @ wanted.T
            better = (scores > np.diag(scores)[:, None]).sum(axis=1)
            first, rank = (better == 0).mean(), (1 / (better + 1)).mean()
            cosine = np.diag(scores).mean()
            figures.append(f"{name} first {first:.4f} MRR {rank:.4f} cosine {cosine:.4f}")
        return "; ".join(figures)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("parallel", type=Path)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("--own", type=Path, default=OWN, help="own/, dictionary/ and places.tsv")
    parser.add_argument(
        "--out", type=Path, default=trained_files_folder(), help="in place of what ships"
    )
    parser.add_argument("--only", choices=("words", "translations"))
    typed = parser.parse_args(arguments)
    questions: Path = typed.out / QUESTIONS_FOLDER
    questions.mkdir(parents=True, exist_ok=True)
    pairs = gather(typed.parallel, typed.dictionary, typed.own)
    if typed.only != "words":
        write_translations(pairs, entries(typed.own), questions)
        write_places(typed.own / PLACES_NAME, questions)
    if typed.only != "translations":
        train_words(pairs, typed.parallel, typed.out)


if __name__ == "__main__":
    main()
