"""A page to read: lines of text, and stops among them that can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from copvalue_tui.matrix.values import Place


class Stop(NamedTuple):
    """Something on a page that can be chosen; all texts may hold words of people."""

    text: str
    hint: str = ""
    """Shown dim behind the text, or under it: whose it is."""
    place: Place | None = None
    """Where in the matrix it is; None when it is in no cell."""
    key: str = ""
    """A key that takes it at once; empty when it has none."""
    note: str = ""
    """What is said of it at the foot while it is chosen."""


class Heading(NamedTuple):
    """The name of a part of the page, with a blank line above."""

    text: str
    note: str = ""
    across: bool = False
    """Whether it is in the middle of a rule over the whole width."""


class FigureHeads(NamedTuple):
    """The heads of a table: what its rows are, and what each column shows."""

    title: str
    covers: tuple[str, ...]
    lacks: tuple[str, ...]
    """Heads of the columns that count what is missing; “no” is written above those."""


class Figures(NamedTuple):
    """A row of the table."""

    stop: Stop
    covers: tuple[int, ...]
    """How much there is; none at all is worth a look."""
    lacks: tuple[int, ...]
    """How much is missing; zero is drawn quietly."""


class Band(NamedTuple):
    """The name of the rows below, inside a table."""

    text: str


class Fact(NamedTuple):
    """A name, and phrases about it; no line breaks inside of a phrase that fits."""

    name: str
    words: tuple[str, ...]
    stop: Stop | None = None
    """Where it leads, if it leads anywhere."""


class Sentence(NamedTuple):
    """A whole sentence that leads somewhere."""

    stop: Stop


class SideHeads(NamedTuple):
    """The names of the left and the right column below."""

    left: str
    right: str


class Sides(NamedTuple):
    """Two stops beside each other; either may be missing."""

    left: Stop | None
    right: Stop | None
    meet: bool = False
    """Whether a line is drawn from one to the other."""


Block: TypeAlias = Heading | FigureHeads | Band | Figures | Fact | Sentence | SideHeads | Sides


class StopPosition(NamedTuple):
    """The position of a stop on a page."""

    block: int
    side: int
    """0 on the left, 1 on the right."""


class PageAction(NamedTuple):
    """What a key does on a page beside going to a stop."""

    key: str
    word: str
    """At the foot of the page."""
    help: str = ""
    """In the help of the page; empty when the help says it anyway."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is looked over."""

    title: str
    verdict: str
    """The page in a few words, shown beside its title."""
    blocks: tuple[Block, ...]
    start: int = 0
    """Index of the stop that is chosen first, if it is on the first screen of the page."""
    actions: tuple[PageAction, ...] = ()
    """What keys do here, the most important first."""
    marking: bool = False
    """Whether several stops can be marked."""
    closing: tuple[str, ...] = ()
    """Keys that leave it, beside Esc and q."""
    message: str = ""
    """What just happened."""
    warning: bool = False

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Every stop, from the top down, the left one before the right one."""
        return tuple(stop for _, stop in spots(self.blocks))


class HelpPage(NamedTuple):
    """One part of the help: a heading and lines of key and meaning."""

    heading: str
    lines: tuple[tuple[str, str], ...]


class PageAnswer(NamedTuple):
    """What the person did on a page."""

    key: str
    """`enter`, or the key of an action."""
    stop: int | None
    """Index of the stop it is about; None when the page has none."""
    marked: tuple[int, ...] = ()
    """Indexes of the marked stops, in order."""


def spots(blocks: tuple[Block, ...]) -> list[tuple[StopPosition, Stop]]:
    """Every stop with its position, from the top down."""
    places: list[tuple[StopPosition, Stop]] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Sides):
            sides: tuple[Stop | None, ...] = (block.left, block.right)
        elif isinstance(block, Figures | Fact | Sentence):
            sides = (block.stop,)
        else:
            continue
        places += [
            (StopPosition(at, side), stop) for side, stop in enumerate(sides) if stop is not None
        ]
    return places


MOVES = (
    ("↑ ↓ j k", "Move to the next or previous item."),
    ("Tab Shift+Tab", "Move to the next or previous part."),
    ("PgUp PgDn", "Move a page up or down."),
    ("g G Home End", "Move to the first or last item."),
    ("Enter", "Go to its place in the grid."),
    ("Esc q", "Close the page."),
)
"""Keys that every page has."""


def help_page(page: Page) -> HelpPage:
    """The keys of a page."""
    sides = (
        (("← → h l", "Move to the other side."), ("Space", "Mark the value."))
        if page.marking
        else ()
    )
    letters = [stop.key for stop in page.stops if stop.key]
    labels = (
        ((f"{letters[0]} … {letters[-1]}", "Go straight to that item."),)
        if len(letters) > 1
        else ()
    )
    actions = tuple((action.key, action.help) for action in page.actions if action.help)
    return HelpPage("Keys on this page", (*MOVES, *sides, *labels, *actions))
