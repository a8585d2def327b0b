"""The only download: a hub model that the user named, announced, while indexing.

It runs in a process of its own, because the rest of the program sets the hub's libraries to
offline before it imports them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from casc_qa.embedding.models import hub_folder, model_in_folder
from casc_qa.errors import ModelError
from casc_qa.system import ownership
from casc_qa.system.offline import online_environment

_DOWNLOAD = "download"  # a folder of its own: the library takes one that holds anything for done
_WANTED = ["*.json", "*.safetensors", "*.txt", "*.model"]
_UNWANTED = ["onnx/*", "openvino/*"]


def download_model(name: str, index: Path) -> None:
    """Puts the files of hub model ``name`` below ``index``. Raises ModelError when there is none,
    the hub can't be reached or the model can't be used; then nothing is left behind.
    """
    try:
        with ownership.fresh_folder(hub_folder(name, index)) as target:
            inside = target / _DOWNLOAD
            done = subprocess.run(  # noqa: S603  # our own module, arguments as a list
                # -P: no module is taken from the folder where somebody happens to be
                [sys.executable, "-P", "-m", "casc_qa.embedding.hub", name, str(inside)],
                env=online_environment(),
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
            if done.returncode:
                reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
                raise ModelError(f"The model {name} could not be downloaded: {reason}")
            for path in inside.iterdir():
                path.rename(target / path.name)
            inside.rmdir()
            model_in_folder(target.resolve(), name)
    except OSError as error:
        raise ModelError(f"The model {name} could not be kept: {error.strerror}.") from error


def _main(name: str, target: str) -> int:
    from huggingface_hub import snapshot_download

    try:
        snapshot_download(name, local_dir=target, allow_patterns=_WANTED, ignore_patterns=_UNWANTED)
    except Exception as error:  # noqa: BLE001  # a process boundary: the reason becomes one line
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        sys.stderr.write(f"{first}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:3]))
