"""What an installation takes, and that it works: a wheel in a new environment, asked offline.

    python -m benchmarks.install [--extra NAME ...] [--keep FOLDER]

Builds the wheel from a source distribution, installs it into an empty environment with the versions
of constraints.txt, and runs "casc-qa demo" in an empty folder with an empty home, where the system
can do that in a namespace without any network. Prints the largest packages and the seconds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN = 20
BUILT_OF = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "NOTICE")
FOUND = "The training gathered 53 participants"


def wheel_in(folder: Path) -> Path:
    """A wheel made of a source distribution; raises CalledProcessError when it can't be made."""
    project = folder / "project"
    project.mkdir()
    for name in BUILT_OF:
        shutil.copy(ROOT / name, project)
    for name in ("src", "corpus"):
        no_bytecode = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(ROOT / name, project / name, ignore=no_bytecode)
    made = [sys.executable, "-m", "build", "--no-isolation", "--outdir"]
    subprocess.run(
        [*made, str(folder / "dist"), str(project)], check=True, stdout=subprocess.DEVNULL
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


def install(folder: Path, wheel: Path, extras: Sequence[str]) -> Path:
    """A new environment that holds the wheel; its folder."""
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    wanted = f"{wheel}[{','.join(extras)}]" if extras else str(wheel)
    pip = [str(programs(environment) / "python"), "-m", "pip", "install", "--quiet"]
    pinned = ["--no-cache-dir", "-c", str(ROOT / "constraints.txt")]
    subprocess.run([*pip, *pinned, wanted], check=True)
    return environment


def programs(environment: Path) -> Path:
    """Where an environment's programs are."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def sizes(environment: Path) -> dict[str, int]:
    """Bytes of each package as it lies in the environment, the largest first."""
    (site,) = [
        *environment.glob("lib/python*/site-packages"),
        *environment.glob("Lib/site-packages"),
    ]
    found = {path.name: sum(_bytes(path)) for path in site.iterdir()}
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def _bytes(path: Path) -> Iterator[int]:
    for each in [path] if path.is_file() else path.rglob("*"):
        if each.is_file() and not each.is_symlink():
            yield each.stat().st_size


def demo(folder: Path, environment: Path) -> tuple[float, str]:
    """Seconds of the demo in an empty folder and home, and how the network was kept away. Raises
    RuntimeError when it does not find its answer.
    """
    home = folder / "home"
    home.mkdir(exist_ok=True)
    command = [str(programs(environment) / "casc-qa"), "demo"]
    alone = ["unshare", "--net", "--map-root-user"]
    has_namespaces = shutil.which("unshare") and not subprocess.run([*alone, "true"]).returncode
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    started = time.perf_counter()
    run = subprocess.run(
        [*alone, *command] if has_namespaces else command,
        cwd=home,
        env=kept | {"HOME": str(home), "LOCALAPPDATA": str(home)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    seconds = time.perf_counter() - started
    if run.returncode or FOUND not in run.stdout:
        raise RuntimeError(f"the demo failed: {run.stderr or run.stdout}")
    return seconds, "without a network" if has_namespaces else "with whatever network there is"


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs it all and prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--extra", action="append", default=[], metavar="NAME")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="where, instead of a new folder"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        report(folder, options.extra)


def report(folder: Path, extras: Sequence[str]) -> None:
    """Installs into ``folder``, asks, and prints what it took."""
    wheel = wheel_in(folder)
    started = time.perf_counter()
    environment = install(folder, wheel, extras)
    installed = time.perf_counter() - started
    by_package = sizes(environment)
    print(f"wheel {wheel.stat().st_size / 1e6:.0f} MB, installed in {installed:.0f} s")
    print(f"environment {sum(by_package.values()) / 1e6:.0f} MB, of which")
    for name, size in list(by_package.items())[:SHOWN]:
        print(f"  {name:<28}{size / 1e6:>7.0f} MB")
    for when in ("the first time", "again"):
        seconds, how = demo(folder, environment)
        print(f"casc-qa demo {how}, {when}: {seconds:.1f} s")


if __name__ == "__main__":
    main()
