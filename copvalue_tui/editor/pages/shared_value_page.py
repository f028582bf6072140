"""The shared values of a matrix as a page: what meets, what waits, what only one side wants."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from copvalue_tui.editor.pages.page import Block, Heading, Page, PageAction, SideHeads, Sides, Stop
from copvalue_tui.matrix.shared_value import SharedTheme, SharedValues
from copvalue_tui.matrix.values import HORIZON_WORDS, Matrix, Place, value_at

TITLE = "Shared values"
DEEDS = (
    PageAction("s", "links", "links the marked values under a theme, or this one with another"),
    PageAction("d", "unlinks", "takes the value from under its theme"),
    PageAction("R", "renames", "gives the theme another name; that of another joins the two"),
    PageAction("u", "undo", "takes the last deed back"),
    PageAction("U", "redo", "does it again"),
    PageAction("b", "balance", "shows the balance"),
)
_SIDES = SideHeads("Members", "Organizations")
_ALONE = SideHeads("Only members want", "Only organizations want")
WAITS = "waits for a value of the other side"


def sharing_page(
    matrix: Matrix, found: SharedValues, told: str = "", warning: bool = False
) -> Page:
    """The page of the shared values."""
    return Page(
        title=TITLE,
        verdict=verdict(found),
        blocks=tuple(_blocks(matrix, found)),
        actions=DEEDS,
        marking=True,
        told=told,
        warning=warning,
    )


def verdict(found: SharedValues) -> str:
    """What is shared and what is not, in a few words."""
    meeting, waiting = len(found.meeting), len(found.one_sided)
    parts = ["1 theme meets" if meeting == 1 else f"{meeting:,} themes meet"]
    if waiting:
        parts.append("1 waits" if waiting == 1 else f"{waiting:,} wait")
    parts.append(f"only members {len(found.only_members):,}")
    parts.append(f"only organizations {len(found.only_organizations):,}")
    return ", ".join(parts)


def _blocks(matrix: Matrix, found: SharedValues) -> Iterator[Block]:
    if found.themes:
        yield _SIDES
    else:
        yield Heading(
            "Nothing is linked yet.",
            "Mark a value of each side with Space, then s; or s alone, and choose the other.",
        )
    for theme in (*found.meeting, *found.one_sided):
        yield Heading(theme.name, "" if theme.meets else WAITS)
        yield from _sides(matrix, theme.members, theme.organizations, theme)
    if found.only_members or found.only_organizations:
        yield _ALONE
        yield from _sides(matrix, found.only_members, found.only_organizations, None)


def _sides(
    matrix: Matrix, left: tuple[Place, ...], right: tuple[Place, ...], theme: SharedTheme | None
) -> Iterator[Sides]:
    for one, other in zip_longest(left, right):
        yield Sides(_stop(matrix, one, theme), _stop(matrix, other, theme))


def _stop(matrix: Matrix, place: Place | None, theme: SharedTheme | None) -> Stop | None:
    if place is None:
        return None
    row = matrix.rows[place.row]
    under = f", under “{theme.name}”" if theme is not None else ", under no theme yet"
    told = f"{row.name}, {HORIZON_WORDS[place.horizon]}{under}"
    return Stop(value_at(matrix, place).text, row.name, place, told=told)
