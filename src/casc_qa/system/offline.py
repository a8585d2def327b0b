"""Keeps libraries that like to call home from doing so; to be called before they are imported."""

from __future__ import annotations

import os

_NO_TELEMETRY = {
    # onnxruntime looks up its maker's host, and keeps an identity of the device on the disk; native
    # code, so that no audit hook of Python's sees it.
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
}


def refuse_telemetry() -> None:
    """Sets what native libraries read once, as soon as they are loaded: called when the package
    itself is imported, whichever interface somebody uses.
    """
    os.environ.update(_NO_TELEMETRY)


def go_offline() -> None:
    """Sets what the libraries look at, and drops inherited settings of Gradio's."""
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    os.environ.update(_NO_TELEMETRY | _OFFLINE)


def online_environment() -> dict[str, str]:
    """A copy of the environment in which the hub may be asked, and nothing is reported to it."""
    allowed = {
        k: v for k, v in os.environ.items() if k not in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    }
    return allowed | _NO_TELEMETRY
