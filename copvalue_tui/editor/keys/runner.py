"""Runs commands: the one place that holds a state and replaces it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from functools import partial
from typing import Unpack

from copvalue_tui.editor.commands.adding import added_instead
from copvalue_tui.editor.commands.pasting import Arrived, paste_text
from copvalue_tui.editor.commands.typing import keep, type_letter
from copvalue_tui.editor.filter.filtered import keep_cursor_shown
from copvalue_tui.editor.keys.command import Command, Conversation
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.keymap import Keymap, key_name
from copvalue_tui.editor.state.modes import Typing
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import MOST_LETTERS, Scene, value_at

Dialogue = Coroutine[object, object, None]
"""A conversation to be awaited; until it ends, no other command is run."""
Change = Callable[[State], State]


@dataclass(frozen=True, slots=True)
class LetterRun:
    """Letters pressed one after another in the grid, as by somebody who types without `a`."""

    start: State
    """Before the first of them."""
    letters: str = ""
    idle: bool = False
    """Whether one of them is the key of no command."""

    def holds(self, command: Command, state: State) -> bool:
        """Whether a key in it adopts nothing: it may be words, and those of a stranger change one
        value at most."""
        second = self.start.newcomer and state.matrix != self.start.matrix
        return command.edits and command.theme == "suggestions" and (self.idle or second)

    def words(self, state: State) -> str:
        """All that was typed, where a line was opened within a word and the letters before it
        changed the matrix, or did nothing and the person has never added a value; else an empty
        text."""
        typing = state.typing
        if typing is None or typing.chosen is not None or state.reviewing is not None:
            return ""
        word = self.letters.rpartition(" ")[2]
        # What others saved meanwhile is no step of the person's.
        stepped = state.history is not self.start.history
        changed = stepped and state.matrix != self.start.matrix
        idle = len(word) > 1 and state.scene == self.start.scene
        if not changed and not (state.newcomer and idle):
            return ""
        before = "" if typing.adding else value_at(state.matrix, typing.place).text
        typed = typing.line.text.removeprefix(before)
        begun = word.isalpha() and typing.line.text.startswith(before)
        goes_on = typed[:1].islower() or typed[:1] == " "
        words = tidy(self.letters + typed)
        return words if begun and goes_on and len(words) <= MOST_LETTERS else ""


class Runner:
    """Takes keys and pasted text, runs what they mean, and reports every new state."""

    def __init__(
        self, state: State, keymap: Keymap, host: Host, on_change: Callable[[State, State], None]
    ) -> None:
        self.state = state
        self.keymap = keymap
        self._host = host
        self._on_change = on_change
        self._talking = False
        self._waiting: list[Change] = []
        self._letters: LetterRun | None = None
        """The letters pressed just before, while they may be words."""
        self._said_place = False
        """Whether it was said that keys are read by their place: once is enough."""

    @property
    def talking(self) -> bool:
        """Whether a conversation is open; keys then belong to it."""
        return self._talking

    def heard(self, key: str, at_once: bool) -> None:
        """A key is about to be pressed, here or in a dialog; `at_once` after the one before."""
        if self.state.typing is not None:
            return  # The line has the rest of the words.
        if len(key) != 1 and key != "space":
            self._letters = None
            return
        if self._letters is None or not at_once:
            in_grid = self.state.pane == "grid" and not self._talking
            self._letters = LetterRun(self.state) if in_grid else None
        if self._letters is not None:
            letters = self._letters.letters + (" " if key == "space" else key)
            self._letters = replace(self._letters, letters=letters)

    def _help_key(self) -> str:
        """The key of the help where letters are letters, or where they are not."""
        shown = next(command for command in self.keymap.commands if command.id == "show-help")
        return self.keymap.key_of(shown, "typing" if self.state.takes_letters else "grid")

    def press(self, key: str) -> Dialogue | None:
        """One key: runs what it means here, or gives back the conversation to await."""
        if self._talking or self.state.closed:
            return None
        if self.state.takes_letters and (len(key) == 1 or key == "space"):
            self.change(lambda state: type_letter(state, " " if key == "space" else key))
            return None
        meant = self.keymap.in_place(self.state.pane, key)
        letters, command = self._letters, self.keymap.find(self.state.pane, meant)
        if command is not None and command.id == "keep" and letters is not None:
            words = letters.words(self.state)
            if words:
                self._letters = None
                return self._talk(partial(_ask_about_words, start=letters.start.scene, words=words))
        if command is None and self.keymap.writes(self.state.pane, key):
            return self._write(key)
        if command is None:
            if letters is not None:
                self._letters = replace(letters, idle=True)
            self._say(f"{key_name(key)} does nothing here; {self._help_key()} for help.")
            return None
        if letters is not None and letters.holds(command, self.state):
            typed = quote(tidy(letters.letters), 40)
            self._say(
                f"{typed} looks typed without a. To adopt with {key_name(key)}, wait a second."
            )
            return None
        return self.run(command, meant) if meant == key else self._run_in_place(command, key, meant)

    def _run_in_place(self, command: Command, key: str, meant: str) -> Dialogue | None:
        """A key of another keyboard: runs the one in its place, and says so the first time."""
        first, self._said_place = not self._said_place, True
        said = f"(“{key}” is read as {key_name(meant)}, by its place on the keyboard)"
        if first and command.asks:
            self.change(lambda state: state.with_message(said))
        talk = self.run(command, meant)
        if first and talk is None:
            self.change(lambda state: state.with_message(f"{state.message} {said}".lstrip()))
        return talk

    def _write(self, letter: str) -> Dialogue | None:
        """A letter that begins a new value, where letters write."""
        add = next(one for one in self.keymap.commands if one.id == "add-below")
        self.run(add)
        if self.state.typing is not None:
            self.change(lambda state: type_letter(state, letter))
        return None

    def paste(self, text: str, **how: Unpack[Arrived]) -> Dialogue | None:
        """Pasted text, of one or more lines, in the pane that is open."""
        if self._talking or self.state.closed:
            return None
        self._letters = None
        return self._talk(lambda state, host: paste_text(state, host, text, **how))

    def begin(self, conversation: Conversation) -> Dialogue | None:
        """A conversation that no key asked for, unless one is open already."""
        return None if self._talking or self.state.closed else self._talk(conversation)

    def run(self, command: Command, key: str = "") -> Dialogue | None:
        """Runs a command, pressed by `key` if by any, or says why not.

        Gives back the conversation when it asks.
        """
        reason = command.why_not(self.state)
        if reason is not None:
            self._say(reason)
            return None
        if command.asks:
            return self._talk(command.conversation(key=key, keymap=self.keymap))
        width = self._host.text_width() if "width" in command.wants else 0
        self._become(command.plain(key=key, width=width)(self.state))
        return None

    def change(self, change: Change) -> None:
        """Takes the next state from the present one; waits while a conversation is open."""
        if self._talking:
            self._waiting.append(change)
        else:
            self._take(change)

    def _say(self, sentence: str) -> None:
        self.change(lambda state: state.with_message(sentence))

    def _take(self, change: Change) -> None:
        """A change that no key made."""
        before = self.state.matrix
        self._become(change(self.state))
        if self.state.matrix is not before:
            self._letters = None

    def show(self, state: State) -> None:
        """What the open conversation has come to and goes on from: recorded and shown as any."""
        self._become(state)

    def _talk(self, conversation: Conversation) -> Dialogue:
        self._talking = True
        return self._converse(conversation)

    async def _converse(self, conversation: Conversation) -> None:
        try:
            state = await conversation(self.state, self._host)
        finally:
            self._talking = False
        self._become(state)
        while self._waiting:
            self._take(self._waiting.pop(0))

    def _become(self, state: State) -> None:
        if state.reviewing is not None:
            # Here, not above: the first screen needs no walk.
            from copvalue_tui.editor.review.walking import keep_up

            state = keep_up(state)
        if state.message != self.state.message:
            state = replace(state, message=self.keymap.reworded(state.message))
        before, self.state = self.state, keep_cursor_shown(self.state, state)
        if before.typing is not None and not _goes_on(before.typing, self.state.typing):
            self._letters = None
        if self.state is not before:
            self._on_change(before, self.state)


def _goes_on(before: Typing, after: Typing | None) -> bool:
    """Whether the same line is typed on."""
    return after is not None and (after.place, after.adding) == (before.place, before.adding)


async def _ask_about_words(state: State, host: Host, *, start: Scene, words: str) -> State:
    """Asks whether letters that acted, and the line they opened, were meant as one value.

    Enter keeps the line alone, as each key has been taken so far: it may be typed ahead.
    """
    typed = "" if state.typing is None else tidy(state.typing.line.text)
    undone = ", and undo what its first letters did" if state.matrix != start.matrix else ""
    options = (
        Option(f"Keep only {quote(typed, 40)}", key="k"),
        Option(f"Add {quote(words, 40)}{undone}", key="a"),
    )
    choice = await host.choose(f"{quote(words)} looks typed without a.", options)
    if choice is None or choice.index is None:
        return state.with_message("Nothing was done. Enter to keep, Esc to cancel.")
    return added_instead(state, start, words) if choice.index else keep.plain()(state)
