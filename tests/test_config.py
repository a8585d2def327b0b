"""Settings, and where they come from."""

from __future__ import annotations

from helpers.project import ROOT


def test_the_configuration_in_the_repository_gives_the_defaults() -> None:
    from casc_qa.config import PathSettings, Settings, load_settings

    paths = PathSettings(ROOT / "corpus", ROOT / "index", ROOT / "runs")
    assert load_settings(ROOT) == Settings(paths=paths)
