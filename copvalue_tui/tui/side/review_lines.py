"""The review as lines: the value that is talked about, and what can be said of it."""

from __future__ import annotations

from collections.abc import Sequence

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.review.actions import steps_at_hand
from copvalue_tui.editor.review.walking import tally
from copvalue_tui.editor.state.review import Reviewing
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.review_summary import action_words
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, wrap
from copvalue_tui.matrix.values import HORIZON_WORDS
from copvalue_tui.matrix.vocabulary import STATUS_NAMES
from copvalue_tui.suggest.questions import general_questions
from copvalue_tui.tui.drawing.glyphs import STATUS_TONES, Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, clipped
from copvalue_tui.tui.side.fact_lines import facts, facts_run, own_words
from copvalue_tui.tui.side.offer_lines import PanelDrawing, key_for

TITLE = "Review"
GONE = "The values of this review are gone."
MOST_WORDS = 6
"""Lines of the value's own words at the side; two of them in a strip."""
MOST_BODY = 5
"""Lines of a strip that the value is given before further keys are."""
AIRY_FROM = 16
"""In lower panels only verdicts and value have room, without a blank line between them."""
_MORE = (
    (("edit-details",), "details"),
    (("raise-priority", "lower-priority"), "priority"),
    (("add-vote",), "vote"),
)
"""Commands whose keys the panel tells of, and the words for them."""
_GAP = 2
"""Cells between two verdicts."""
VERDICTS = tuple((name, f"verdict-{name}") for name in STATUS_NAMES)
"""Status → the command that says it."""


def review_lines(
    state: State, keymap: Keymap, width: int, height: int, top: int, glyphs: Glyphs
) -> PanelDrawing:
    """The review at the grid's side: the verdicts, then the value, at the foot what else helps."""
    review = _of(state)
    head = LineBuilder().to(1).write(TITLE, "here")
    at = review.walk.progress
    head.to(width - 1 - cell_width(at)).write(at, "dim")
    route = clipped(safe(review.route.words), width - 2, glyphs.ellipsis)
    verdicts = _verdicts(state, keymap, width, glyphs, across=2)
    home, words = _home(state, width, glyphs, 2), _words(state, width, glyphs, MOST_WORDS)
    told: list[LineBuilder] = []
    if state.value is not None:
        told += facts(state.value, review.day, width, glyphs, _steps(state))
    if height < AIRY_FROM:
        room = height - 1 - len(verdicts) - len(words)
        body = [*verdicts, *(home if room >= len(home) else ()), *words, *told]
        return _drawing([head, *body], width, height)
    blank = LineBuilder()
    heads = [head, LineBuilder().to(1).write(route, "dim"), blank]
    heads += [*verdicts, blank] if verdicts else []
    foot = [blank, *_counts(state, review, width, glyphs), *_more_keys(state, keymap, width)]
    room = height - len(heads) - len(foot)
    body = [*home, blank, *words, blank, *told][: max(room, 0)]
    asked = _questions(state, width, room - len(body) - 1)
    air = room - len(body) - len(asked)
    return _drawing([*heads, *body, *[blank] * air, *asked, *foot], width, height)


def review_strip(
    state: State, keymap: Keymap, width: int, height: int, top: int, glyphs: Glyphs
) -> PanelDrawing:
    """The review under the grid: the verdicts, in signs where it is low, then the value."""
    review = _of(state)
    room = max(height - 1, 1)
    verdicts = _verdicts(state, keymap, width, glyphs)
    if room < len(verdicts) + 2:
        verdicts = _verdicts(state, keymap, width, glyphs, words=False)[: max(room - 1, 0)]
    foot: list[LineBuilder] = []
    if room > len(verdicts) + MOST_BODY:
        said = clipped(_tally_words(state, glyphs), width - 2, glyphs.ellipsis)
        foot = [LineBuilder().to(1).write(said, "dim"), *_more_keys(state, keymap, width)]
    room -= len(verdicts) + len(foot)
    home = _home(state, width, glyphs, 1) if room > 1 else []
    body = [*home, *_words(state, width, glyphs, 2 if room > 3 else 1)]
    if state.value is not None:
        left = max(room - len(body), 0)
        body += facts_run(state.value, review.day, width, glyphs, left, _steps(state))
        asked = _joined(general_questions(state.language), width - 3, glyphs)
        body += [LineBuilder().to(2).write(line, "dim") for line in asked]
    body = [*body[:room], *(LineBuilder() for _ in range(room - len(body)))]
    lines = [_strip_head(review, width, glyphs), *verdicts, *body, *foot]
    return _drawing(lines, width, height)


def _drawing(builders: list[LineBuilder], width: int, height: int) -> PanelDrawing:
    builders += [LineBuilder() for _ in range(height - len(builders))]
    return PanelDrawing(tuple(builder.line(width) for builder in builders[:height]))


def _of(state: State) -> Reviewing:
    if state.reviewing is None:
        raise LookupError("no review goes on")
    return state.reviewing


def _strip_head(review: Reviewing, width: int, glyphs: Glyphs) -> LineBuilder:
    """What is visited, how far it has come; where it is tight the route goes first."""
    at = f" {review.walk.progress}"
    left = f" {review.walk.left:,} left "
    room = width - 1 - cell_width(at)
    builder = LineBuilder().to(1).write(TITLE, "here").write(" ")
    route = clipped(safe(review.route.words), max(width // 3, 8), glyphs.ellipsis)
    if builder.at + cell_width(route) + cell_width(left) + 8 <= room:
        builder.write(f"{glyphs.dot} {route} ", "dim")
    if builder.at + cell_width(left) + 4 <= room:
        builder.write(glyphs.rule * (room - builder.at - cell_width(left) - 2), "rule")
        builder.write(left, "dim")
    return builder.write(glyphs.rule * (room - builder.at), "rule").write(at, "dim")


def _count_words(state: State, review: Reviewing, glyphs: Glyphs) -> str:
    said = _tally_words(state, glyphs)
    left = f"{review.walk.left:,} left"
    return f"{said} {glyphs.dot} {left}" if said else left


def _tally_words(state: State, glyphs: Glyphs) -> str:
    return f" {glyphs.dot} ".join(f"{name} {count:,}" for name, count in tally(state))


def _counts(state: State, review: Reviewing, width: int, glyphs: Glyphs) -> list[LineBuilder]:
    """What was said how often, and how many values are left."""
    parts = _count_words(state, review, glyphs).split(f" {glyphs.dot} ")
    lines = _joined(parts, width - 2, glyphs)
    return [LineBuilder().to(1).write(line, "dim") for line in lines]


def _joined(parts: Sequence[str], width: int, glyphs: Glyphs) -> list[str]:
    """The parts one after another, in lines that are parted where two meet."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} {glyphs.dot} {part}" if lines else part
        if lines and cell_width(longer) > width:
            lines.append(part)
        else:
            lines[-1:] = [longer]
    return lines


def _home(state: State, width: int, glyphs: Glyphs, most: int) -> list[LineBuilder]:
    """The row and the horizon; a long name gives way, the horizon never does."""
    horizon = f" {glyphs.dot} {HORIZON_WORDS[state.cursor.horizon]}"
    name = safe(state.row.name)
    if cell_width(name) + cell_width(horizon) <= width - 2 or most < 2:
        shown = clipped(name, max(width - 2 - cell_width(horizon), 1), glyphs.ellipsis)
        return [LineBuilder().to(1).write(shown, "name").write(horizon, "dim")]
    shown = clipped(name, width - 2, glyphs.ellipsis)
    return [
        LineBuilder().to(1).write(shown, "name"),
        LineBuilder().to(1).write(HORIZON_WORDS[state.cursor.horizon], "dim"),
    ]


def _words(state: State, width: int, glyphs: Glyphs, most: int) -> list[LineBuilder]:
    """The value in its own words, or that it is gone."""
    if state.value is None:
        return [LineBuilder().to(1).write(line, "warning") for line in wrap(GONE, width - 2)]
    return own_words(state.value, width, glyphs, most)


def _steps(state: State) -> tuple[str, ...]:
    """What is to be done about the value."""
    return tuple(action_words(action) for action in steps_at_hand(state))


def _questions(state: State, width: int, room: int) -> list[LineBuilder]:
    """What to ask of any value, as many questions as there is room for."""
    builders: list[LineBuilder] = []
    for question in general_questions(state.language) if state.value is not None else ():
        lines = wrap(question, width - 2)
        if len(builders) + len(lines) > room:
            break
        builders += [LineBuilder().to(1).write(line, "dim") for line in lines]
    return builders


def _more_keys(state: State, keymap: Keymap, width: int) -> list[LineBuilder]:
    """The keys that the footer has no room for, in one line."""
    builder = LineBuilder()
    for commands, word in _MORE:
        keys = " ".join(filter(None, (key_for(keymap, command) for command in commands)))
        start = max(builder.at + _GAP, 1) if builder.at else 1
        if keys and start + cell_width(keys) + 1 + cell_width(word) < width:
            builder.to(start).write(keys, "key").write(f" {word}", "dim")
    return [] if state.read_only else [builder]


def _verdicts(
    state: State,
    keymap: Keymap,
    width: int,
    glyphs: Glyphs,
    across: int = 0,
    words: bool = True,
) -> list[LineBuilder]:
    """The keys of the verdicts; the one that the value has is told from the others.

    Args:
        across: How many stand in a line, in columns and with their signs; 0 for as many as fit.
        words: Whether each is named; else its sign stands for it.
    """
    if state.read_only:
        return []
    now = state.value.status if state.value is not None else ""
    column = (width - 1) // across if across else 0
    builders = [LineBuilder()]
    for name, command in VERDICTS:
        key = key_for(keymap, command)
        mark = glyphs.statuses[name] if across or not words else ""
        taken = cell_width(" ".join(filter(None, (key, mark, name if words else ""))))
        builder = builders[-1]
        start = max(builder.at + _GAP, 1) if builder.at else 1
        if across and builder.at:
            start = 1 + column
        full = builder.at and (start + taken > width or (across and builder.at > column))
        if full:
            builders.append(builder := LineBuilder())
            start = 1
        builder.to(start).write(key, "key").write(" ")
        if mark:
            here = name == now and not words
            builder.write(mark, "cursor" if here else STATUS_TONES[name])
        if words:
            builder.write(" " if mark else "").write(name, "picked" if name == now else "dim")
    return builders
