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
_UPRIGHTS = {"│": (0.44, 0.12), "┃": (0.32, 0.36), "▌": (0, 0.4)}
"""Upright lines: where in their cell they begin, and how wide they are."""


class Run(NamedTuple):
    """Alike cells of one line."""

    column: int
    row: int
    text: str
    style: Style


class Paper(NamedTuple):
    """What a picture is drawn on: its ground, its letters, and the lines around it."""

    ground: str
    ink: str
    frame: str
    quiet: str
    """For the title of the window."""


PAPERS = {
    "dark": Paper("#14181d", "#d8dee9", "#3b4457", "#8089a0"),
    "light": Paper("#fbfbf9", "#22272e", "#c3c9d2", "#6a7280"),
}
"""By the theme of the editor that is drawn."""


class Frame(NamedTuple):
    """The lines of a terminal at a moment, in seconds from the start."""

    at: float
    lines: Sequence[Line]


def picture(lines: Sequence[Line], columns: int, title: str, paper: Paper) -> str:
    """The lines of a terminal so many columns wide, as the text of an SVG file."""
    drawn = [_runs(line, row) for row, line in enumerate(lines)]
    parts = [
        *(part for runs in drawn for run in runs for part in _grounds(run, paper)),
        *_uprights(drawn, paper),
        *(part for runs in drawn for run in runs for part in _written(run, paper)),
    ]
    return _window(parts, columns, len(drawn), title, paper)


def film(frames: Sequence[Frame], end: float, columns: int, title: str, paper: Paper) -> str:
    """Frames as one SVG file that plays them, over and over; `end` is the time of its end.

    A line that stays as it is in several frames is drawn once, and shown for so long.
    """
    parts: list[str] = []
    rows = len(frames[0].lines)
    for row in range(rows):
        showings: dict[str, list[tuple[float, float]]] = {}
        for frame, after in zip(frames, [*frames[1:], Frame(end, ())], strict=True):
            runs = _runs(frame.lines[row], row)
            shown = [part for run in runs for part in _grounds(run, paper)]
            shown += [*_uprights([runs], paper)]
            shown += [part for run in runs for part in _written(run, paper)]
            times = showings.setdefault("".join(shown), [])
            if times and times[-1][1] == frame.at:
                times[-1] = (times[-1][0], after.at)
            else:
                times.append((frame.at, after.at))
        parts += [_shown(what, times, end) for what, times in showings.items() if what]
    return _window(parts, columns, rows, title, paper)


def _shown(what: str, times: Sequence[tuple[float, float]], end: float) -> str:
    """A part of a film, to be seen at these times only."""
    if list(times) == [(0.0, end)]:
        return f"<g>{what}</g>"
    changes: list[tuple[float, str]] = []
    for begin, over in times:
        changes += [(begin, "inline"), (over, "none")]
    if changes[0][0]:
        changes.insert(0, (0.0, "none"))
    changes = [change for change in changes if change[0] < end]
    keys = ";".join(f"{at / end:.4f}" for at, _ in changes)
    values = ";".join(value for _, value in changes)
    return (
        f'<g display="none">{what}<animate attributeName="display" values="{values}" '
        f'keyTimes="{keys}" dur="{end:g}s" calcMode="discrete" repeatCount="indefinite"/></g>'
    )


def _window(parts: Iterable[str], columns: int, rows: int, title: str, paper: Paper) -> str:
    width, height = columns * CELL + 2 * MARGIN, rows * LEADING + BAR + MARGIN
    window = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" aria-label="{escape(title)}">',
        f"<style>text {{ font: 14px {FONTS}; fill: {paper.ink}; white-space: pre }}</style>",
        f'<rect x="0.5" y="0.5" width="{width - 1:g}" height="{height - 1:g}" rx="9" '
        f'fill="{paper.ground}" stroke="{paper.frame}"/>',
        *(
            f'<circle cx="{MARGIN + 4 + number * 16}" cy="17" r="4.5" fill="{paper.frame}"/>'
            for number in range(3)
        ),
        f'<text x="{width / 2:g}" y="21.5" text-anchor="middle" '
        f'style="font-size:12px;fill:{paper.quiet}">{escape(title)}</text>',
        f'<g transform="translate({MARGIN},{BAR})">',
        *parts,
        "</g>",
        "</svg>",
    ]
    return "\n".join(window) + "\n"


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


def _grounds(run: Run, paper: Paper) -> Iterator[str]:
    """What lies behind the letters of a run."""
    _, ground = _colours(run.style, paper)
    if ground != paper.ground:
        yield _rect(run.column, run.row * LEADING, len(run.text), LEADING, ground)


def _written(run: Run, paper: Paper) -> Iterator[str]:
    """The letters of a run, and the shapes among them."""
    for found in re.finditer(r"─+|[^\s─│┃▌]+(?: [^\s─│┃▌]+)*", run.text):
        text, column = found.group(), run.column + found.start()
        if text[0] == "─":
            middle = run.row * LEADING + LEADING / 2 - 0.5
            yield _rect(column, middle, len(text), 1, _colours(run.style, paper)[0])
        else:
            yield from _words(text, column, run, paper)


def _words(text: str, column: int, run: Run, paper: Paper) -> Iterator[str]:
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
        look = _look(run.style, paper)
        yield f'<text {where} y="{line:g}"{look}>{escape(part, quote=False)}</text>'


def _uprights(drawn: Sequence[Sequence[Run]], paper: Paper) -> Iterator[str]:
    """Upright lines, each as one piece over all the lines it stands on."""
    standing: dict[tuple[float, float, str], list[int]] = {}
    for runs in drawn:
        for run in runs:
            for found in re.finditer("[│┃▌]", run.text):
                shift, thick = _UPRIGHTS[found.group()]
                at = (run.column + found.start() + shift, thick, _colours(run.style, paper)[0])
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


def _look(style: Style, paper: Paper) -> str:
    """The attributes of letters in a style."""
    rules = []
    colour, _ = _colours(style, paper)
    if colour != paper.ink:
        rules.append(f"fill:{colour}")
    if style.bold:
        rules.append("font-weight:bold")
    if style.strike:
        rules.append("text-decoration:line-through")
    if style.underline:
        rules.append("text-decoration:underline")
    return f' style="{";".join(rules)}"' if rules else ""


def _colours(style: Style, paper: Paper) -> tuple[str, str]:
    """Of the letters and of the ground: the themes `dark` and `light` name all of theirs."""
    letters, ground = style.color, style.bgcolor
    return (
        letters.triplet.hex if letters and letters.triplet else paper.ink,
        ground.triplet.hex if ground and ground.triplet else paper.ground,
    )
