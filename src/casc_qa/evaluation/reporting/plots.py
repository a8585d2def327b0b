"""The report's two plots, as SVG that needs no script: points in, shapes out."""

from __future__ import annotations

from collections.abc import Sequence

from casc_qa.evaluation.measuring.selective import Bin, CoveragePoint

SIZE = 260  # of the square that data is drawn in
_LEFT, _TOP, _RIGHT, _BOTTOM = 58, 12, 14, 44
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def risk_coverage_plot(points: Sequence[CoveragePoint], at: CoveragePoint | None) -> str:
    """Risk over coverage; ``at`` is where the threshold puts the program."""
    path, before = [f"M {_x(0)} {_y(points[0].risk)}"], 0.0
    for point in points:  # each risk holds from the coverage before up to its own
        path.append(f"L {_x(before)} {_y(point.risk)} L {_x(point.coverage)} {_y(point.risk)}")
        before = point.coverage
    drawn = f'<path class="curve" d="{" ".join(path)}"/>'
    if at is not None:
        drawn += (
            f'<circle class="here" cx="{_x(at.coverage)}" cy="{_y(at.risk)}" r="5">'
            f"<title>coverage {at.coverage:.2f}, risk {at.risk:.2f}</title></circle>"
        )
    return _frame(drawn, "share of questions answered", "share of those answered wrongly")


def reliability_plot(bins: Sequence[Bin]) -> str:
    """Accuracy over confidence, a dot a bin; on the diagonal the confidence is what it says."""
    drawn = f'<path class="ideal" d="M {_x(0)} {_y(0)} L {_x(1)} {_y(1)}"/>'
    line = " L ".join(f"{_x(b.confidence)} {_y(b.accuracy)}" for b in bins)
    drawn += f'<path class="curve" d="M {line}"/>'
    for b in bins:
        drawn += (
            f'<circle class="dot" cx="{_x(b.confidence)}" cy="{_y(b.accuracy)}" r="4">'
            f"<title>{b.size} questions: confidence {b.confidence:.2f}, "
            f"right {b.accuracy:.2f}</title></circle>"
        )
    return _frame(drawn, "confidence", "share that is right")


def _x(value: float) -> str:
    return f"{_LEFT + value * SIZE:.1f}"


def _y(value: float) -> str:
    return f"{_TOP + (1 - value) * SIZE:.1f}"


def _frame(drawn: str, across: str, up: str) -> str:
    width, height = _LEFT + SIZE + _RIGHT, _TOP + SIZE + _BOTTOM
    grid = "".join(
        f'<path class="grid" d="M {_x(0)} {_y(t)} L {_x(1)} {_y(t)} M {_x(t)} {_y(0)} '
        f'L {_x(t)} {_y(1)}"/>'
        f'<text x="{_x(t)}" y="{_TOP + SIZE + 16}" text-anchor="middle">{t:g}</text>'
        f'<text x="{_LEFT - 8}" y="{_y(t)}" dy="4" text-anchor="end">{t:g}</text>'
        for t in _TICKS
    )
    middle = _TOP + SIZE / 2
    names = (
        f'<text x="{_x(0.5)}" y="{height - 6}" text-anchor="middle">{across}</text>'
        f'<text transform="translate(11 {middle:g}) rotate(-90)" text-anchor="middle">{up}</text>'
    )
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{up} over {across}">'
        f"{grid}{drawn}{names}</svg>"
    )
