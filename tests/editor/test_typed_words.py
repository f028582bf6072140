"""Whole sentences typed into the grid by somebody who forgot `a`: what they cost at most."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase

from copvalue_tui.editor.keys.host import Choice, EditorEnd, Find, Option
from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.pages.page import HelpPage, Page, PageAnswer
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.text.search import prepare
from copvalue_tui.matrix.values import Matrix, Place, Scene, Value, cells
from copvalue_tui.suggest.pack_format.read import shipped_packs
from tests.editor.stories import ScriptedHost, _awaited, parse

FOLDER = Path(__file__).parents[2] / "samples"
SAMPLES = tuple(read(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
ENDS = ("", ".", "!", "?", ": yes", ", too", " (more)", " > now", " - or + so", "; D it")
PACKED = tuple(
    f"{entry.text}{ENDS[number % len(ENDS)]}"
    for number, entry in enumerate(
        entry for pack in shipped_packs() if pack.language == "en" for entry in pack.entries
    )
)[:174]
TYPED = (
    "do it",
    "delete this",
    "Add more time",
    "dear all",
    "does it work",
    "document what we know",
    "Job security",
    "job security",
    "Less travel",
    "less travel",
    "3 new members a year",
    "2 days saved",
    "1 more thing",
    "undo that",
    "understand donors",
    "let us do more",
    "please delete that value",
    "we need more donors",
    "knowledge for all",
    "x marks the spot",
    "help each other",
    "people I can ask",
    "our own words",
    "review it",
    "vote for it",
    "save",
)
"""As a stranger types them first, without a capital too."""
SENTENCES = (*PACKED, *TYPED)
WORDS_IN_THE_PANEL = (
    "save 30 minutes",
    "sounder judgement on hard cases",
    "safety lessons spread quickly",
    "trusted content at little cost",
)
"""The `s` in them goes to the suggestions, where a space adopts and most letters do nothing."""
FIRST_WORDS = (
    *WORDS_IN_THE_PANEL,
    *"""24 hours
12 months of support
365 days a year
24/7 help
12-month plan
3.5 hours a week
1,000 sites
2030 goals
10 % less water lost
50-50 shares
1st aid
2-3 new ideas
within 24 hours
half of 25 sites
100 people
Top 10 lists
less than 48 hours
a 25 % saving
add 12 more
better by 15 %
cut 20 hours
down to 12 days
every 14 days
fewer than 25 faults
get 36 answers
have 24 experts
in 48 hours
join 23 others
keep 95 % running
learn from 45 peers
meet 13 donors
need only 24 hours
over 65 members
past 12 meetings
quick 15 minute calls
reach 98 villages
show 17 cases
teach 85 others
under 24 hours
visit 16 sites
write 14 guides
x 12 times
yes in 24 hours
zero faults in 12 weeks
Save 30 minutes""".splitlines(),
)
"""With numbers, beginning with every letter: what a stranger may type first of all."""


class TypingHost(ScriptedHost):
    """Gives the keys that follow to whatever asks, as the dialogs do."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.keys = deque({" ": "space", "⏎": "enter"}.get(key, key) for key in sentence)
        self.heard: Callable[[str], None] = lambda _: None

    def next_key(self) -> str:
        key = self.keys.popleft()
        self.heard(key)
        return key

    def _typed(self) -> str | None:
        """The words up to Enter; None when the keys end before."""
        typed = ""
        while self.keys:
            key = self.next_key()
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
            index = lettered[self.next_key()]
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
        return bool(self.keys) and self.next_key() == "enter"

    async def show_help(
        self, title: str, pages: Sequence[HelpPage], sheet: Sequence[HelpPage] = ()
    ) -> None:
        while self.keys and self.next_key() not in ("q", "h"):
            pass

    async def browse_page(self, page: Page, at: int | None = None) -> PageAnswer | None:
        acting = {action.key for action in page.actions}
        while self.keys:
            key = self.next_key()
            if key in acting:
                return PageAnswer(key, page.start if page.stops else None)
            if key == "q" or (key == "enter" and not page.stops):
                return None
            if key == "enter":
                return PageAnswer(key, page.start)
        return None

    async def edit_file(self, file: Path) -> EditorEnd:
        raise RuntimeError("No editor could be started.")


def touched(states: Sequence[Matrix]) -> int:
    """How many values and rows are others, or elsewhere, at the end than at the beginning.

    A value that a step gives other words or facts is the same value still.
    """
    names = [[row.name for row in matrix.rows] for matrix in (states[0], states[-1])]
    first = {id(value): place for place, value in _values(states[0])}
    same = {number: number for number in first}
    for before, after in pairwise(states):
        one, other = ({id(value) for _, value in _values(matrix)} for matrix in (before, after))
        if len(one - other) == len(other - one) == 1:
            (old,), (new,) = one - other, other - one
            same[new] = same.get(old, old)
    last = {same.get(id(value), id(value)): place for place, value in _values(states[-1])}
    kept = {id(value) for _, value in _values(states[-1])}
    apart = {number for number in first if number not in kept} | (last.keys() - first.keys())
    apart |= {
        number
        for number in first.keys() & last.keys()
        if first[number].column != last[number].column
        or (
            first[number].row != last[number].row
            and names[0][first[number].row] != names[1][last[number].row]
        )
    }
    moved = 0
    for cell in {place.cell for place in first.values()}:
        inside = [n for n in first if first[n].cell == cell and n not in apart]
        moved += len(inside) - _longest_rise([last[n].slot for n in inside])
    return len(apart) + moved + _rows_apart(states[0], states[-1])


def _values(matrix: Matrix) -> list[tuple[Place, Value]]:
    return [
        (replace(place, slot=slot), value)
        for place, cell in cells(matrix)
        for slot, value in enumerate(cell)
    ]


def _longest_rise(slots: Sequence[int]) -> int:
    """How many of them need not move to be in order."""
    tails: list[int] = []
    for slot in slots:
        at = bisect_left(tails, slot)
        tails[at : at + 1] = [slot]
    return len(tails)


def _rows_apart(one: Matrix, other: Matrix) -> int:
    heads = [Counter((row.name, row.persona, row.tags) for row in it.rows) for it in (one, other)]
    return max((heads[0] - heads[1]).total(), (heads[1] - heads[0]).total())


def type_sentence(
    matrix: Matrix, sentence: str, at_once: bool = True, end: str = "⏎", newcomer: bool = False
) -> tuple[State, list[State]]:
    """The state after all keys, typed without a pause, and those on the way."""
    packs = shipped_packs()[:1]
    start = State(Scene(matrix), saved=matrix, packs=packs, newcomer=newcomer)
    host = TypingHost(sentence + end)
    states = [start]
    runner = Runner(start, host.keymap, host, lambda _, after: states.append(after))
    host.heard = partial(runner.heard, at_once=at_once)
    while host.keys and not runner.state.closed:
        talk = runner.press(host.next_key())
        if talk is not None:
            asyncio.run(_awaited(talk))
    return runner.state, states


def test_no_sentence_touches_more_than_one_value(tmp_path, monkeypatch):
    monkeypatch.setenv("COPVALUE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for sentence in SENTENCES:
        for matrix in SAMPLES:
            state, states = type_sentence(matrix, sentence)
            assert touched([state.matrix for state in states]) <= 1, (
                sentence,
                [one.action for one in state.history.done],
            )
            assert state.file is None, sentence
            undone = state.history
            while undone.done:
                step, undone = undone.undo()
                first = step.before.matrix
            assert not state.history.done or first == matrix, "each is one undo away"


def test_there_are_two_hundred_sentences_with_every_kind_of_key():
    assert len(SENTENCES) == 200
    assert {"D", "M", ":", ",", ">", "b", "T"} <= set("".join(SENTENCES))


def test_the_first_sentence_of_a_stranger_touches_one_value_whatever_numbers_it_has():
    assert {sentence[0] for sentence in FIRST_WORDS} >= set(ascii_lowercase)
    for sentence in FIRST_WORDS:
        for matrix in SAMPLES:
            state, states = type_sentence(matrix, sentence, newcomer=True)
            done = [one.action for one in state.history.done]
            assert touched([state.matrix for state in states]) <= 1, (sentence, done)


def test_words_that_reach_the_suggestions_adopt_none_of_them():
    for sentence in WORDS_IN_THE_PANEL:
        for matrix in SAMPLES:
            state, _ = type_sentence(matrix, sentence)
            done = [one.action for one in state.history.done if "Adopted" in one.action]
            assert not done, sentence


def test_what_is_held_for_words_says_how_to_mean_it():
    matrix = parse("Members | > |").matrix
    state, _ = type_sentence(matrix, "24", newcomer=True, end="")
    assert [value.text for value in state.cell] == ["Access to expertise"]
    assert state.message == "“24” looks typed without a. To adopt with 4, wait a second."
    state, _ = type_sentence(matrix, "save ", end="")
    assert state.cell == ()
    assert state.message == "“save” looks typed without a. To adopt with Space, wait a second."


def test_who_adopts_several_at_once_is_not_held():
    matrix = parse("Members | > |").matrix
    for keys, newcomer in (("123", False), ("s jj ", False), ("1", True)):
        state, _ = type_sentence(matrix, keys, newcomer=newcomer, end="")
        assert len(state.history.done) == len(keys.replace("s", "").replace("j", "")), keys
    slow, _ = type_sentence(matrix, "123", at_once=False, newcomer=True, end="")
    assert len(slow.cell) == 3


def test_the_two_that_ask_are_answered_by_enter_alone():
    matrix = SAMPLES[-1]
    state, _ = type_sentence(matrix, "D")
    assert len(state.matrix.rows) == len(matrix.rows) - 1, "D, then Enter: that was meant"
    state, _ = type_sentence(matrix, "D.")
    assert state.matrix == matrix


def test_words_typed_without_a_can_become_the_value_they_were_meant_to_be():
    matrix = parse("A | > Help; Fun |").matrix
    for sentence, part in (("do it", "it"), ("delete this", "Funlete this"), ("Job", "b")):
        asked, _ = type_sentence(matrix, sentence)
        assert asked.typing is not None, "the question is not answered yet"
        done, _ = type_sentence(matrix, f"{sentence}⏎a", end="")
        assert [value.text for value in done.cell] == ["Help", sentence, "Fun"]
        assert done.message == (
            f"Added “{sentence}” and undid what its first letters did. u to undo."
        )
        assert done.typing is not None, "and the next line is open"
        assert part not in [value.text for value in asked.cell]
        kept, _ = type_sentence(matrix, f"{sentence}⏎⏎", end="")
        assert part in [value.text for value in kept.cell]


def test_a_newcomer_is_asked_too_where_the_letters_did_nothing():
    for newcomer, kept in ((True, ["do it"]), (False, ["it"])):
        start = replace(parse("A | > |"), newcomer=newcomer)
        host = TypingHost("do it⏎a⏎" if newcomer else "do it⏎⏎")
        runner = Runner(start, host.keymap, host, lambda *_: None)
        host.heard = partial(runner.heard, at_once=True)
        while host.keys:
            talk = runner.press(host.next_key())
            if talk is not None:
                asyncio.run(_awaited(talk))
        assert [value.text for value in runner.state.cell] == kept


def test_who_means_each_key_is_asked_nothing():
    matrix = parse("A | > Help; Fun |").matrix
    for keys in ("dabetter reports", "doit"):
        state, _ = type_sentence(matrix, keys, at_once=False)
        assert [value.text for value in state.cell] != ["Help", "Fun"]
        assert state.typing is not None
        assert not state.typing.line.text, "kept, and the next line is open"
    for keys in ("daBetter reports", "1aown words", "ahelp"):
        state, _ = type_sentence(matrix, keys)
        assert state.typing is not None
        assert not state.typing.line.text, keys
