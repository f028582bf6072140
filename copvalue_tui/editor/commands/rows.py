"""Commands for rows, and for the facts about the matrix."""

from __future__ import annotations

import re
from dataclasses import replace

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.preconditions import last_row, rows_hidden
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.text.sentences import plural, quote
from copvalue_tui.matrix.values import Audience, Matrix, Place, Row

_KINDS: tuple[tuple[Audience, Option], ...] = (
    ("members", Option("A segment or persona of the members", key="s")),
    ("organizations", Option("An organization: sponsor, host or key partner", key="o")),
)


@command(
    "Add a row",
    "A",
    edits=True,
    words="new segment persona organization sponsor partner donor audience",
)
async def add_row(state: State, host: Host) -> State:
    """Add a segment or an organization below this row."""
    here = state.matrix.audience(state.cursor.row)
    kinds = sorted(_KINDS, key=lambda kind: kind[0] != here)
    choice = await host.choose("Add a row for", [option for _, option in kinds])
    if choice is None or choice.index is None:
        return state
    audience = kinds[choice.index][0]
    name = await host.ask_text("Name of the new row")
    if not name:
        return state.with_message("No row was added; a row needs a name.")
    rows = edits.rows_of(state.matrix, audience)
    position = len(rows)
    if audience == here:
        position = state.cursor.row + 1 - edits.index_of(state.matrix, audience, 0)
    matrix = edits.add_row(state.matrix, audience, position, Row(name))
    place = Place(edits.index_of(matrix, audience, position), 0)
    return state.edited(f"Added the row {quote(name)}", matrix, place)


@command("Rename the row", "R", edits=True, words="segment organization title")
async def rename_row(state: State, host: Host) -> State:
    """Rename the row."""
    name = await host.ask_text("Name of this row", state.row.name)
    if name is None or name == state.row.name:
        return state
    if not name:
        return state.with_message("A row needs a name; D to delete the row.")
    matrix = edits.set_row(state.matrix, state.cursor.row, replace(state.row, name=name))
    return state.edited(f"Renamed {quote(state.row.name)} to {quote(name)}", matrix)


@command("Delete the row", "D", edits=True, why_not=last_row, words="remove segment organization")
async def delete_row(state: State, host: Host) -> State:
    """Delete the row and its values. Asks first if it has any."""
    count = len(state.row.short_term) + len(state.row.long_term)
    values = plural(count, "value")
    question = f"Delete {quote(state.row.name)} and its {values}?"
    if count and not await host.confirm(question, "delete"):
        return state.with_message(f"Nothing was deleted. {quote(state.row.name)} is as it was.")
    matrix = edits.delete_row(state.matrix, state.cursor.row)
    action = f"Deleted the row {quote(state.row.name)} with {values}"
    return state.edited_at_large(action, matrix, state.cursor.cell)


def _move_row(state: State, by: int, way: str) -> State:
    matrix, row = edits.move_row(state.matrix, state.cursor.row, by)
    if row == state.cursor.row:
        kind = "members" if state.matrix.audience(row) == "members" else "organizations"
        return state.with_message(f"The row cannot move further {way} among the {kind}.")
    place = replace(state.cursor, row=row)
    return state.edited(f"Moved the row {quote(state.row.name)} {way}", matrix, place)


@command("Move the row up", "<", edits=True, why_not=rows_hidden, words="order reorder")
def move_row_up(state: State) -> State:
    """Move the row up."""
    return _move_row(state, -1, "up")


@command("Move the row down", ">", edits=True, why_not=rows_hidden, words="order reorder")
def move_row_down(state: State) -> State:
    """Move the row down."""
    return _move_row(state, 1, "down")


@command("Persona and tags of the row", "I", edits=True, words="audience describe segment")
async def describe_row(state: State, host: Host) -> State:
    """Describe the people of this row, and tag them for better suggestions."""
    facts = (("Persona", state.row.persona), ("Tags", ", ".join(state.row.tags)))
    choice = await host.choose(
        f"About “{state.row.name}”", [Option(name, hint=now) for name, now in facts]
    )
    if choice is None or choice.index is None:
        return state
    name, now = facts[choice.index]
    questions = ("Persona, in a sentence", "Tags, such as newcomer, manager, donor")
    text = await host.ask_text(questions[choice.index], now)
    if text is None:
        return state
    row = replace(state.row, persona=text) if name == "Persona" else _tagged(state.row, text)
    matrix = edits.set_row(state.matrix, state.cursor.row, row)
    return state.edited(f"{name} of {quote(state.row.name)} changed", matrix)


def _tagged(row: Row, text: str) -> Row:
    tags = (tag for tag in re.split(r"[\s,;]+", text.casefold()) if tag)
    return replace(row, tags=tuple(dict.fromkeys(tags)))


_FACTS = (
    ("title", "Title", "Name of the community"),
    ("domain", "Domain", "What the community is about"),
    ("purpose", "Purpose", "What the community is for"),
    ("stage", "Stage", "How far the community has come, such as “launch” or “year 2”"),
    ("short_term_means", "Short term means", "Such as “within 12 months”"),
    ("long_term_means", "Long term means", "Such as “1 to 3 years”"),
    ("review_cadence", "Review cadence", "How often it is reviewed, such as “yearly”"),
    ("language", "Language", "Its code, such as en, es or fr"),
)
"""Field of the matrix, its name, and how it is asked for."""


@command(
    "Title and facts of the community",
    "C",
    edits=True,
    words="name purpose domain language horizons stage cadence",
    group="COMMUNITY",
)
async def facts(state: State, host: Host) -> State:
    """Edit the title, domain, purpose, horizons and language of the matrix."""
    now = {field: _fact(state.matrix, field) for field, _, _ in _FACTS}
    options = [Option(name, hint=now[field]) for field, name, _ in _FACTS]
    choice = await host.choose("About the community", options)
    if choice is None or choice.index is None:
        return state
    field, name, question = _FACTS[choice.index]
    text = await host.ask_text(question, now[field])
    if text is None:
        return state
    return state.edited(f"{name} changed", _with_fact(state.matrix, field, text))


def _fact(matrix: Matrix, field: str) -> str:
    return str(getattr(matrix, field))


def _with_fact(matrix: Matrix, field: str, text: str) -> Matrix:
    return replace(matrix, **{field: text})  # type: ignore[arg-type]  # `_FACTS` names texts only
