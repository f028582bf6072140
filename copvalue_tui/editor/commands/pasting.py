"""What becomes of pasted text: words at the caret, or values that are offered; never commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

from copvalue_tui.editor.commands.clipboard import bulleted
from copvalue_tui.editor.commands.suggestions import filter_by
from copvalue_tui.editor.commands.typing import keep_words, put_aside, type_text
from copvalue_tui.editor.keys.command import no_edits
from copvalue_tui.editor.keys.host import Host, Option, in_thread
from copvalue_tui.editor.state import text_line
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable, acceptable_line
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.text.sentences import quote

if TYPE_CHECKING:
    from copvalue_tui.editor.commands.paste_preview import Preview
    from copvalue_tui.imports.imported import Imported

Read = TypeVar("Read")
LONG = 100_000
"""Letters of a paste that may take more than a moment to read."""
_CUT = "The end of so long a text was left out."

# The readers of pasted text are imported where one is needed: the first screen needs none.


class Arrived(TypedDict, total=False):
    """How a text arrived; each is false or 0 when it is not given."""

    typed: bool
    """Whether it may have been typed as well: what is not taken is one undo away."""
    refused: int
    """How many characters the terminal's layer has left out of it already, which is said."""
    cut: bool
    """Whether it was too long for that layer, and lost its end, which is said too."""
    ask: bool
    """Whether even a single line is asked about: a page was open."""


async def paste_text(state: State, host: Host, text: str, **how: Unpack[Arrived]) -> State:
    """The state after a paste: one line is taken as it is, anything else is shown first."""
    if state.in_panel.filtering:
        return filter_by(state, lambda query: query + tidy(acceptable_line(text).text))
    taken = await _apart(text, state, host, partial(_read, state, text))
    remarks = (*taken.remarks, *((_CUT,) if how.get("cut") else ()))
    taken = taken._replace(refused=taken.refused + how.get("refused", 0), remarks=remarks)
    one_line = len(taken.texts) == 1 and not taken.placed and not taken.matrix.parking_lot
    if not taken.texts and not _adds(state, taken):
        told = "".join(f" {remark}" for remark in taken.remarks)
        return state.with_message(f"Nothing to paste.{told}{taken.refusal}")
    if state.typing is not None and one_line:
        return _into_line(state, text, taken)
    if reason := no_edits(state):
        return state.with_message(reason)
    from copvalue_tui.editor.commands.paste_preview import added, all_values, preview

    # Words that were begun end here; they stay open when the paste is not taken.
    kept, _ = keep_words(state)
    if one_line and kept.pane == "grid" and not how.get("ask"):
        return added(kept, all_values(taken), taken)
    shown = await _apart(text, state, host, partial(preview, kept, taken))
    return await _offered(state, kept, host, (taken, shown), typed=how.get("typed", False))


async def _apart(text: str, state: State, host: Host, work: Callable[[], Read]) -> Read:
    """What the work gives; for a long text it is done in a thread, and said."""
    if len(text) < LONG:
        return work()
    host.show(state.with_message(f"Reading {len(text) // 1000:,} kB from your clipboard…"))
    return await in_thread(work)


async def _offered(
    before: State, kept: State, host: Host, found: tuple[Imported, Preview], *, typed: bool
) -> State:
    from copvalue_tui.editor.commands.paste_preview import all_values

    taken, shown = found
    choice = await host.choose(
        shown.question, [Option(plan.words, key=plan.key) for plan in shown.plans]
    )
    if choice is not None and choice.index is not None:
        # What is added is seen in the present, not in the past.
        here = kept if kept.timeline is None else replace(kept, mode=kept.mode.root)
        return shown.plans[choice.index].run(here)
    if not typed:
        return before.with_message("")
    done = shown.plans[0].run(kept)
    said = f"Not added: {quote(' '.join(value.text for value in all_values(taken)), 40)}"
    return put_aside(kept, done.history.done[-1].action, done.matrix, done.cursor, said)


def _adds(state: State, taken: Imported) -> bool:
    """Whether a table adds a value or a row."""
    applied = taken.apply(state.matrix)
    return bool(applied.total or applied.new_rows)


def _read(state: State, text: str) -> Imported:
    """What the text says; the values that were copied here come back as they were."""
    from copvalue_tui.imports.formats.bullets import bullets
    from copvalue_tui.imports.imported import Imported
    from copvalue_tui.imports.registry import importer_of

    lines = _lines(text)
    copied = state.clipboard
    if copied and lines in ([value.text for value in copied], _lines(bulleted(copied))):
        return Imported(tuple(value.text for value in copied))
    reader = importer_of(text)
    if reader.name in ("table", "markdown") and _is_one_line(text):
        return bullets(text)
    if reader.name == "bullets":
        text = _in_this_horizon(state, text)
        reader = importer_of(text)
    return _in_this_row(state, reader.read(text))


def _is_one_line(text: str) -> bool:
    """Whether a text is one line without cells: a sentence, whatever words and commas it has."""
    line = acceptable(text).text.strip()
    return not any(sign in line for sign in "\n\v\t|")


def _in_this_horizon(state: State, text: str) -> str:
    """The text with the horizon of the cursor added to heads that name only an audience or a
    row of the matrix: headings, a line above a list, the heads of a table."""
    from copvalue_tui.imports.marks import bold_of, heading_of, lead_of
    from copvalue_tui.imports.structure.labels import BLANK_NAMES, generic_audience, read_label

    rows = {
        key(row.name): f"{BLANK_NAMES[state.matrix.audience(at)]}: {row.name}"
        for at, row in enumerate(state.matrix.rows)
    }
    lines = text.split("\n")
    heads = [read_label(cell) for cell in lines[0].split("\t")]
    if len(heads) > 1 and all(head and head.audience and not head.horizon for head in heads):
        cells = (f"{cell.strip()}: {state.cursor.horizon}" for cell in lines[0].split("\t"))
        return "\n".join(["\t".join(cells), *lines[1:]])
    for at, line in enumerate(lines):
        words = (heading_of(line) or bold_of(line) or "").rstrip(": \r")
        if not words and at + 1 < len(lines) and lead_of(line).text == 0:
            below = lead_of(lines[at + 1])
            words = line.strip(": \r") if below.text > below.mark else ""
            words = words if generic_audience(words) or key(words) in rows else ""
        label = read_label(words) if words else None
        named = rows.get(key(words)) if words and label is None else None
        if named or (label is not None and label.audience and label.horizon is None):
            lines[at] = line.replace(words, f"{named or words}: {state.cursor.horizon}", 1)
    return "\n".join(lines)


def _in_this_row(state: State, taken: Imported) -> Imported:
    """A table or list that names horizons and no row is about the row of the cursor."""
    from copvalue_tui.imports.structure.placing import NO_ROW

    if NO_ROW not in taken.remarks or len(taken.matrix.rows) != 1:
        return taken
    rows = (replace(taken.matrix.rows[0], name=state.row.name),)
    members = state.matrix.audience(state.cursor.row) == "members"
    matrix = replace(
        taken.matrix, members=rows if members else (), organizations=() if members else rows
    )
    remarks = tuple(remark for remark in taken.remarks if remark != NO_ROW)
    return taken._replace(matrix=matrix, remarks=remarks)


def _lines(text: str) -> list[str]:
    return [tidy(line) for line in acceptable(text).text.strip().split("\n")]


def _into_line(state: State, text: str, taken: Imported) -> State:
    line = state.typing.line if state.typing is not None else text_line.TextLine()
    # On a blank line a bullet is a bullet; inside a line it may be a dash of the sentence.
    inside = line.text and "\n" not in text.strip()
    words = acceptable_line(text, line.before).text if inside else " ".join(taken.texts)
    state = type_text(state, words)
    return state.with_message(taken.refusal.strip()) if taken.refusal else state
