"""Where the chat writes: a folder of its own, which goes with it, and nowhere else."""

from __future__ import annotations

import signal
import stat
from pathlib import Path

import pytest

from web.conftest import Server
from web.test_server import ask, get


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 143)]
)
def test_the_folder_is_private_and_goes(
    built_index: Path, tmp_path: Path, number: int, status: int
) -> None:
    work, shared = tmp_path / "work", tmp_path / "shared"
    for folder in (work, shared):
        folder.mkdir()
    (shared / "gradio").write_text("somebody else's")
    with Server(
        built_index,
        work,
        TMPDIR=str(shared),
        GRADIO_TEMP_DIR=str(shared / "elsewhere"),
        GRADIO_EXAMPLES_CACHE=str(work / "examples"),
    ) as server:
        assert get(server, "/")[0] == 200
        assert ask(server, "What is Ms. Artikova's title?")["citations"]
        private = [path for path in shared.iterdir() if path.name != "gradio"]
        assert len(private) == 1
        assert stat.S_IMODE(private[0].stat().st_mode) == 0o700
        assert private[0].name.startswith("casc-qa-")
        assert server.stop(number) == (status, "")
    assert [path.name for path in shared.iterdir()] == ["gradio"]
    assert list(work.iterdir()) == []
    assert (shared / "gradio").read_text() == "somebody else's"


def test_two_chats_have_two_folders(built_index: Path, tmp_path: Path) -> None:
    with (
        Server(built_index, tmp_path, TMPDIR=str(tmp_path)) as one,
        Server(built_index, tmp_path, TMPDIR=str(tmp_path)) as other,
    ):
        names = {path.name for path in tmp_path.iterdir()}
        assert len(names) == 2
        assert one.stop() == (0, "")
        assert len(names & {path.name for path in tmp_path.iterdir()}) == 1
        assert get(other, "/")[0] == 200
        assert other.stop() == (0, "")
    assert list(tmp_path.iterdir()) == []
