"""Whole sentences typed into the grid by somebody who forgot `a`: what they cost at most."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from copvalue_tui.editor.keys.host import Choice, EditorEnd, Find, Option
from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.pages.page import HelpPage, Page, PageAnswer
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.text.search import prepare
from copvalue_tui.matrix.values import Matrix, Scene, cells
from copvalue_tui.suggest.pack_format.read import shipped_packs
from tests.editor.stories import ScriptedHost, _awaited

FOLDER = Path(__file__).parents[2] / "samples"
SAMPLES = tuple(read(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
ENDS = ("", ".", "!", "?", ": yes", ", too", " (more)", " > now", " - or + so", "; D it")
SENTENCES = tuple(
    f"{entry.text}{ENDS[number % len(ENDS)]}"
    for number, entry in enumerate(
        entry for pack in shipped_packs() if pack.language == "en" for entry in pack.entries
    )
)[:200]


class TypingHost(ScriptedHost):
    """Gives the keys that follow to whatever asks, as the dialogs do."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.keys = deque("space" if key == " " else key for key in sentence)
        self.keys.append("enter")

    def _typed(self) -> str | None:
        """The words up to Enter; None when the keys end before."""
        typed = ""
        while self.keys:
            key = self.keys.popleft()
            if key == "enter":
                return typed
            typed += " " if key == "space" else key
        return None

    async def ask_text(self, question: str, initial: str = "") -> str | None:
        typed = self._typed()
        return initial if typed == "" else typed

    async def ask_path(self, question: str, initial: str = "") -> Path | None:
        self._typed()
        return None

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
        lettered = {option.key: index for index, option in enumerate(options) if option.key}
        if len(lettered) == len(options) and self.keys and self.keys[0] in lettered:
            index = lettered[self.keys.popleft()]
            return None if options[index].why_not else Choice(index, "")
        search = (
            find
            or prepare(f"{one.text} {one.hint} {one.words}" for one in options).nearest_together
        )
        typed = self._typed()
        if typed is None:
            return None
        if callable(free) and free(typed):
            return Choice(None, typed)
        found = search(typed) if typed.strip() else [chosen]
        if found:
            return None if options[found[0]].why_not else Choice(found[0], typed)
        return Choice(None, typed) if free is True and typed else None

    async def confirm(self, question: str, does: str) -> bool:
        self.asked.append(question)
        return bool(self.keys) and self.keys.popleft() == "enter"

    async def show_help(
        self, title: str, pages: Sequence[HelpPage], sheet: Sequence[HelpPage] = ()
    ) -> None:
        while self.keys and self.keys.popleft() not in ("q", "h"):
            pass

    async def browse_page(self, page: Page, at: int | None = None) -> PageAnswer | None:
        acting = {action.key for action in page.actions}
        while self.keys:
            key = self.keys.popleft()
            if key in acting:
                return PageAnswer(key, page.start if page.stops else None)
            if key == "q" or (key == "enter" and not page.stops):
                return None
            if key == "enter":
                return PageAnswer(key, page.start)
        return None

    async def edit_file(self, file: Path) -> EditorEnd:
        raise RuntimeError("No editor could be started.")


def touched(before: Matrix, after: Matrix) -> int:
    """How many values are others than before, or elsewhere."""
    one, other = _values(before), _values(after)
    return max((one - other).total(), (other - one).total())


def _values(matrix: Matrix) -> Counter[object]:
    return Counter(
        (place.column, value.text, value.status, value.priority, value.votes, value.owner)
        for place, cell in cells(matrix)
        for value in cell
    )


def type_sentence(matrix: Matrix, sentence: str) -> tuple[State, list[tuple[State, State]]]:
    """The state after all keys, and each change on the way."""
    start = State(Scene(matrix), saved=matrix, packs=shipped_packs()[:1])
    host = TypingHost(sentence)
    changes: list[tuple[State, State]] = []
    runner = Runner(start, host.keymap, host, lambda one, other: changes.append((one, other)))
    while host.keys and not runner.state.closed:
        talk = runner.press(host.keys.popleft())
        if talk is not None:
            asyncio.run(_awaited(talk))
    return runner.state, changes


@pytest.mark.parametrize("part", range(4))
def test_no_sentence_touches_more_than_single_values(part, tmp_path, monkeypatch):
    monkeypatch.setenv("COPVALUE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for number, sentence in enumerate(SENTENCES):
        if number % 4 != part:
            continue
        for matrix in SAMPLES:
            state, changes = type_sentence(matrix, sentence)
            for before, after in changes:
                if after.matrix is before.matrix:
                    continue
                allowed = max(1, len(before.marked), len(before.clipboard))
                assert touched(before.matrix, after.matrix) <= allowed, (sentence, after.message)
            assert state.file is None, sentence
            undone = state.history
            while undone.done:
                step, undone = undone.undo()
                first = step.before.matrix
            assert not state.history.done or first == matrix, "each is one undo away"


def test_there_are_two_hundred_sentences_with_every_kind_of_key():
    assert len(SENTENCES) == 200
    assert {"D", "M", ":", ",", ">", "b", "T"} <= set("".join(SENTENCES))


def test_the_two_that_ask_are_answered_by_enter_alone():
    matrix = SAMPLES[-1]
    state, _ = type_sentence(matrix, "D")
    assert len(state.matrix.rows) == len(matrix.rows) - 1, "D, then Enter: that was meant"
    state, _ = type_sentence(matrix, "D.")
    assert state.matrix == matrix
