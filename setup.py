"""Puts the documents of corpus/, which are in the repository once, into the package for its demo.

Everything else is in pyproject.toml.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

CORPUS = Path("corpus")
TARGET = Path("casc_qa", "demo_documents")


class BuildWithDocuments(build_py):
    """Builds the package, and its documents beside the modules."""

    def run(self) -> None:
        """Copies what an installed program can't find in a checkout."""
        super().run()
        if not self.editable_mode:
            for source, target in self._documents().items():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """What is built."""
        return [*super().get_outputs(include_bytecode), *map(str, self._documents().values())]

    def get_source_files(self) -> list[str]:
        """What a source distribution needs to build the same again."""
        return [*super().get_source_files(), *map(str, self._documents())]

    def _documents(self) -> dict[Path, Path]:
        folder = Path(self.build_lib) / TARGET
        return {path: folder / path.name for path in sorted(CORPUS.iterdir()) if path.is_file()}


setup(cmdclass={"build_py": BuildWithDocuments})
