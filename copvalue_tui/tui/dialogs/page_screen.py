"""A page to look over: go from stop to stop, and take one of them."""

from __future__ import annotations

from bisect import bisect

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset

from copvalue_tui.editor.pages.page import (
    Fact,
    FigureHeads,
    Heading,
    Page,
    PageAnswer,
    Sentence,
    SideHeads,
    spots,
)
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.tui.dialogs.dialog import (
    Dialog,
    DrawnLines,
    Foot,
    ScrolledLines,
    caret_in,
    write_keys,
)
from copvalue_tui.tui.dialogs.page_lines import PageLayout
from copvalue_tui.tui.drawing.line import LineBuilder, clipped
from copvalue_tui.tui.drawing.themes import Theme

_STEPS = {"down": 1, "j": 1, "up": -1, "k": -1}
_SIDES = {"left": 0, "h": 0, "right": 1, "l": 1}
_CLOSING = ("escape", "q", "ctrl+q", "ctrl+c")
_FRAME = 3
"""Lines that are not of the page: its title, the keys, and what is told."""


class PageScreen(Dialog[PageAnswer]):
    """Shows a page until something on it is taken, or it is left."""

    def __init__(self, page: Page, at: int | None, look: Theme) -> None:
        super().__init__(look)
        self.page = page
        self.at = 0
        """Index of the stop that is chosen."""
        self.marked: tuple[int, ...] = ()
        """Indexes of the marked stops."""
        self._spots = spots(page.blocks)
        self._stopping = {spot.block for spot, _ in self._spots}
        self._by_key = {stop.key: index for index, (_, stop) in enumerate(self._spots) if stop.key}
        self._top = 0
        """The first block in view."""
        self._starts: list[int] = []
        """The first line of each block."""
        self._half = 0
        """The column at which the right side begins."""
        self._drawing: PageLayout | None = None
        self._go(page.start if at is None else at)
        self._message = page.message
        self._untouched = at is None
        """Whether the page may still choose what it begins with."""
        self._body = ScrolledLines()
        self._keys_line = DrawnLines(lambda width: [self._keys(width).line(width)])
        self._note = DrawnLines(lambda width: [self._foot(width).line(width)])

    def compose(self) -> ComposeResult:
        """The title, the part of the page in view, the keys, and what is said."""
        with Foot():
            yield DrawnLines(lambda width: [self._head(width).line(width)])
            yield self._body
            yield self._keys_line
            yield self._note

    def on_mount(self) -> None:
        """What is chosen first is in view."""
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Another size lays it out again."""
        self._top = 0
        self.at = self.page.start if self._untouched else self.at
        self._show()

    @property
    def caret(self) -> Offset:
        """At the stop that is chosen; without one at the first line in view."""
        if not self._spots or not self._starts:
            return caret_in(self._body, 1, 0)
        spot = self._spots[self.at][0]
        line = self._first_line(spot.block) - self._body.top
        return caret_in(self._body, self._half * spot.side + 1, max(line, 0))

    def on_click(self, event: events.Click) -> None:
        """A click takes what is under it; beside the page it is Esc."""
        if self.get_widget_at(*event.screen_offset)[0] is not self._body:
            super().on_click(event)
            return
        line = event.screen_offset.y - self._body.region.y + self._body.top
        block = max((at for at, start in enumerate(self._starts) if start <= line), default=-1)
        side = int(event.screen_offset.x >= self._half)
        here = [at for at, (spot, _) in enumerate(self._spots) if spot.block == block]
        beside = [at for at in here if self._spots[at][0].side == side]
        if here:
            self._taken("enter", (beside or here)[0])

    def press(self, key: str) -> None:
        """Arrows go from stop to stop, Enter takes one, its own key takes it at once."""
        self._untouched = False
        self._do(key)
        self._show()

    def _do(self, key: str) -> None:
        if key == "escape" and self.marked:
            self.marked = ()
        elif key in _CLOSING or key in self.page.closing:
            self.take(None)
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in _SIDES:
            self._aside(_SIDES[key])
        elif key in ("tab", "shift+tab"):
            self._next_part(1 if key == "tab" else -1)
        elif key in ("pagedown", "pageup"):
            self._page(1 if key == "pagedown" else -1)
        elif key in ("home", "g", "end", "G"):
            self._go(0 if key in ("home", "g") else len(self._spots) - 1)
        elif key == "space" and self.page.marking:
            self._mark()
        elif key in self._by_key:
            self._taken("enter", self._by_key[key])
        elif key in ("enter", "ctrl+j"):
            self._taken("enter", self.at)
        elif key == "?" or any(key == action.key for action in self.page.actions):
            self._taken(key, self.at)
        else:
            self._message = ""

    def _taken(self, key: str, stop: int) -> None:
        there = stop if self._spots else None
        if key != "enter" or there is not None:
            self.take(PageAnswer(key, there, tuple(sorted(self.marked))))

    def _go(self, at: int) -> None:
        self._message = ""
        self.at = min(max(at, 0), max(len(self._spots) - 1, 0))

    def _step(self, by: int) -> None:
        """To the next stop of the same side; of the other one where a block has only that."""
        at = self.at + by
        while 0 <= at < len(self._spots):
            here, spot = self._spots[self.at][0], self._spots[at][0]
            beside = self._spots[at + by][0] if 0 <= at + by < len(self._spots) else None
            paired = beside is not None and beside.block == spot.block
            if spot.block != here.block and (spot.side == here.side or not paired):
                self._go(at)
                return
            at += by

    def _aside(self, side: int) -> None:
        """To the other side: in the same block, or else in the nearest one that has a stop."""
        if not self._spots or self._spots[self.at][0].side == side:
            return
        here = self._spots[self.at][0].block
        there = [
            (abs(spot.block - here), at)
            for at, (spot, _) in enumerate(self._spots)
            if spot.side == side
        ]
        if there:
            self._go(min(there)[1])

    def _next_part(self, by: int) -> None:
        """To the first stop under the next heading that has one, or the one before."""
        parts: list[int] = []
        at = 0
        for number, block in enumerate(self.page.blocks):
            if isinstance(block, Heading | FigureHeads | SideHeads):
                while at < len(self._spots) and self._spots[at][0].block < number:
                    at += 1
                if at < len(self._spots) and at not in parts[-1:]:
                    parts.append(at)
        ahead = [part for part in parts if (part > self.at if by > 0 else part < self.at)]
        if ahead:
            self._go(ahead[0] if by > 0 else ahead[-1])

    def _page(self, by: int) -> None:
        for _ in range(max(self._room - 2, 1)):
            self._step(by)

    def _mark(self) -> None:
        if self._spots:
            self.marked = tuple(set(self.marked) ^ {self.at})
            self._step(1)

    @property
    def _room(self) -> int:
        """Lines of the page that there is room for."""
        return max(self.app.size.height - 1 - _FRAME, 1)

    def _show(self) -> None:
        """Draws the page, the chosen stop in view."""
        width = self.app.size.width
        if self._drawing is None or self._drawing.width != width:
            self._drawing = PageLayout(self.page, width, self.look.glyphs)
        layout = self._drawing
        self._scroll(layout)
        if self._untouched and self._top:
            self.at = self._top = 0
            self._scroll(layout)
        builders: list[LineBuilder] = []
        self._starts = []
        for at in range(len(self.page.blocks)):
            self._starts.append(len(builders))
            builders += self._block(layout, at)
        self._half = layout.half
        # The view begins with words, not with the blank that parts them from those above.
        top = self._first_line(self._top) if self._top else 0
        below = top + self._room
        if below < len(builders) and below not in self._starts and builders[below - 1].at:
            block = self.page.blocks[bisect(self._starts, below) - 1]
            if isinstance(block, Sentence | Fact):
                # A text that goes on below ends with a sign of that.
                builders[below - 1].write(self.look.glyphs.ellipsis, "dim")
        lines = [builder.line(width) for builder in builders]
        self._body.show(lines, self._room, top)
        self._keys_line.redraw()
        self._note.redraw()

    def _first_line(self, block: int) -> int:
        """The first line of a block that has words."""
        layout = self._drawing
        parted = layout is not None and not self._block(layout, block)[0].at
        return self._starts[block] + parted

    def _block(self, layout: PageLayout, at: int) -> list[LineBuilder]:
        if at not in self._stopping:
            return layout.lines(at, None, ())
        chosen = self._spots[self.at][0]
        marked = [self._spots[one][0] for one in self.marked]
        sides = tuple(spot.side for spot in marked if spot.block == at)
        return layout.lines(at, chosen.side if chosen.block == at else None, sides)

    def _scroll(self, layout: PageLayout) -> None:
        """Moves the first block on screen as little as shows the chosen one and its heading."""
        if not self._spots:
            return
        chosen = self._spots[self.at][0].block
        first = chosen
        taken = len(self._block(layout, chosen))
        # What is above a stop belongs to it; as much of that as there is room for.
        while first and first - 1 not in self._stopping:
            taken += len(self._block(layout, first - 1))
            if taken > self._room:
                break
            first -= 1
        top = min(self._top, first)
        left = self._room - len(self._block(layout, chosen))
        below = len(self._block(layout, chosen + 1)) if chosen + 1 < len(self.page.blocks) else 0
        # One sees where the next key leads, when there is room for that.
        left -= below if below <= left else 0
        lowest = chosen
        while lowest > top and (size := len(self._block(layout, lowest - 1))) <= left:
            left -= size
            lowest -= 1
        self._top = max(top, lowest)

    def _head(self, width: int) -> LineBuilder:
        rule = self.look.glyphs.rule
        title = clipped(safe(self.page.title), max(width - 4, 1), self.look.glyphs.ellipsis)
        builder = LineBuilder().write(f"{rule} ", "rule").write(title, "name").write(" ")
        room = width - builder.at - 5
        if self.page.verdict and room > 0:
            verdict = clipped(safe(self.page.verdict), room, self.look.glyphs.ellipsis)
            builder.write(f"{self.look.glyphs.dot} ", "dim").write(verdict).write(" ")
        return builder.write(rule * (width - builder.at), "rule")

    def _keys(self, width: int) -> LineBuilder:
        builder = LineBuilder().write(" ")
        go = (("Enter", "go there"),) if self._spots else ()
        marks = (("Space", "mark"),) if self.page.marking and self._spots else ()
        actions = ((action.key, action.word) for action in self.page.actions)
        keys = (*go, *marks, ("Esc", "close"), *actions)
        write_keys(builder, keys, width)
        said = f"{self.at + 1:,} of {len(self._spots):,}" if self._spots else ""
        if builder.at + len(said) + 3 < width:
            builder.to(width - len(said) - 1).write(said, "dim")
        return builder

    def _foot(self, width: int) -> LineBuilder:
        """What just happened, or else where the chosen stop is."""
        builder = LineBuilder().to(1)
        told, tone = safe(self._message), "plain"
        if told and self.page.warning:
            builder.write("! ", "warning")
        if not told and self.marked:
            told = f"{len(self.marked):,} marked; Esc to clear."
        elif not told and self._spots:
            told, tone = safe(self._spots[self.at][1].note), "dim"
        text = clipped(told, max(width - builder.at - 1, 1), self.look.glyphs.ellipsis)
        return builder.write(text, "dim" if tone == "dim" else "plain")
