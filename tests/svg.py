"""Lines of styled text as a picture: a quiet window on which a terminal's cells are drawn.

Rules and bars are drawn as shapes and every run of letters is told its width, so that the columns
meet whatever font the reader has. No font, script or address is fetched from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from rich.style import Style

Line = Sequence[tuple[str, Style]]

CELL, LEADING = 8.4, 20
"""Width and height of a terminal cell, in the picture's units, for letters of 14."""
MARGIN, BAR = 18, 34
"""Around the cells, and the height of the window's title bar."""
FONTS = (
    "ui-monospace, SFMono-Regular, Menlo, Consolas, "
    "'DejaVu Sans Mono', 'Liberation Mono', monospace"
)
PAPER, INK, FRAME = "#fdfdfb", "#24292f", "#d5d8dd"
_COLOURS = {"cyan": "#0a6c80", "yellow": "#8a5a00"}
_UPRIGHTS = {"│": (0.44, 0.12), "┃": (0.32, 0.36), "▌": (0, 0.4)}
"""Upright lines: where in their cell they begin, and how wide they are."""
_DIM, _DIM_SHAPE = 0.36, 0.78
"""How far dim letters and dim shapes fade into the paper."""


class Run(NamedTuple):
    """Alike cells of one line."""

    column: int
    row: int
    text: str
    style: Style


def picture(lines: Iterable[Line], columns: int, title: str) -> str:
    """The lines of a terminal so many columns wide, as the text of an SVG file."""
    drawn = [_runs(line, row) for row, line in enumerate(lines)]
    width = columns * CELL + 2 * MARGIN
    height = len(drawn) * LEADING + BAR + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" aria-label="{escape(title)}">',
        f"<style>text {{ font: 14px {FONTS}; fill: {INK}; white-space: pre }}</style>",
        *_window(width, height, title),
        f'<g transform="translate({MARGIN},{BAR})">',
        *(part for runs in drawn for run in runs for part in _grounds(run)),
        *_uprights(drawn),
        *(part for runs in drawn for run in runs for part in _written(run)),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _window(width: float, height: float, title: str) -> Iterator[str]:
    yield (
        f'<rect x="0.5" y="0.5" width="{width - 1:g}" height="{height - 1:g}" rx="9" '
        f'fill="{PAPER}" stroke="{FRAME}"/>'
    )
    for number in range(3):
        yield f'<circle cx="{MARGIN + 4 + number * 16}" cy="17" r="4.5" fill="{FRAME}"/>'
    yield (
        f'<text x="{width / 2:g}" y="21.5" text-anchor="middle" '
        f'style="font-size:12px;fill:#6e7681">{escape(title)}</text>'
    )


def _runs(line: Line, row: int) -> list[Run]:
    """The cells of a line, together where they look alike; every character is one cell wide."""
    runs: list[Run] = []
    column = 0
    for text, style in line:
        last = runs[-1] if runs else None
        if last and last.style == style:
            runs[-1] = last._replace(text=last.text + text)
        else:
            runs.append(Run(column, row, text, style))
        column += len(text)
    return runs


def _grounds(run: Run) -> Iterator[str]:
    """What lies behind the letters of a run."""
    if run.style.reverse:
        yield _rect(run.column, run.row * LEADING, len(run.text), LEADING, INK)


def _written(run: Run) -> Iterator[str]:
    """The letters of a run, and the shapes among them."""
    for found in re.finditer(r"─+|[^\s─│┃▌]+(?: [^\s─│┃▌]+)*", run.text):
        text, column = found.group(), run.column + found.start()
        if text[0] == "─":
            middle = run.row * LEADING + LEADING / 2 - 0.5
            yield _rect(column, middle, len(text), 1, _shape(run.style))
        else:
            yield from _words(text, column, run)


def _words(text: str, column: int, run: Run) -> Iterator[str]:
    """Letters at their columns; a sign that fonts draw in many widths is centred in its cell."""
    for found in re.finditer(r"[\x20-\xff“”‘’–…]+|.", text):
        part, at = found.group(), column + found.start()
        if not part.strip():
            continue
        lead = len(part) - len(part.lstrip(" "))
        part, at = part.strip(" "), at + lead
        line = run.row * LEADING + 14.5
        if len(part) == 1 and not part.isascii():
            where = f'x="{(at + 0.5) * CELL:g}" text-anchor="middle"'
        else:
            where = f'x="{at * CELL:g}" textLength="{len(part) * CELL:g}"'
        yield f'<text {where} y="{line:g}"{_look(run.style)}>{escape(part, quote=False)}</text>'


def _uprights(drawn: Sequence[Sequence[Run]]) -> Iterator[str]:
    """Upright lines, each as one piece over all the lines it stands on."""
    standing: dict[tuple[float, float, str], list[int]] = {}
    for runs in drawn:
        for run in runs:
            for found in re.finditer("[│┃▌]", run.text):
                shift, thick = _UPRIGHTS[found.group()]
                at = (run.column + found.start() + shift, thick, _shape(run.style))
                standing.setdefault(at, []).append(run.row)
    for (column, thick, colour), rows in standing.items():
        first = rows[0]
        for here, after in zip(rows, [*rows[1:], -1], strict=True):
            if after != here + 1:
                height = (here + 1 - first) * LEADING
                yield _rect(column, first * LEADING, thick, height, colour)
                first = after


def _rect(column: float, top: float, columns: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{column * CELL:g}" y="{top:g}" width="{columns * CELL:g}" '
        f'height="{height:g}" fill="{colour}"/>'
    )


def _look(style: Style) -> str:
    """The attributes of letters in a style."""
    rules = []
    colour = PAPER if style.reverse else _ink(style)
    if colour != INK:
        rules.append(f"fill:{colour}")
    if style.bold:
        rules.append("font-weight:bold")
    if style.strike:
        rules.append("text-decoration:line-through")
    if style.underline:
        rules.append("text-decoration:underline")
    return f' style="{";".join(rules)}"' if rules else ""


def _ink(style: Style) -> str:
    colour = _COLOURS.get(style.color.name, INK) if style.color else INK
    return _faded(colour, _DIM) if style.dim else colour


def _shape(style: Style) -> str:
    colour = _COLOURS.get(style.color.name, INK) if style.color else INK
    if style.dim:
        return _faded(colour, _DIM_SHAPE)
    return colour if style.color else _faded(colour, 0.55)


def _faded(colour: str, share: float) -> str:
    """A colour on its way to the paper."""
    pairs = ((int(colour[at : at + 2], 16), int(PAPER[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(ink + (paper - ink) * share):02x}" for ink, paper in pairs)
