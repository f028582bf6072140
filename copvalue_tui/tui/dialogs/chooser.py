"""A list to choose from at the foot of the screen: type to filter, Enter to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option as ListOption

from copvalue_tui.editor.keys.host import Choice, Find, Option
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.search import prepare
from copvalue_tui.matrix.text.width import cell_width, wrap
from copvalue_tui.tui.dialogs.dialog import (
    Dialog,
    DrawnLines,
    Foot,
    caret_in,
    look_of,
    write_keys,
)
from copvalue_tui.tui.dialogs.option_lines import OptionColumns
from copvalue_tui.tui.dialogs.text_field import TextField
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, clipped
from copvalue_tui.tui.drawing.line_widget import painted
from copvalue_tui.tui.drawing.themes import Theme

_MOVES: dict[str, Callable[[OptionList], None]] = {
    "down": OptionList.action_cursor_down,
    "tab": OptionList.action_cursor_down,
    "ctrl+n": OptionList.action_cursor_down,
    "up": OptionList.action_cursor_up,
    "shift+tab": OptionList.action_cursor_up,
    "ctrl+p": OptionList.action_cursor_up,
    "pagedown": OptionList.action_page_down,
    "pageup": OptionList.action_page_up,
}
_ENDS: dict[str, Callable[[OptionList], None]] = {
    "home": OptionList.action_first,
    "end": OptionList.action_last,
}
_FRAME = 3
"""Lines that are no options: the question, the keys, the line that is typed."""
_MOST_LINES = 12
"""Options in view at once: the matrix stays in view above them."""


class ChoiceList(OptionList, can_focus=False):
    """Textual's list of options, each drawn as one line in columns."""

    def __init__(self, options: Sequence[Option], glyphs: Glyphs) -> None:
        super().__init__(markup=False, compact=True)
        self.columns = OptionColumns(options, glyphs)
        self.shown: tuple[int, ...] = ()
        """Which of the options are listed, by index."""
        self.query_text = ""

    def show(self, indexes: Sequence[int], query: str, at: int = 0) -> None:
        """Lists these options, one of them chosen."""
        self.shown, self.query_text = tuple(indexes), query
        options = self.columns.options
        self.set_options([ListOption(Content(safe(options[one].text))) for one in self.shown])
        self.highlighted = at if self.shown else None

    def render_line(self, y: int) -> Strip:
        """One option in its columns; what can be clicked says which it is."""
        at, width = y + self.scroll_offset.y, self.size.width
        if at >= len(self.shown):
            return painted(LineBuilder().line(width), look_of(self), width)
        before = self.shown[at - 1] if y else None
        chosen = at == self.highlighted
        line = self.columns.line(self.shown[at], width, before, chosen, self.query_text)
        return painted(line, look_of(self), width).apply_meta({"option": at})


class Chooser(Dialog[Choice]):
    """Asks for one of several."""

    AUTO_FOCUS = "TextField"

    def __init__(
        self,
        question: str,
        options: Sequence[Option],
        chosen: int,
        free: bool | Callable[[str], bool],
        look: Theme,
        find: Find | None = None,
        on_move: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(look)
        self._on_move = on_move
        self.question = safe(question)
        self.options = tuple(options)
        self.speaks = bool(free)
        self.field = TextField("")
        self.list = ChoiceList(self.options, look.glyphs)
        self.message = ""
        self._is_answer = free if callable(free) else lambda _: False
        self._any_words = free is True
        self._find = (
            find
            or prepare(f"{one.text} {one.hint} {one.words}" for one in options).nearest_together
        )
        self._lettered = bool(options) and all(option.key for option in options)
        self._first = chosen
        self._lines_in_view = _MOST_LINES
        """How many options there is room for at once."""
        self._in_list = False
        """Whether the person goes through the list, and not through the line that is typed."""
        self._head = DrawnLines(self._head_lines)
        self._hint = DrawnLines(self._hint_lines)

    def compose(self) -> ComposeResult:
        """The question, the options in view, the keys, and the line that is typed."""
        pointer = LineBuilder().write(f" {self.look.glyphs.pointer} ", "dim").line(3)
        with Foot():
            yield self._head
            yield self.list
            yield self._hint
            with Horizontal(classes="asked"):
                yield DrawnLines(lambda width: [pointer])
                yield self.field

    def on_mount(self) -> None:
        """All options are listed at first."""
        last = max(len(self.options) - 1, 0)
        self.list.show(range(len(self.options)), "", min(max(self._first, 0), last))
        self.fit()

    def fit(self) -> None:
        """The list takes as many lines as are listed, and leaves the title in sight."""
        room = self.app.size.height - 1 - _FRAME - len(self._long_question(self.app.size.width))
        self._lines_in_view = min(_MOST_LINES, max(room, 1))
        lines = min(len(self.list.shown), self._lines_in_view)
        self.list.styles.height, self.list.display = max(lines, 1), lines > 0

    def on_resize(self) -> None:
        """Another size leaves more or less room."""
        self.fit()
        self._head.redraw()

    @property
    def chosen(self) -> int | None:
        """Index of the option that is chosen, or None when none matches."""
        at = self.list.highlighted
        return None if at is None else self.list.shown[at]

    def press_in_place(self, key: str, other: str) -> None:
        """The key in the place of a letter only where that is an option's own."""
        own = self._lettered and not self.field.value and self._of_letter(key) is None
        self.press(other if own and self._of_letter(other) is not None else key)

    def press(self, key: str) -> None:
        """Arrows move, Enter chooses, Esc cancels, an option's own letter chooses it at once."""
        message = ""
        typed = self.field.value
        if key in ("enter", "ctrl+j"):
            message = self._enter()
        elif self.field.cancels(key):
            self.take(None)
        elif key in _MOVES or (key in _ENDS and not typed):
            (_MOVES.get(key) or _ENDS[key])(self.list)
            self._in_list = True
            self._moved()
        elif self._lettered and not typed and (at := self._of_letter(key)) is not None:
            message = self._take(at)
        else:
            message = self.field.press(key)
            self._filter(typed)
        self.say(message)

    def say(self, sentence: str) -> None:
        """Above the line that is typed."""
        if sentence != self.message:
            self.message = sentence
            self._hint.redraw()

    @property
    def takes_letters(self) -> bool:
        """Whether words narrow the list, or may be the answer."""
        return self.speaks or bool(self.field.value)

    @property
    def takes_text(self) -> bool:
        """It narrows the list; while each option has its letter, it is no answer."""
        return not self._lettered or self.takes_letters

    def paste(self, text: str) -> None:
        """Pasted text goes into the line, made one line."""
        typed = self.field.value
        self.field.paste(text)
        self._filter(typed)

    def put_off_paste(self) -> None:
        """It stays, and the paste waits for its answer."""
        self.say("Your paste is next; first answer this.")

    @property
    def caret(self) -> Offset:
        """In the line that is typed; from the first arrow on at the chosen option."""
        if not self._in_list or self.list.highlighted is None:
            return self.field.caret
        column = self.list.columns.pointer_column(self.list.size.width)
        return caret_in(self.list, column, self.list.highlighted - self.list.scroll_offset.y)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses."""
        self.say(self._take(self.list.shown[event.option_index]))

    def _of_letter(self, key: str) -> int | None:
        found = [index for index, option in enumerate(self.options) if option.key == key]
        return found[0] if len(found) == 1 else None

    def _enter(self) -> str:
        words = self.field.value
        if words and not self.list.highlighted and self._is_answer(words):
            self.take(Choice(None, words))
        elif self.chosen is not None:
            return self._take(self.chosen)
        elif self._any_words and words:
            self.take(Choice(None, words))
        else:
            return "" if self.options else "There is nothing to choose."
        return ""

    def _take(self, index: int) -> str:
        why_not = self.options[index].why_not
        if not why_not:
            self.take(Choice(index, self.field.value))
        elif index in self.list.shown:
            self.list.highlighted = self.list.shown.index(index)
        return safe(why_not)

    def _filter(self, before: str) -> None:
        """Lists what the words find, when they have changed."""
        self._in_list = False
        if self.field.value == before:
            return
        query = self.field.value.strip()
        self.list.show(self._find(query) if query else range(len(self.options)), query)
        self.fit()
        self._moved()

    def _about(self, width: int) -> str:
        """What the chosen option does, where its line has no room for all of that."""
        at = self.chosen
        if at is None or self.list.columns.tells_about(at, width):
            return ""
        return safe(self.options[at].about)

    def _moved(self) -> None:
        self._head.redraw()
        self._hint.redraw()
        if self._on_move is not None and self.chosen is not None:
            self._on_move(self.chosen)

    def _long_question(self, width: int) -> tuple[str, ...]:
        """The question on lines of its own, when it is too long for the rule."""
        fits = cell_width(self.question) <= max(width - 4, 1)
        most = max(self.app.size.height - _FRAME - 2, 0)
        return () if fits else wrap(self.question, max(width - 2, 1))[:most]

    def _head_lines(self, width: int) -> Sequence[Pieces]:
        rule, long = self.look.glyphs.rule, self._long_question(width)
        builder = LineBuilder().write(rule, "rule")
        if not long:
            asked = clipped(self.question, max(width - 4, 1), self.look.glyphs.ellipsis)
            builder.write(" ").write(asked, "name").write(" ")
        found = len(self.list.shown)
        at = (self.list.highlighted or 0) + 1
        count = f" {at} of {found} " if found else " none "
        if (found and found <= self._lines_in_view) or builder.at + len(count) + 3 > width:
            count = ""
        builder.write(rule * (width - builder.at - len(count) - bool(count)), "rule")
        builder.write(count, "dim").write(rule if count else "", "rule")
        asked_lines = [LineBuilder().write(f" {line}", "name").line(width) for line in long]
        return [builder.line(width), *asked_lines]

    def _hint_lines(self, width: int) -> Sequence[Pieces]:
        builder = LineBuilder().write(" ")
        if self.message:
            words = clipped(self.message, width - 2, self.look.glyphs.ellipsis)
            return [builder.write(words, "warning").line(width)]
        if self.options and not self.list.shown:
            self._write_none(builder, width)
            return [builder.line(width)]
        named = "number" if all(one.key.isdigit() for one in self.options) else "letter"
        direct = f"{named} or " if self._lettered and not self.field.value else ""
        about = self._about(width)
        find = (
            (("type", "to filter"),)
            if not about and len(self.options) > 4 and not self._lettered
            else ()
        )
        keys = ((f"{direct}Enter", "choose"), ("Esc", "cancel"), *find)
        write_keys(builder, keys, width)
        if about:
            room = max(width - builder.at - 4, 1)
            builder.write("   ").write(clipped(about, room, self.look.glyphs.ellipsis), "dim")
        return [builder.line(width)]

    def _write_none(self, builder: LineBuilder, width: int) -> None:
        """Writes that the words match no option, and which keys go on from there."""
        words = self.field.value.strip()
        if self._any_words or self._is_answer(words):
            keys: tuple[tuple[str, str], ...] = (("Enter", "use these words"), ("Esc", "cancel"))
        else:
            keys = (("Backspace", "shorten"), ("Esc", "cancel"))
        taken = sum(cell_width(f"  {key} {does}") for key, does in keys)
        room = max(width - taken - cell_width("Nothing matches “”.  "), 8)
        words = clipped(safe(words), room, self.look.glyphs.ellipsis)
        builder.write(f"Nothing matches “{words}”.", "dim")
        write_keys(builder, keys, width)
