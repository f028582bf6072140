"""The lines of one value: bullet, text, what is searched for in it, the caret, its marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from copvalue_tui.matrix.text.normalize import fold, tidy
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.search import find
from copvalue_tui.matrix.text.width import Span, graphemes, wrap_spans
from copvalue_tui.matrix.values import Value
from copvalue_tui.matrix.vocabulary import DEFAULT_STATUS
from copvalue_tui.tui.drawing.glyphs import Glyphs, MarkColumns, bullet_tone, votes_words
from copvalue_tui.tui.drawing.line import LineBuilder, Tone
from copvalue_tui.tui.grid.cell_layout import TypedText


@dataclass(frozen=True, slots=True)
class ValueStyle:
    """What the lines of all values of one drawing have in common."""

    width: int
    """Of the texts, in cells."""
    marks: MarkColumns
    glyphs: Glyphs
    query: str = ""
    """What is searched for; what it finds is underlined."""
    today: date | None = None
    """For the colour of what is overdue."""
    resting: bool = False
    """Whether the keys are elsewhere: the cursor then shows more quietly."""

    @property
    def whole(self) -> int:
        """Width of a line with its bullet and marks."""
        return self.width + 2 + self.marks.width


def value_lines(
    value: Value, ink: ValueStyle, here: bool, picked: bool, fresh: bool = False
) -> Iterator[LineBuilder]:
    """The lines of a value that is not being typed; `here` is whether the cursor is on it.

    `fresh` is one that a save of somebody else has just brought.
    """
    text = safe(value.text)
    tone: Tone = "fresh" if fresh else "plain"
    if here:
        tone = "resting" if ink.resting else "cursor"
    if not value.claimed:
        tone = "cursor-retired" if tone == "cursor" else "retired"
    hits = hit_spans(ink.query, text) if ink.query else ()
    spans = wrap_spans(text, ink.width)
    for number, (start, end) in enumerate(spans):
        builder = LineBuilder().write("  ") if number else _begun(ink, value, picked, fresh)
        if hits:
            _write_hits(builder, text, (start, end), hits, tone)
        else:
            builder.write(text[start:end], tone)
        bars = "" if number else ink.glyphs.priorities.get(value.priority, "")
        if value.votes and number == len(spans) - 1:
            builder.write(_votes(value.votes, builder.at, len(bars), ink), "mark")
        _write_bars(builder, bars, ink)
        yield builder


def typed_lines(typed: TypedText, value: Value | None, ink: ValueStyle) -> Iterator[LineBuilder]:
    """The lines of a value being typed, with the caret; `value` is the one being reworded."""
    sign = ink.glyphs.statuses[value.status if value else DEFAULT_STATUS]
    for number, (start, end) in enumerate(typed.spans):
        builder = LineBuilder().write(
            "  " if number else f"{sign} ", "plain" if number else "picked"
        )
        first, last = (min(max(at, start), end) for at in typed.selected)
        if typed.selected[0] < typed.selected[1]:
            # The terminal's own cursor is at the caret; a second reverse cell would look selected.
            builder.write(typed.text[start:first])
            builder.write(typed.text[first:last], "caret").write(typed.text[last:end])
        elif number == typed.caret_line:
            at = min(max(typed.caret, start), end)
            builder.write(typed.text[start:at])
            under = graphemes(typed.text[at:end])[:1]
            builder.write(under[0] if under else " ", "caret")
            builder.write(typed.text[at + len(under[0]) if under else end : end])
        else:
            builder.write(typed.text[start:end])
        if number == 0 and value is not None:
            _write_bars(builder, ink.glyphs.priorities.get(value.priority, ""), ink)
        yield builder


def _begun(ink: ValueStyle, value: Value, picked: bool, fresh: bool) -> LineBuilder:
    """The first line of a value with its bullet, which tells its status."""
    builder, glyphs = LineBuilder(), ink.glyphs
    if picked:
        return builder.write(glyphs.picked, "picked").write(" ")
    if fresh:
        return builder.write(glyphs.fresh, "fresh").write(" ")
    sign = glyphs.statuses[value.status]
    return builder.write(sign, bullet_tone(value, ink.today)).write(" ")


def _votes(votes: int, at: int, bars: int, ink: ValueStyle) -> str:
    """What tells the votes behind the last line of a text, at column `at`.

    Votes never add a line: where it is full they go without the blank before them, then over the
    blanks around the bars, and at last only their sign is left.
    """
    words = votes_words(votes)
    usual = ink.width + 2 if bars else ink.whole
    for said, end in ((f" {words}", usual), (words, usual), (words, ink.whole + 1 - bars)):
        if at + len(said) <= end:
            return said
    return words[0]


def _write_bars(builder: LineBuilder, bars: str, ink: ValueStyle) -> None:
    if bars:
        # Behind a full line the caret is in the gap, or votes; the bars then give up nothing.
        builder.to(ink.width + 3).write(bars, "mark")


def _write_hits(
    builder: LineBuilder, text: str, line: Span, hits: tuple[Span, ...], tone: Tone
) -> None:
    """Writes a line of the text, what was found in another tone."""
    found: Tone = "cursor-hit" if tone.startswith("cursor") else "hit"
    at, end = line
    for first, last in hits:
        first, last = max(first, at), min(last, end)
        if first < last:
            builder.write(text[at:first], tone).write(text[first:last], found)
            at = last
    builder.write(text[at:end], tone)


def hit_spans(query: str, text: str) -> tuple[Span, ...]:
    """Where in a text a search finds its query, as the search itself does: accents aside."""
    if not find(query, text):
        return ()
    wanted = _spelled(fold(tidy(query)))
    folded, origins = "", []
    for index, letter in enumerate(text):
        part = fold(letter)
        folded += part
        origins += [index] * len(part)
    folded = _spelled(folded)
    spans = []
    at = folded.find(wanted)
    while at >= 0:
        spans.append((origins[at], origins[at + len(wanted) - 1] + 1))
        at = folded.find(wanted, at + len(wanted))
    return tuple(spans)


def _spelled(folded: str) -> str:
    """One spelling of organization and organisation, as searching has it."""
    return folded.replace("iz", "is")
