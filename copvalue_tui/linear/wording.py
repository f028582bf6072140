"""Values, cells, pages and messages as plain lines: what they are about first, no decoration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from copvalue_tui.editor.keys.host import Option
from copvalue_tui.editor.pages.page import (
    Band,
    Block,
    Fact,
    FigureHeads,
    Figures,
    Heading,
    HelpPage,
    Page,
    Sentence,
    SideHeads,
    Sides,
    Stop,
)
from copvalue_tui.linear.numbers import Numbers
from copvalue_tui.matrix.fields.table import SHOWN, lines_about
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import (
    HORIZON_WORDS,
    HORIZONS,
    Matrix,
    Place,
    Value,
    cell_at,
    count_values,
)

_ASCII = str.maketrans(
    {"“": '"', "”": '"', "’": "'", "…": "...", "–": "-", "·": "-", "→": "to", "×": "x"}
)


def in_ascii(line: str) -> str:
    """The line with our own signs in ASCII; people's letters stay."""
    return line.translate(_ASCII)


# Values, cells, rows


def cell_words(matrix: Matrix, place: Place) -> str:
    """A cell: “Members, short term”."""
    return f"{matrix.rows[place.row].name}, {HORIZON_WORDS[place.horizon]}"


def value_words(value: Value, *, marks_only: bool = False, day: date | None = None) -> str:
    """A value and its details, or those of them that the grid has marks for."""
    if not marks_only:
        return ", ".join((value.text, *map(spoken, lines_about(value, day))))
    marks = (each for each in SHOWN if each.mark and each.is_set(value))
    return ", ".join((value.text, *(each.phrased(value, each.shown(value)) for each in marks)))


def cell_lines(matrix: Matrix, place: Place, numbers: Numbers) -> Iterator[str]:
    """A heading with the row's number, and a line for each value."""
    cell = cell_at(matrix, place)
    count = plural(len(cell), "value") if cell else "empty"
    yield f"Row {place.row + 1}, {cell_words(matrix, place)}: {count}."
    for slot, value in enumerate(cell):
        number = numbers.of(replace(place, slot=slot))
        yield f"{number} {value_words(value, marks_only=True)}"


def row_lines(matrix: Matrix, row: int, numbers: Numbers) -> Iterator[str]:
    """Both cells of a row."""
    if persona := matrix.rows[row].persona:
        yield f"Row {row + 1}, {matrix.rows[row].name}: {persona}"
    for column in range(len(HORIZONS)):
        yield from cell_lines(matrix, Place(row, column), numbers)


def matrix_words(matrix: Matrix) -> str:
    """What the whole matrix holds, in a sentence."""
    rows, values = plural(len(matrix.rows), "row"), plural(count_values(matrix), "value")
    return f"{matrix.title or 'Untitled matrix'}: {rows}, {values}."


def rows_lines(matrix: Matrix) -> Iterator[str]:
    """A line for each row: its number, what it is, and how much it holds."""
    for at, row in enumerate(matrix.rows):
        kind = "members" if matrix.audience(at) == "members" else "organization"
        counts = f"{len(row.short_term)} short term, {len(row.long_term)} long term"
        yield f"{at + 1} {row.name}, {kind}: {counts}."


_FACTS = (
    *("title", "domain", "purpose", "stage", "short_term_means", "long_term_means"),
    *("review_cadence", "language"),
)


def fact_lines(matrix: Matrix) -> Iterator[str]:
    """A line for each fact of the community, set or not."""
    for name in _FACTS:
        content: object = getattr(matrix, name)
        yield f"{name.replace('_', ' ').capitalize()}: {content or 'none'}"


def parking_lines(matrix: Matrix) -> Iterator[str]:
    """The values without a cell, numbered on their own."""
    count = len(matrix.parking_lot)
    yield f"Parking lot: {plural(count, 'value') if count else 'empty'}."
    for number, value in enumerate(matrix.parking_lot, 1):
        yield f"{number} {value_words(value, marks_only=True)}"


def detail_lines(value: Value, day: date) -> Iterator[str]:
    """A line for each detail of a value, set or not."""
    for each in SHOWN:
        yield spoken(f"{each.name_in_question}: {each.shown(value, day) or 'none'}")


# Questions and pages


def option_lines(options: Sequence[Option]) -> Iterator[str]:
    """What can be chosen, numbered; the name of a group before its first."""
    group = ""
    for number, option in enumerate(options, 1):
        if option.group != group:
            group = option.group
            yield f"{group.capitalize()}:"
        hint = "" if option.hint == str(number) else option.hint
        words = [_option_text(option.text), hint, option.about]
        why = f". Not now: {option.why_not}" if option.why_not else ""
        yield without_keys(f"{number} {', '.join(filter(None, words))}{why}")


def _option_text(text: str) -> str:
    """An option without the dots that promise a further question, and without a dash for none."""
    return re.sub(": –$", ": none", text.removesuffix("…"))


_SIGNS = {"+": "Added", "−": "Gone", "≠": "Changed"}
"""Signs of `difference_pages` → words."""


def help_lines(pages: Iterable[HelpPage]) -> Iterator[str]:
    """Pages to read, a heading and its lines."""
    for page in pages:
        if page.heading:
            yield f"{page.heading}:"
        for key, meaning in page.lines:
            name = _SIGNS.get(key, key)
            yield without_keys(f"{name}: {meaning}" if name else meaning)


def page_lines(page: Page) -> Iterator[str]:
    """A page with its stops numbered."""
    yield f"{page.title}: {page.verdict}." if page.verdict else f"{page.title}."
    heads: FigureHeads | None = None
    number = 0
    for block in page.blocks:
        if isinstance(block, FigureHeads):
            heads = block
        line, stops = _block_words(block, heads, number)
        number += stops
        if line:
            yield without_keys(line)
    if page.message:
        yield page.message


def _block_words(block: Block, heads: FigureHeads | None, number: int) -> tuple[str, int]:
    """A block in a line, and how many stops it has; `number` stops came before."""
    match block:
        case Heading(text, note):
            sentence = text.endswith(".")
            return f"{text} {note}" if sentence else f"{text}{note and ', '}{note}:", 0
        case FigureHeads(title):
            return f"{title}:", 0
        case Band(text):
            return f"{text}:", 0
        case SideHeads(left, right):
            return f"{left}, and {right}:", 0
        case Figures(stop, covers, lacks) if heads is not None:
            counts = [f"{name} {count}" for name, count in zip(heads.covers, covers, strict=False)]
            missing = zip(heads.lacks, lacks, strict=False)
            counts += [f"{_lack(name)} {count}" for name, count in missing if count]
            return f"{number + 1} {stop.text}: {', '.join(counts)}", 1
        case Fact(name, words, stop):
            fact = f"{name}: {', '.join(words)}"
            return (f"{number + 1} {fact}", 1) if stop is not None else (fact, 0)
        case Sentence(stop):
            return f"{number + 1} {_stop_words(stop)}", 1
        case Sides(left, right):
            both = [stop for stop in (left, right) if stop is not None]
            said = [f"{at} {_stop_words(stop)}" for at, stop in enumerate(both, number + 1)]
            return "; ".join(said), len(both)
    return "", 0


def _lack(name: str) -> str:
    return name if name.startswith(("no ", "over")) else f"no {name}"


def _stop_words(stop: Stop) -> str:
    return f"{stop.text}, {stop.hint}" if stop.hint else stop.text


# Messages

_WORDS = {
    "w": "save",
    "W": "save FILE",
    "r": "review",
    "X": "minutes",
    "a": "add TEXT",
    "d": "delete",
    "D": "row delete",
    "A": "row add",
    "R": "row rename",
    "m": "move",
    "y": "do copy",
    "x": "do cut",
    "n": "undecided",
    "j": "next",
    "s": "summary",
    "Esc": "end",
    "?": "help",
    "/": "find WORDS",
    "u": "undo",
}
"""Keys that messages name → what is typed here."""
_SPOKEN = {" · ": ", ", " → ": " to "}
_QUOTED = "“[^”]*”"
_HINT = re.compile(
    rf"{_QUOTED}|(?P<before>^|[.;,?] )(?P<key>[A-Za-z?/]|Esc|Enter|Tab|Space) "
    rf"(?P<what>(?:to|for) (?:[^.;,“]|{_QUOTED})+)(?:[.,;](?=\s|$))?"
)
_OTHER = (
    (re.compile(r"“([^”]+)” (?:is )?in the palette \(:\)"), r"do \1"),
    (re.compile(r" Next date ([^:]+): D$"), r" For the next date \1: date."),
    (re.compile(r"; y then says why"), r"; then: why TEXT"),
    (re.compile(r"; mark others with Space"), r". To name both: merge 3,5"),
    (
        re.compile(r"Mark a value on each side with Space, then press s\."),
        "Say s and one of each side, such as: s 1 2.",
    ),
    (re.compile(r"; > in a review adds one"), r"; in a review: action TEXT"),
    (re.compile(r" or : and “Start another review”"), r" or: review all"),
    (re.compile(r"\. Enter marks one as done, Esc goes on"), ""),
    (re.compile(r" \(y\)"), ""),
    (re.compile(r"\? for keys\."), "To hear the commands: help."),
    (
        re.compile(r"T shows the timeline; go to a moment and press d\."),
        "Say how many steps ago, such as: changes 3. To hear them: history",
    ),
    (re.compile(r"(A moment of the timeline), T, then d"), r"\1"),
)


def without_keys(message: str) -> str:
    """A message of the editor with words in place of keys; how to undo goes without saying."""
    for pattern, words in _OTHER:
        message = pattern.sub(words, message)
    # Once more: a hint that follows another begins where that one ends.
    message = _HINT.sub(_hinted, _HINT.sub(_hinted, message).strip())
    return spoken(message).strip()


def spoken(line: str) -> str:
    """The line without the signs that we write between words; those of people stay."""
    return re.sub(rf"{_QUOTED}| · | → ", lambda found: _SPOKEN.get(found[0], found[0]), line)


def _hinted(found: re.Match[str]) -> str:
    key, what = found["key"], found["what"]
    if key is None:
        return found[0]
    before = found["before"].replace(";", ".").replace(",", ".")
    word = _WORDS.get(key)
    if word is None or (key in "uU" and what in ("to undo", "to redo", "to undo step by step")):
        return before.rstrip()
    return f"{before}{what[:1].upper()}{what[1:]}: {word}."
