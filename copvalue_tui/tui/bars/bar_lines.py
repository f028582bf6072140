"""The lines around the grid: title and tally above it, keys and what just happened below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from copvalue_tui.editor.filter.filtered import filter_words
from copvalue_tui.editor.keys.command import no_edits
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.modes import Voting
from copvalue_tui.editor.state.state import Following, State
from copvalue_tui.editor.suggestions.explanations import why
from copvalue_tui.editor.suggestions.suggestion_list import offers
from copvalue_tui.editor.timeline.past_view import brought_by, difference_words, title_of
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.matrix.dates.calendar import is_due
from copvalue_tui.matrix.fields.table import lines_about
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.text.width import cell_width, wrap
from copvalue_tui.matrix.values import ById, Matrix, Value, cells
from copvalue_tui.matrix.vocabulary import LOOKS
from copvalue_tui.tui.bars.footer import footer_line, footer_words
from copvalue_tui.tui.drawing.glyphs import STATUS_TONES, Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, Tone, clipped, text_of
from copvalue_tui.tui.side.offer_lines import key_for

NEWCOMER = "Press a to write. Keys act at once; u undoes."
LETTERS_WRITE = "Type to write. Ctrl+Z undoes; : for all commands."
"""Said until the person's first value."""
_QUOTED = re.compile("“([^”]*)”")
_LEAST_QUOTED = 8
"""Cells that a quotation keeps before the end of its sentence is cut."""
_KEPT_QUOTED = 16
"""Cells that a quotation keeps before its sentence goes on in a second line."""
_LEAST_TITLE = 12
"""Cells that a title keeps before the tally gives way."""
_KEPT_TITLE = 24
"""Cells that a title keeps before the counts of statuses give way."""
_COUNTED = tuple(
    name
    for counted in ("realized", "on-track", "at-risk")
    for name, look in LOOKS.items()
    if look == counted
)
"""The statuses that the title bar counts."""
_MODE_WORDS = {
    "typing": "TYPE",
    "panel": "CHOOSE",
    "timeline": "PAST",
    "review": "REVIEW",
    "presenting": "PRESENT",
    "writing": "WRITE",
    "voting": "VOTE",
}
"""Pane → what the keys are for there; the grid needs no word."""


def title_line(
    state: State, width: int, glyphs: Glyphs, *, saving: bool = False, clock: str = ""
) -> Pieces:
    """Whose matrix it is; on the right, how its values are doing and whether they are saved.

    In front of a room the `clock` is the last word.
    """
    then = title_of(state.timeline) if state.timeline is not None else ""
    wanted, counted = ("", "") if then else filter_words(state)
    tally = tally_then(state) if then else tally_words(state)
    title = then or safe(title_words(state, width - cell_width("   ".join(tally)) - 4, glyphs))
    if wanted:
        title, tally = f"Only {safe(wanted)}", tally[1:]
    if state.in_workshop:
        tally = [*room_words(state, tally), *filter(None, [clock])]
    if saving:
        tally.append(f"saving{glyphs.ellipsis}")
    troubled = state.unguarded or (state.following is not None and state.following.trouble)
    tone: Tone = "warning" if troubled else "dim"
    joint = f" {glyphs.dot} "
    if not then and not wanted and not state.in_workshop:
        right: Pieces = ((joint.join(tally), tone),)
        if line := _title_with_marks(state, title, right, width, glyphs):
            return line
    room = min(cell_width(title), _LEAST_TITLE)
    while len(tally) > 1 and cell_width(joint.join(tally)) + room + 4 > width:
        del tally[0]
    said = joint.join(tally)
    builder = LineBuilder().to(1)
    room = max(width - cell_width(said) - 4, 1)
    if wanted:
        parts = [counted, "Esc for all"] if state.pane == "grid" else [counted]
        _write_filter(builder, title, parts, room, glyphs)
    else:
        builder.write(clipped(title, room, glyphs.ellipsis), "warning" if then else "name")
    return builder.to(width - 1 - cell_width(said)).write(said, tone).line(width)


def _title_with_marks(
    state: State, title: str, right: Pieces, width: int, glyphs: Glyphs
) -> Pieces | None:
    """The title, how the values are doing, and the rest; None where there is no room for it."""
    rooms = [
        (width - 6 - cell_width(text_of(doing)) - cell_width(text_of(right)), doing)
        for doing in _doing(state, glyphs)
    ]
    # The whole title is worth more than the words of the marks.
    for least in (cell_width(title), _KEPT_TITLE):
        for room, doing in rooms:
            if room >= least:
                builder = LineBuilder().to(1)
                builder.write(clipped(title, room, glyphs.ellipsis), "name").to(room + 3)
                return builder.write_all(doing).write("  ").write_all(right).line(width)
    return None


def _doing(state: State, glyphs: Glyphs) -> Iterator[Pieces]:
    """How the values are doing: in words, then in marks, then without the reviews due."""
    _, counts, due = _counts(ById(state.matrix), state.today)
    kept = [name for name in _COUNTED if counts.get(name)]
    if not kept and not due:
        return
    for words, reviews in ((True, f"{plural(due, 'review')} due"), (False, f"{due:,} due")):
        pieces: list[tuple[str, Tone]] = []
        for name in kept:
            pieces.append((glyphs.statuses[name], STATUS_TONES[name]))
            word = f" {name.replace('-', ' ')}" if words else ""
            pieces.append((f" {counts[name]:,}{word}", "mark"))
            pieces.append(("  ", "plain"))
        if due:
            yield (*pieces, (reviews, "mark"))
        if kept:
            yield tuple(pieces[:-1])


# A key may not cost more in a larger matrix.
@lru_cache(maxsize=4)
def _counts(matrix: ById[Matrix], today: date | None) -> tuple[int, Counter[str], int]:
    """How many values there are; status → how many have it; and how many reviews are due."""
    values = [value for _, cell in cells(matrix.thing) for value in cell]
    dated = [value for value in values if value.review_by is not None]
    due = sum(is_due(value, today) for value in dated) if today is not None else 0
    return len(values), Counter([value.status for value in values]), due


def _write_filter(
    builder: LineBuilder, title: str, parts: list[str], room: int, glyphs: Glyphs
) -> None:
    """That not all is shown, how much is, and what shows all; the key is the first to give way."""
    while parts and cell_width(title) + sum(cell_width(part) + 3 for part in parts) > room:
        if len(parts) == 1 and room > _LEAST_TITLE + cell_width(parts[0]) + 3:
            break
        parts.pop()
    left = room - sum(cell_width(part) + 3 for part in parts)
    builder.write(clipped(title, left, glyphs.ellipsis), "here")
    for part in parts:
        builder.write(f" {glyphs.dot} {part}", "dim")


def room_words(state: State, tally: list[str]) -> list[str]:
    """What the title bar says at its right in front of a room: which slide, or what is saved."""
    if isinstance(state.mode, Voting):
        from copvalue_tui.editor.state.workshop import votes_in

        votes, expected = votes_in(state.cell), state.mode.expected
        said = f"{votes:,} of {expected:,} votes" if expected else plural(votes, "vote")
        return [*tally[-1:], said]
    from copvalue_tui.editor.commands.presenting import slide_number

    number, count = slide_number(state)
    return [f"{number:,} of {count:,}", *(tally[-1:] if state.unguarded else [])]


def tally_then(state: State) -> list[str]:
    """What the title bar says at its right while the past is looked at."""
    count, _, _ = _counts(ById(state.shown.matrix), state.today)
    return [plural(count, "value then", "values then")]


def title_words(state: State, room: int, glyphs: Glyphs) -> str:
    """The community's name; or else the file's, and how to name the community if that fits."""
    if state.matrix.title:
        return state.matrix.title
    name = state.file.path.name if state.file else "New value matrix"
    named = f"{name} {glyphs.dot} C to name the community"
    can = state.pane == "grid" and no_edits(state) is None
    return named if can and cell_width(named) <= room else name


def tally_words(state: State) -> list[str]:
    """What the title bar says at its right, the most important last."""
    count, _, _ = _counts(ById(state.matrix), state.today)
    words = [plural(count, "value")]
    if state.matrix.parking_lot:
        words.append(f"{len(state.matrix.parking_lot):,} in the parking lot")
    if state.following is not None:
        return [*words, *_following_words(state.following, state.file)]
    if state.read_only:
        words.append("read-only")
    if state.file is None or state.file.identity is None:
        words.append("not saved yet")
    elif state.unsaved:
        words.append("unsaved")
    elif state.saved_at:
        words.append(f"saved {state.saved_at}")
    if state.unguarded:
        words.append("no recovery")
    return words


def _following_words(following: Following, file: OpenFile | None) -> list[str]:
    """What a screen that only follows says of its file, the most important last."""
    there = file is not None and file.identity is not None
    words = ["following" if there else "waiting for the file"]
    return words + [said for said in (following.writer, following.trouble) if said]


def foot_line(state: State, keymap: Keymap, width: int, glyphs: Glyphs) -> Pieces:
    """The line above the status line: the keys."""
    words = ((glyphs.keys(key), word) for key, word in footer_words(state, keymap))
    return footer_line(tuple(words), width)


def status_height(state: State, width: int) -> int:
    """How many lines the status line takes: two where its message is too long for one."""
    return max(len(_message_lines(state, width)), 1)


def status_lines(state: State, keymap: Keymap, width: int, glyphs: Glyphs) -> tuple[Pieces, ...]:
    """The status line, with the beginning of a message that is too long for it above."""
    last = status_line(state, keymap, width, glyphs)
    told = _message_lines(state, width, glyphs.ellipsis)
    if len(told) < 2:
        return (last,)
    builder = LineBuilder().to(_mode(state).at).write("! " if state.warning else "", "warning")
    return (builder.write(told[0], _tone(state)).line(width), last)


def status_line(state: State, keymap: Keymap, width: int, glyphs: Glyphs) -> Pieces:
    """The mode, and what just happened and how to undo it; or else the facts of the value."""
    builder = _mode(state)
    told = _message_lines(state, width, glyphs.ellipsis)
    if told:
        mark = "! " if state.warning else ""
        builder.write(mark if len(told) < 2 else " " * len(mark), "warning")
        return builder.write(told[-1], _tone(state)).line(width)
    text, tone = "", _tone(state)
    newcomer = LETTERS_WRITE if keymap.letters_write else NEWCOMER
    lasting = state.lasting or (newcomer if state.newcomer and no_edits(state) is None else "")
    if state.timeline is not None:
        text = difference_words(state, glyphs.picked)
        brought = len(brought_by(state.timeline))
        said = f"{text} {glyphs.fresh} {plural(brought, 'value')} of this step."
        text = said if brought and builder.at + cell_width(said) < width else text
    elif state.pane in ("grid", "writing") and lasting:
        text = lasting
    elif state.pane in ("grid", "writing") and state.value is not None:
        return _facts(state, state.value, key_for(keymap, "edit-details"), width, glyphs)
    elif state.pane == "panel":
        text, tone = safe(f" {glyphs.dot} ".join(_chosen_words(state))), "dim"
    room = max(width - builder.at - 1, 1)
    return builder.write(clipped(text, room, glyphs.ellipsis), tone).line(width)


def _mode(state: State) -> LineBuilder:
    """A line that begins with what the keys are for, where that is not the grid."""
    word = _MODE_WORDS.get(state.pane, "")
    if not word and state.read_only:
        word = "READ" if state.following is None else "FOLLOW"
    builder = LineBuilder()
    return builder.write(f" {word} ", "cursor").write(" ") if word else builder.write(" ")


def _facts(state: State, value: Value, key: str, width: int, glyphs: Glyphs) -> Pieces:
    """What the value carries, as many facts as fit whole; at the right the key that shows more."""
    builder = _mode(state)
    facts = [safe(fact) for fact in lines_about(value, state.today)]
    joint, more = f" {glyphs.dot} ", f"{key} more"
    room = width - builder.at - 1
    shown = joint.join(facts)
    if cell_width(shown) <= room:
        return builder.write(shown, "dim").line(width)
    kept = facts[:]
    while len(kept) > 1 and cell_width(joint.join(kept)) + len(more) + 2 > room:
        kept.pop()
    shown = clipped(joint.join(kept), max(room - len(more) - 2, 1), glyphs.ellipsis)
    builder.write(shown, "dim")
    if key and builder.at + len(more) + 2 < width:
        builder.to(width - 1 - len(more)).write(key, "key").write(" more", "dim")
    return builder.line(width)


def _message_lines(state: State, width: int, ellipsis: str = "…") -> tuple[str, ...]:
    """The message as one line, what it quotes shortened a little if that is enough for one; or as
    two, never a third. While words are typed it has one: the screen keeps still."""
    room = max(width - _mode(state).at - 1 - 2 * state.warning, 1)
    message = quoting_less(state.message, room, ellipsis, _KEPT_QUOTED)
    if cell_width(message) <= room:
        return (message,) if message else ()
    if state.takes_letters:
        return (fitted(state.message, room, ellipsis),)
    first, *rest = wrap(state.message, room)
    if len(rest) > 1:
        # A word that moves to the second line may leave a part of the first one blank.
        first, *rest = wrap(fitted(state.message, 2 * room - room // 8, ellipsis), room)
    return (first, clipped(" ".join(rest), room, ellipsis)) if rest else (first,)


def quoting_less(sentence: str, room: int, ellipsis: str, least: int) -> str:
    """A sentence with what it quotes shortened until it fits, but to no less than `least` cells."""
    while (over := cell_width(sentence) - room) > 0:
        longest = max(_QUOTED.findall(sentence), key=cell_width, default="")
        width = cell_width(longest)
        if width <= least:
            break
        shorter = clipped(longest, max(width - over, width // 2, least), ellipsis)
        sentence = sentence.replace(f"“{longest}”", f"“{shorter}”", 1)
    return sentence


def fitted(sentence: str, room: int, ellipsis: str) -> str:
    """A sentence in at most so many cells: what it quotes is shortened before its end is cut."""
    return clipped(quoting_less(sentence, room, ellipsis, _LEAST_QUOTED), room, ellipsis)


def _chosen_words(state: State) -> tuple[str, ...]:
    """Why the suggestion under the panel's cursor is offered."""
    listed = offers(state).listed
    chosen = state.in_panel.chosen
    return why(state.matrix, listed[chosen].offer) if chosen < len(listed) else ()


def _tone(state: State) -> Tone:
    return "warning" if state.warning else "plain"
