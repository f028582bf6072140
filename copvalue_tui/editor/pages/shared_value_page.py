"""The shared values of a matrix as a page: what meets, what waits, what only one side wants."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from copvalue_tui.editor.pages.page import Block, Heading, Page, PageAction, SideHeads, Sides, Stop
from copvalue_tui.matrix.shared_value import SharedTheme, SharedValues
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import HORIZON_WORDS, Matrix, Place, value_at

TITLE = "Shared values"
ACTIONS = (
    PageAction("s", "link", "Link the marked values under a theme, or this one with another."),
    PageAction("d", "unlink", "Remove the value from its theme."),
    PageAction("R", "rename", "Rename the theme; the name of another theme joins the two."),
    PageAction("u", "undo", "Undo the last step."),
    PageAction("U", "redo", "Redo it."),
    PageAction("b", "balance", "Show the balance."),
)
_SIDES = SideHeads("Members", "Organizations")
_ALONE = SideHeads("Only members want", "Only organizations want")
PURPOSE = "themes that members and organizations both want"
WAITS = "needs a value from the other side"


def sharing_page(
    matrix: Matrix, shared: SharedValues, message: str = "", warning: bool = False
) -> Page:
    """The page of the shared values."""
    return Page(
        title=TITLE,
        verdict=verdict(shared),
        blocks=tuple(_blocks(matrix, shared)),
        actions=ACTIONS if _any(shared) else ACTIONS[-1:],
        marking=_any(shared),
        message=message,
        warning=warning,
    )


def _any(shared: SharedValues) -> bool:
    """Whether there is any value that could be shared."""
    return bool(shared.themes or shared.only_members or shared.only_organizations)


def verdict(shared: SharedValues) -> str:
    """What is shared and what is not, in a few words."""
    if not _any(shared):
        return PURPOSE
    meeting, waiting = len(shared.meeting), len(shared.one_sided)
    parts = [plural(meeting, "shared theme")]
    if waiting:
        parts.append(f"{waiting:,} one-sided")
    parts.append(f"only members {len(shared.only_members):,}")
    parts.append(f"only organizations {len(shared.only_organizations):,}")
    return ", ".join(parts)


def _blocks(matrix: Matrix, shared: SharedValues) -> Iterator[Block]:
    if not _any(shared):
        yield Heading("No values yet.", "Esc for the grid, a to add one.")
    elif shared.themes:
        yield _SIDES
    else:
        yield Heading(
            "Nothing is linked yet.",
            "Mark a value on each side with Space, then press s.",
        )
    for theme in (*shared.meeting, *shared.one_sided):
        yield Heading(theme.name, "" if theme.meets else WAITS, across=True)
        yield from _sides(matrix, theme.members, theme.organizations, theme)
    if shared.only_members or shared.only_organizations:
        yield _ALONE
        yield from _sides(matrix, shared.only_members, shared.only_organizations, None)


def _sides(
    matrix: Matrix, left: tuple[Place, ...], right: tuple[Place, ...], theme: SharedTheme | None
) -> Iterator[Sides]:
    for one, other in zip_longest(left, right):
        met = theme is not None and theme.meets
        yield Sides(_stop(matrix, one, theme), _stop(matrix, other, theme), met)


def _stop(matrix: Matrix, place: Place | None, theme: SharedTheme | None) -> Stop | None:
    if place is None:
        return None
    row = matrix.rows[place.row]
    under = f", under “{theme.name}”" if theme is not None else ", not linked yet"
    note = f"{row.name}, {HORIZON_WORDS[place.horizon]}{under}"
    return Stop(value_at(matrix, place).text, row.name, place, note=note)
