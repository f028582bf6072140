"""The timeline as lines: every action with its time, at the grid's side or in a strip."""

from __future__ import annotations

from collections.abc import Callable

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.timeline import Timeline, TimelineMoment
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, wrap
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Tone, clipped
from copvalue_tui.tui.side.offer_lines import ClickArea, PanelDrawing

TITLE = "Timeline"
HEAD = 3
"""Lines above the moments at the side: the title, the session, and its note or a blank."""
MOST_LINES = 2
"""Lines that the words of a moment take at the side."""
_TEXT = 7
"""Where the words begin, behind the edge and the time."""
NOTHING_EARLIER = "Nothing has changed yet; every change will be listed here."
_QUIET = ("undo", "redo", "open")
"""Kinds of moments whose words are dim."""
Block = Callable[[int, bool], list[LineBuilder]]
"""The lines of a moment by its index; the first on screen has its session named above all."""


def timeline_lines(
    state: State, keymap: Keymap, width: int, height: int, top: int, glyphs: Glyphs
) -> PanelDrawing:
    """The timeline at the grid's side, its moments from the one numbered `top` on, or where the
    chosen one shows."""
    timeline = _of(state)
    room = max(height - HEAD, 1)

    def block(index: int, first: bool) -> list[LineBuilder]:
        return _block(timeline, index, first, width, glyphs, MOST_LINES)

    top = _in_view(timeline, top, room, block)
    body, spots = _body(timeline, top, room, width, HEAD, block)
    title = LineBuilder().to(1).write(TITLE, "here")
    count = _count(timeline)
    title.to(width - 1 - cell_width(count)).write(count, "dim")
    sitting = timeline.sittings[timeline.entries[top].sitting]
    heads = [title]
    for words in (sitting.heading, sitting.note):
        heads.append(
            LineBuilder().to(1).write(clipped(safe(words), width - 2, glyphs.ellipsis), "dim")
        )
    lines = tuple([builder.line(width) for builder in (*heads, *body)][:height])
    return PanelDrawing(lines, _caret(timeline, spots), spots, top)


def timeline_strip(
    state: State, keymap: Keymap, width: int, height: int, top: int, glyphs: Glyphs
) -> PanelDrawing:
    """The timeline under the grid, a moment a line."""
    timeline = _of(state)
    room = max(height - 1, 1)

    def block(index: int, first: bool) -> list[LineBuilder]:
        return _block(timeline, index, first, width, glyphs, 1)

    top = _in_view(timeline, top, room, block)
    body, spots = _body(timeline, top, room, width, 1, block)
    sitting = timeline.sittings[timeline.entries[top].sitting]
    count = _count(timeline)
    builder = LineBuilder().to(1).write(TITLE, "here").write(f" {glyphs.dot} ", "dim")
    words = safe(
        f"{sitting.heading} {glyphs.dot} {sitting.note}" if sitting.note else sitting.heading
    )
    room = width - builder.at - cell_width(count) - 6
    builder.write(f"{clipped(words, max(room, 1), glyphs.ellipsis)} ", "dim")
    builder.write(glyphs.rule * (width - 2 - builder.at - cell_width(count)), "rule")
    builder.write(f" {count}", "dim")
    lines = tuple([one.line(width) for one in (builder, *body)][:height])
    return PanelDrawing(lines, _caret(timeline, spots), spots, top)


def timeline_height(timeline: Timeline, width: int, most: int) -> int:
    """How many lines the strip takes: as many as the timeline has, but at most `most`."""
    count = len(timeline.entries)
    if count >= most:
        return most
    notes = [timeline.sittings[at].older for at in {one.sitting for one in timeline.entries}]
    told = [*filter(None, notes), *[NOTHING_EARLIER] * (count == 1)]
    wrapped = sum(len(_wrapped(words, width - _TEXT - 1)) for words in told)
    return min(1 + count + len(notes) - 1 + wrapped, most)


def _of(state: State) -> Timeline:
    if state.timeline is None:
        raise LookupError("no timeline is open")
    return state.timeline


def _count(timeline: Timeline) -> str:
    return f"{timeline.chosen + 1:,} of {len(timeline.entries):,}"


def _in_view(timeline: Timeline, top: int, room: int, block: Block) -> int:
    """The first moment on screen, moved as little as shows the chosen one and one beside it."""
    chosen, last = timeline.chosen, len(timeline.entries) - 1
    top = max(min(top, chosen - 1, last), 0)
    below = min(chosen + 1, last)
    # Only from the chosen one back as far as the screen reaches: there may be a thousand.
    left = room - sum(len(block(index, False)) for index in range(chosen, below + 1))
    first = chosen
    while first > top and left >= len(block(first - 1, True)):
        first -= 1
        left -= len(block(first, False))
    return max(top, min(first, chosen))


def _body(
    timeline: Timeline, top: int, room: int, width: int, head: int, block: Block
) -> tuple[list[LineBuilder], tuple[ClickArea, ...]]:
    """The lines of the moments from `top` on, as many as there is room for."""
    builders: list[LineBuilder] = []
    spots: list[ClickArea] = []
    index = top
    while len(builders) < room and index < len(timeline.entries):
        drawn = block(index, index == top)
        for builder in drawn[: room - len(builders)]:
            spots.append(ClickArea(head + len(builders), 0, width, index))
            builders.append(builder)
        index += 1
    return builders + [LineBuilder() for _ in range(room - len(builders))], tuple(spots)


def _block(
    timeline: Timeline, index: int, first: bool, width: int, glyphs: Glyphs, most: int
) -> list[LineBuilder]:
    """The lines of a moment, the name of its session above when that begins here."""
    entry = timeline.entries[index]
    builders: list[LineBuilder] = []
    begins = index == 0 or timeline.entries[index - 1].sitting != entry.sitting
    sitting = timeline.sittings[entry.sitting]
    if begins and not first:
        if most > 1:
            builders.append(LineBuilder())
        told = (
            (sitting.heading, sitting.note) if most > 1 else (_both(sitting.heading, sitting.note),)
        )
        for words in told:
            if words:
                shown = clipped(safe(words), width - 2, glyphs.ellipsis)
                builders.append(LineBuilder().to(1).write(shown, "name"))
    builders += _entry(entry, index == timeline.chosen, width, glyphs, most)
    last = index + 1 == len(timeline.entries)
    if last and not index:
        for line in _wrapped(NOTHING_EARLIER, width - _TEXT - 1):
            builders.append(LineBuilder().to(_TEXT).write(line, "dim"))
    if sitting.older and (last or timeline.entries[index + 1].sitting != entry.sitting):
        for line in _wrapped(sitting.older, width - _TEXT - 1):
            builders.append(LineBuilder().to(_TEXT).write(line, "dim"))
    return builders


def _both(heading: str, note: str) -> str:
    return f"{heading}, {note[:1].lower()}{note[1:]}" if note else heading


def _entry(
    entry: TimelineMoment, chosen: bool, width: int, glyphs: Glyphs, most: int
) -> list[LineBuilder]:
    """The time and the words of a moment."""
    tone: Tone = "dim" if entry.kind in _QUIET else "plain"
    if entry.kind == "checkpoint":
        tone = "picked"
    sign = f"{glyphs.named} " if entry.kind == "checkpoint" else ""
    room = max(width - _TEXT - 2, 4)
    lines = _wrapped(f"{sign}{entry.words}", room)
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = (*lines[: most - 1], clipped(rest, room, glyphs.ellipsis))
    builders: list[LineBuilder] = []
    for number, line in enumerate(lines):
        builder = LineBuilder().write(glyphs.edge if chosen else " ", "edge" if chosen else "plain")
        if number == 0:
            builder.write(entry.clock, "dim")
        builders.append(builder.to(_TEXT).write(line, "cursor" if chosen else tone))
    return builders


# A name may have thousands of letters; only so many can ever be on screen.
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    return wrap(safe(text[: width * (MOST_LINES + 2)]), width) or ("",)


def _caret(timeline: Timeline, spots: tuple[ClickArea, ...]) -> tuple[int, int] | None:
    """Where the terminal's own cursor belongs: braille displays look there."""
    line = next((spot.line for spot in spots if spot.offer == timeline.chosen), None)
    return None if line is None else (_TEXT, line)
