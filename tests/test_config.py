"""Settings, and where they come from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from casc_qa.config import AnsweringSettings, PathSettings, Settings, load_settings
from casc_qa.errors import ConfigError
from helpers.project import ROOT


def test_the_configuration_in_the_repository_gives_the_defaults() -> None:
    paths = PathSettings(ROOT / "corpus", ROOT / "index", ROOT / "runs")
    assert load_settings(ROOT) == Settings(paths=paths)


def answering(folder: Path, line: str) -> AnsweringSettings:
    """What is set with this line under [answering]."""
    (folder / "casc_qa.toml").write_text(f"[answering]\n{line}\n", encoding="utf-8")
    return load_settings(folder).answering


def test_reading_is_on_and_the_threshold_left_to_the_weights() -> None:
    defaults = Settings().answering
    assert (defaults.reader, defaults.read_passages, defaults.threshold) == (True, 5, None)


def test_passages_are_not_ranked_anew_unless_somebody_wants_it(tmp_path: Path) -> None:
    assert Settings().retrieval.reread == 0
    (tmp_path / "casc_qa.toml").write_text("[retrieval]\nreread = 20\n", encoding="utf-8")
    assert load_settings(tmp_path).retrieval.reread == 20
    (tmp_path / "casc_qa.toml").write_text("[retrieval]\nreread = 101\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"retrieval.reread must lie between 0 and 100, not 101"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("reader = false", "reader", False),
        ("reader = true", "reader", True),
        ("read_passages = 1", "read_passages", 1),
        ("read_passages = 20", "read_passages", 20),
        ("threshold = 0.3", "threshold", 0.3),
        ("threshold = 0.0", "threshold", 0.0),
        ("threshold = 0", "threshold", 0.0),
        ("threshold = 1", "threshold", 1.0),
        ("companion_gap = 2", "companion_gap", 2.0),
        ("", "threshold", None),
    ],
)
def test_what_answering_can_be_set_to(
    tmp_path: Path, line: str, name: str, value: bool | int | float | None
) -> None:
    read = answering(tmp_path, line)
    assert read == replace(AnsweringSettings(), **{name: value})  # type: ignore[arg-type]
    assert type(getattr(read, name)) is type(value)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("reader = 1", "answering.reader must be true or false, not 1."),
        ("reader = 'no'", "answering.reader must be true or false, not 'no'."),
        ("reader = []", "answering.reader must be true or false, not []."),
        ("read_passages = true", "answering.read_passages must be a whole number, not True."),
        ("read_passages = 2.0", "answering.read_passages must be a whole number, not 2.0."),
        ("read_passages = 0", "answering.read_passages must lie between 1 and 20, not 0."),
        ("read_passages = 21", "answering.read_passages must lie between 1 and 20, not 21."),
        ("threshold = true", "answering.threshold must be a number, not True."),
        ("threshold = 'low'", "answering.threshold must be a number, not 'low'."),
        ("threshold = -0.1", "answering.threshold must lie between 0 and 1, not -0.1."),
        ("threshold = 1.5", "answering.threshold must lie between 0 and 1, not 1.5."),
        ("threshold = nan", "answering.threshold must lie between 0 and 1, not nan."),
        ("threshold = inf", "answering.threshold must lie between 0 and 1, not inf."),
    ],
)
def test_what_answering_can_not_be_set_to(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        answering(tmp_path, line)
    assert str(caught.value) == f"{tmp_path / 'casc_qa.toml'}: {complaint}"


def test_the_model_stays_text_that_may_be_left_out(tmp_path: Path) -> None:
    assert load_settings(tmp_path).model is None
    (tmp_path / "casc_qa.toml").write_text("model = 'small'\n", encoding="utf-8")
    assert load_settings(tmp_path).model == "small"
    (tmp_path / "casc_qa.toml").write_text("model = true\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="model must be text in quotes, not True"):
        load_settings(tmp_path)


def test_the_chat_is_for_this_machine_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    serve = Settings().serve
    assert (serve.host, serve.hosts, serve.tls_proxy) == ("127.0.0.1", (), False)
    toml = '[serve]\nhosts = ["casc.example.org"]\ntls_proxy = true\n'
    (tmp_path / "casc_qa.toml").write_text(toml, encoding="utf-8")
    serve = load_settings(tmp_path).serve
    assert (serve.hosts, serve.tls_proxy) == (("casc.example.org",), True)
    (tmp_path / "casc_qa.toml").write_text("[serve]\nhosts = 'a'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"serve.hosts must be a list of texts"):
        load_settings(tmp_path)
