"""The manifest is checked to the bit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from casc_qa.errors import IndexDamaged, IndexIncompatible
from casc_qa.index.generation import open_current
from helpers.builds.forged import generation_of


def test_an_index_of_another_version_is_refused(index_copy: Path) -> None:
    path = generation_of(index_copy) / "manifest.json"
    table = json.loads(path.read_text())
    path.write_text(json.dumps(table | {"format_version": 99}))
    with pytest.raises(IndexIncompatible, match="has format 99, this program reads 6"):
        open_current(index_copy)


def test_no_bit_of_the_manifest_goes_unnoticed(index_copy: Path) -> None:
    path = generation_of(index_copy) / "manifest.json"
    whole = path.read_bytes()
    for offset in range(0, len(whole), 37):
        path.write_bytes(whole[:offset] + bytes([whole[offset] ^ 4]) + whole[offset + 1 :])
        with pytest.raises((IndexDamaged, IndexIncompatible)):
            open_current(index_copy)


def test_the_languages_that_a_model_states(index_copy: Path) -> None:
    manifest = open_current(index_copy).manifest
    assert manifest.languages == {"en", "ru"}
    silent = {name: value for name, value in manifest.embedder.items() if name != "languages"}
    assert replace(manifest, embedder=silent).languages is None
    assert replace(manifest, embedder=silent | {"languages": "kk"}).languages == {"kk"}
