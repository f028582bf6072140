"""What a value carries, as lines: for the review, and at the side of a wide screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.fields.table import SHOWN, lines_about
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import wrap
from copvalue_tui.matrix.values import Value
from copvalue_tui.matrix.vocabulary import DEFAULT_STATUS
from copvalue_tui.tui.drawing.glyphs import Glyphs, bullet_tone
from copvalue_tui.tui.drawing.line import LineBuilder, clipped
from copvalue_tui.tui.side.offer_lines import key_for

MOST_WORDS = 4
"""Lines of the value's own words at the side of the grid."""
MOST_NOTE = 5
"""Lines of one detail at the side."""
_STEP = "next step"
_LABEL = 11
"""Where a detail is behind its name."""


def value_lines(
    state: State, keymap: Keymap, width: int, height: int, glyphs: Glyphs
) -> list[LineBuilder]:
    """The value under the cursor with all it carries, below a rule."""
    key = key_for(keymap, "edit-details")
    hint = f" {key} details" if key else ""
    head = LineBuilder().to(1).write("This value ", "name")
    head.write(glyphs.rule * (width - 1 - head.at - len(hint)), "rule")
    if key:
        head.write(f" {key}", "key").write(" details", "dim")
    builders = [head, LineBuilder()]
    if state.value is not None:
        builders += own_words(state.value, width, glyphs, MOST_WORDS)
        builders += [LineBuilder(), *facts(state.value, state.today, width, glyphs)]
    builders = builders[:height]
    return [*builders, *(LineBuilder() for _ in range(height - len(builders)))]


def own_words(value: Value, width: int, glyphs: Glyphs, most: int) -> list[LineBuilder]:
    """A value in its own words, in at most so many lines."""
    return [
        LineBuilder().write(glyphs.edge, "edge").to(2).write(line, "resting").to(width)
        for line in _lines(value.text, width - 3, most, glyphs.ellipsis)
    ]


def _told(value: Value, day: date | None, steps: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What the value carries beside its words: each with its name."""
    yield from ((_STEP, step) for step in steps)
    for field in SHOWN:
        if field.is_set(value) or field.name == "status":
            yield field.label or field.word, field.shown(value, day)


def facts(
    value: Value, day: date | None, width: int, glyphs: Glyphs, steps: tuple[str, ...] = ()
) -> Iterator[LineBuilder]:
    """What the value carries, a line or more each; first the next `steps` about it."""
    mark = glyphs.statuses[value.status]
    for name, told in _told(value, day, steps):
        marked = name == "status"
        room = width - _LABEL - 1 - 2 * marked
        for number, line in enumerate(_lines(told, room, MOST_NOTE, glyphs.ellipsis)):
            builder = LineBuilder().to(1).write("" if number else name, "dim").to(_LABEL)
            if marked:
                builder.write(f"{mark} ", bullet_tone(value, day))
            yield builder.write(line)


def facts_run(
    value: Value,
    day: date | None,
    width: int,
    glyphs: Glyphs,
    most: int,
    steps: tuple[str, ...] = (),
) -> list[LineBuilder]:
    """What the value carries, one after another, as the status line of the grid says it."""
    if most < 1:
        return []
    status = (DEFAULT_STATUS,) if value.status == DEFAULT_STATUS else ()
    told = [f"{_STEP}: {step}" for step in steps]
    mark = glyphs.statuses[value.status]
    parts = [*status, *lines_about(value, day)]
    words = f" {glyphs.dot} ".join((*parts[:1], *told, *parts[1:]))
    lines = _lines(f"{mark} {words}", width - 3, most, glyphs.ellipsis)
    return [LineBuilder().to(2).write(line) for line in lines]


# A note may have thousands of letters; only so many can ever be on screen.
def _lines(text: str, width: int, most: int, ellipsis: str) -> tuple[str, ...]:
    """The text in at most so many lines, its end told by the ellipsis where it is cut."""
    width = max(width, 4)
    lines = wrap(safe(text[: width * (most + 2)]), width) or ("",)
    if len(lines) <= most:
        return tuple(lines)
    rest = " ".join(lines[most - 1 :]) if most else ""
    return (*lines[: most - 1], clipped(rest, width, ellipsis)) if most else ()
