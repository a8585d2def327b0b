"""Which settings and which index a command means where nobody typed it, and who said so.

Settings: the file that CASC_QA_CONFIG names, or else casc_qa.toml in the current folder, or else
in the user's folder for settings. Index: what was typed, CASC_QA_INDEX, what the settings name,
./index, and to ask, where that is not there, the one in the user's folder for data.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from casc_qa.config import CONFIG_NAME, Settings, read_settings
from casc_qa.errors import ConfigError
from casc_qa.system import disk

CONFIG_VARIABLE, INDEX_VARIABLE = "CASC_QA_CONFIG", "CASC_QA_INDEX"


class Located(NamedTuple):
    """The settings of a command, its index among them."""

    settings: Settings
    index_from: str = ""
    """Who named the folder of the index; empty where it was typed, or is the usual one."""


def locate(typed: Path | None, *, builds: bool = False) -> Located:
    """For ``typed`` as the folder of the index, None where nothing was typed; a command that
    ``builds`` never builds in the user's folder unless that was named. Raises ConfigError.
    """
    settings, index_from = _settings()
    variable = os.environ.get(INDEX_VARIABLE)
    if typed is not None:
        return Located(_with_index(settings, typed))
    if variable:
        return Located(_with_index(settings, Path(variable)), INDEX_VARIABLE)
    if not (index_from or builds or _is_there(settings.paths.index)):
        usual = disk.data_folder() / "index"
        if _is_there(usual):
            return Located(_with_index(settings, usual), "your folder for data")
    return Located(settings, index_from)


def _settings() -> tuple[Settings, str]:
    """The settings, and the file that names the folder of the index, or nothing."""
    here = Path()
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        try:
            settings, has_index = read_settings(Path(named), here)
        except FileNotFoundError as error:
            raise ConfigError(f"{CONFIG_VARIABLE} names {named}, which is not there.") from error
        except ConfigError as error:
            raise ConfigError(f"{error} ({CONFIG_VARIABLE} names this file.)") from error
        return settings, named if has_index else ""
    try:
        settings, has_index = read_settings(here / CONFIG_NAME, here)
        return settings, CONFIG_NAME if has_index else ""
    except FileNotFoundError:
        pass
    file = disk.settings_folder() / CONFIG_NAME
    if not _is_there(file):
        return Settings(), ""
    settings, has_index = read_settings(file, here)
    return settings, str(file) if has_index else ""


def _is_there(path: Path) -> bool:
    """Whether somebody has put something there; a home folder that is closed to us holds nothing
    of ours.
    """
    try:
        return path.exists()
    except OSError:
        return False


def _with_index(settings: Settings, index: Path) -> Settings:
    return replace(settings, paths=replace(settings.paths, index=index))
