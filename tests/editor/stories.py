"""Drawn stories: draw the matrix, press keys, draw it again; no terminal needed.

One line is one row: `Name | short; values | long; values`. `>` stands before the value under the
cursor, or alone in an empty cell; `*` before a marked value. `--` parts members from organizations.
While typing, the line stands in brackets with `_` for the caret: `>[Hel_p]`.

Keys are words parted by blanks; a word in quotes is typed letter by letter: `a 'New value' enter`.
"""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from copvalue_tui.editor.commands import COMMANDS, shipped_keymap
from copvalue_tui.editor.keys.host import Choice, EditorEnd, Find, Option
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.pages.page import HelpPage, Page, PageAnswer
from copvalue_tui.editor.session.reopen import open_another
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.journal.sessions import Session
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage.file import OpenFile, Saved
from copvalue_tui.matrix.values import HORIZONS, Matrix, Place, Row, Scene, Value
from copvalue_tui.suggest.pack_format.read import shipped_packs

assert COMMANDS

TODAY = date(2026, 11, 23)
"""The day that every story is told on."""

ONE_VALUE = '[[members]]\nname = "A"\nshort_term = [\n    "1",\n]\n'
"""The text of the file that the fixture `file` makes."""


@dataclass
class ScriptedHost:
    """Answers what commands ask from a script, in order, and remembers what was asked."""

    answers: list[str | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    repainted: int = 0
    width: int = 30
    """Of the texts in a cell."""
    states: list[State] = field(default_factory=list)
    """Those that conversations came to on their way."""
    pages: list[Page] = field(default_factory=list)
    """Those that were looked over."""
    chosen: list[str] = field(default_factory=list)
    """Which stop of each was chosen first."""
    options: tuple[Option, ...] = ()
    """Those that were offered last."""
    find: Find | None = None
    """How words find them."""
    sheets: list[tuple[HelpPage, ...]] = field(default_factory=list)
    """The sheets of keys that were shown."""
    help_pages: tuple[HelpPage, ...] = ()
    """The pages that were shown last."""
    told: tuple[Session, ...] = ()
    """What the timeline is told of; nothing: what can be undone."""
    keymap: Keymap = field(default_factory=shipped_keymap)

    def _answer(self, question: str) -> str | None:
        self.asked.append(question)
        assert self.answers, f"nobody answers “{question}”"
        return self.answers.pop(0)

    async def ask_text(self, question: str, initial: str = "") -> str | None:
        self.shown.append(initial)
        return self._answer(question)

    async def ask_path(self, question: str, initial: str = "") -> Path | None:
        answer = self._answer(question)
        return None if answer is None else Path(answer)

    async def choose(
        self,
        question: str,
        options: Sequence[Option],
        *,
        chosen: int = 0,
        free: bool | Callable[[str], bool] = False,
        find: Find | None = None,
        on_move: Callable[[int], None] | None = None,
    ) -> Choice | None:
        """The answer is the start of an option, `enter` for the one chosen, or other words.

        `find words` is what these words find first.
        """
        self.options, self.find = tuple(options), find
        self.shown += [option.text for option in options]
        answer = self._answer(question)
        if answer is None:
            return None
        if answer == "enter":
            return Choice(chosen, "")
        if callable(free) and free(answer):
            return Choice(None, answer)
        if find is not None and answer.startswith("find "):
            words = answer.removeprefix("find ")
            return Choice(find(words)[0], words)
        found = [index for index, one in enumerate(options) if one.text.startswith(answer)]
        if found and on_move is not None:
            on_move(found[0])
        if not found:
            assert free, f"no option of {[one.text for one in options]} starts with “{answer}”"
        return Choice(found[0] if found else None, answer)

    async def confirm(self, question: str, does: str) -> bool:
        """Enter, unless the script says `no`."""
        self.asked.append(question)
        if self.answers[:1] == ["no"]:
            self.answers.pop(0)
            return False
        return True

    async def show_help(
        self, title: str, pages: Sequence[HelpPage], sheet: Sequence[HelpPage] = ()
    ) -> None:
        self.sheets.append(tuple(sheet))
        self.shown += [page.heading for page in pages]
        self.help_pages = tuple(pages)

    async def browse_page(self, page: Page, at: int | None = None) -> PageAnswer | None:
        """The answer is a key, then the start of the stop it is about, of several with + between.

        `enter` alone is about the stop that is chosen first; several stops are marked.
        """
        texts = [stop.text for stop in page.stops]
        at = page.start if at is None else at
        self.pages.append(page)
        self.chosen.append(texts[at] if texts else "")
        answer = self._answer(page.title)
        if answer is None:
            return None
        key, _, said = answer.partition(" ")
        found = []
        for words in filter(None, said.split(" + ")):
            starts = [index for index, text in enumerate(texts) if text.startswith(words)]
            assert starts, f"no stop of {texts} starts with “{words}”"
            found.append(starts[0])
        stop = found[-1] if found else at if texts else None
        return PageAnswer(key, stop, tuple(sorted(found)) if len(found) > 1 else ())

    async def edit_file(self, file: Path) -> EditorEnd:
        """The answer is what the editor saves; nothing when it ends with a fault."""
        return self._edited(file)

    def _edited(self, file: Path) -> EditorEnd:
        self.shown.append(file.read_text(encoding="utf-8"))
        answer = self._answer("editor")
        if answer is not None:
            file.write_text(answer, encoding="utf-8")
        return EditorEnd(0 if answer is not None else 1, at_once=False)

    async def suspend(self) -> str:
        return self._answer("suspend") or ""

    async def save(self, file: OpenFile, matrix: Matrix, *, overwrite: bool = False) -> Saved:
        return save(file, matrix, overwrite=overwrite)

    def text_width(self) -> int:
        return self.width

    async def copy(self, text: str) -> str:
        self.copied.append(text)
        return "Sent to your terminal too."

    def repaint(self) -> None:
        self.repainted += 1

    async def sessions(self, path: Path | None) -> tuple[Session, ...]:
        return self.told

    def clock(self) -> str:
        return "14:02"

    def today(self) -> date:
        return TODAY

    def show(self, state: State) -> None:
        self.states.append(state)


@dataclass
class Story:
    """A session that was played."""

    state: State
    host: ScriptedHost
    states: list[State]

    @property
    def drawing(self) -> str:
        """The matrix as it stands."""
        return draw(self.state)

    @property
    def message(self) -> str:
        """What the status line says."""
        return self.state.message


def parse(drawing: str) -> State:
    """The state that a drawing shows."""
    rows: dict[str, list[Row]] = {"members": [], "organizations": []}
    audience, cursor, marks, number = "members", Place(0, 0), set(), 0
    for line in drawing.strip("\n").splitlines():
        if line.strip() == "--":
            audience = "organizations"
            continue
        name, *cells = (part.strip() for part in line.split("|"))
        read: list[tuple[Value, ...]] = []
        for column, cell in enumerate(cells):
            values = []
            for slot, text in enumerate(part.strip() for part in cell.split(";")):
                if text.startswith(">"):
                    cursor, text = Place(number, column, slot), text[1:].strip()
                if text.startswith("*"):
                    marks.add(Place(number, column, slot))
                    text = text[1:].strip()
                if text:
                    values.append(Value(text))
            read.append(tuple(values))
        rows[audience].append(Row(name, *read))
        number += 1
    matrix = Matrix(tuple(rows["members"]), tuple(rows["organizations"]))
    # The toolkit's pack alone: a story about others says which.
    packs = shipped_packs()[:1]
    return State(Scene(matrix, cursor), saved=matrix, marks=frozenset(marks), packs=packs)


def draw(state: State) -> str:
    """The drawing of a state, in the form that `parse` reads."""
    lines = []
    for number, row in enumerate(state.matrix.rows):
        if number and number == len(state.matrix.members):
            lines.append("--")
        cells = [_drawn_cell(state, number, column) for column in range(len(HORIZONS))]
        lines.append(" | ".join((row.name, *cells)).rstrip())
    return "\n".join(lines)


def _drawn_cell(state: State, row: int, column: int) -> str:
    cell = state.matrix.rows[row].cell(HORIZONS[column])
    parts = []
    for slot, value in enumerate(cell):
        place = Place(row, column, slot)
        here = "> " if place == state.cursor and state.typing is None else ""
        parts.append(f"{here}{'*' if place in state.marked else ''}{value.text}")
    typing = state.typing
    if typing is not None and typing.place.cell == Place(row, column):
        line = f">[{typing.line.before}_{typing.line.after}]"
        parts[typing.place.slot : typing.place.slot + (not typing.adding)] = [line]
    if not parts and state.cursor.cell == Place(row, column) and state.typing is None:
        parts = [">"]
    return "; ".join(parts)


def tell(
    start: str | State, keys: str, *answers: str | None, host: ScriptedHost | None = None
) -> Story:
    """Plays the keys on the drawing, or on a state; answers are given to what is asked."""
    state = parse(start) if isinstance(start, str) else start
    host = host or ScriptedHost()
    host.answers += answers
    states: list[State] = []
    runner = Runner(state, host.keymap, host, lambda _, after: states.append(after))
    lexer = shlex.shlex(keys, posix=False)
    lexer.whitespace_split, lexer.quotes, lexer.commenters = True, "'", ""
    for word in lexer:
        quoted = len(word) > 1 and word.startswith("'")
        for key in word[1:-1] if quoted else (word,):
            talk = runner.press("space" if key == " " else key)
            if talk is not None:
                asyncio.run(_awaited(talk))
    assert not host.answers, f"not asked for: {host.answers}"
    return Story(runner.state, host, states)


async def _awaited(talk: object) -> None:
    await talk  # type: ignore[misc]  # a coroutine, as `Talk` says


def play(drawing: str, keys: str, *answers: str | None) -> str:
    """The drawing after the keys."""
    return tell(drawing, keys, *answers).drawing


def at(state: State, row: int, column: int, slot: int = 0) -> State:
    """The state with the cursor elsewhere."""
    return replace(state, scene=replace(state.scene, cursor=Place(row, column, slot)))


def opened(file: Path) -> State:
    """The session of a file as it is opened from another one."""
    return open_another(parse("X | > |"), str(file))
