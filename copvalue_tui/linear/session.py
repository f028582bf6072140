"""The open session in lines: runs commands, saves by itself, and says what became of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from copvalue_tui.editor.commands.typing import change_line, keep_words, type_text
from copvalue_tui.editor.keys.command import Command, Conversation
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.keys.runner import Change, Dialogue, Runner
from copvalue_tui.editor.session.guard import Guard, unguarded
from copvalue_tui.editor.session.recorder import path_of
from copvalue_tui.editor.session.save import saved_state, way_out
from copvalue_tui.editor.session.startup_checks import greet, settle_in, why_left
from copvalue_tui.editor.state.modes import Typing
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.text_line import TextLine
from copvalue_tui.editor.suggestions.session_packs import looked_up, shelf_key
from copvalue_tui.files.storage.errors import ChangedOnDisk, FileTrouble, shown_path
from copvalue_tui.files.storage.file import OpenFile, changed_on_disk
from copvalue_tui.files.storage.folders import is_demo
from copvalue_tui.files.user.settings import SAVE_DELAY
from copvalue_tui.linear.host import LinearHost
from copvalue_tui.linear.lines import LineReader
from copvalue_tui.linear.numbers import Numbers
from copvalue_tui.linear.wording import cell_words, in_ascii, without_keys
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable_line, safe
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import Place, value_at
from copvalue_tui.suggest.coverage import find_occurrence

_TRIES = 3
"""How often a save is begun, where others keep writing the file."""


class Unheard(Exception):
    """Nobody reads the answers any more."""


class LinearSession:
    """An open matrix, and the answers to what is asked of it."""

    def __init__(
        self,
        state: State,
        keymap: Keymap,
        lines: LineReader,
        write: Callable[[str], None],
        *,
        interactive: bool = False,
        ascii: bool = False,
    ) -> None:
        self.lines = lines
        self.interactive = interactive
        """Whether a person at a terminal answers."""
        self.guard = Guard()
        self.host = LinearHost(self)
        self.runner = Runner(state, keymap, self.host, self._changed)
        self.numbers = Numbers(state.matrix)
        self.opened = state.matrix
        """As it was when the file was opened."""
        self.suggest_words = ""
        """What suggestions were looked through for last."""
        self._write = write
        self._ascii = ascii
        self._shelf: object = None
        """What the packs were looked up for last."""
        self._news = ""
        """What happened while a line was awaited, to be said before the next answer."""
        self._shown = ""
        """The message that was said while a conversation went on."""
        self._prompted = ""
        """The prompt that stands there already; empty once something was said after it."""
        self._told = ""
        """The trouble with the file that was said last."""
        self._opened = False
        """Whether another file was opened, about which there may be something to ask."""
        self._past_unread = False
        """Whether what was done to the file in sessions before is still to be read."""

    @property
    def state(self) -> State:
        """The session's state."""
        return self.runner.state

    def say(self, line: str) -> None:
        """One line of output, without anything that a terminal would obey."""
        line, self._prompted = safe(line), ""
        self._send(f"{in_ascii(line) if self._ascii else line}\n")

    def prompt(self, sign: str) -> None:
        """Says that a line is awaited, on the line where it will stand; empty once it came."""
        if sign != self._prompted:
            self._prompted = sign
            self._send(sign)

    def broke_off(self, sentence: str) -> None:
        """Says what became of a line that Ctrl+C broke off, on a line of its own."""
        self._send("\n")
        self.say(sentence)

    def _send(self, text: str) -> None:
        try:
            self._write(text)
        except OSError:
            raise Unheard from None

    # States

    def _changed(self, before: State, after: State) -> None:
        told = self.guard.changed(before, after)
        if told:
            self._news = f"{self._news} {told}".lstrip()
        trouble = self.guard.recorder.trouble
        if trouble != after.unguarded:
            self.runner.change(lambda state: unguarded(state, trouble))
        if path_of(before) != path_of(after):
            self._opened = True
            if before.matrix is not after.matrix:
                self.numbers.renew(after.matrix)
                self.opened = after.matrix
                return
        if before.matrix is not after.matrix:
            self.numbers.follow(before.matrix, after.matrix)
        if before.newcomer and not after.newcomer:
            from copvalue_tui.files.user.recent import note_added

            note_added()

    def show(self, state: State) -> None:
        """What the open conversation has come to and goes on from; its message is said."""
        self.runner.show(state)
        if state.message and state.message != self._shown:
            self.say(without_keys(state.message))
        self._shown = state.message

    # Commands

    def run(self, command: Command, *answers: str) -> None:
        """Runs a command of the editor; its first questions have these answers."""
        self._await(self.runner.run(command), answers)

    def begin(self, conversation: Conversation, *answers: str, whole: bool = False) -> None:
        """Holds a conversation; its first questions have these answers.

        With `whole`, a script is asked no more than that: the next question ends it.
        """
        self.host.asks_no_more = whole and bool(answers) and not self.interactive
        self._await(self.runner.begin(conversation), answers)

    def change(self, change: Change) -> None:
        """Takes the next state from the present one."""
        self.runner.change(change)

    def become(self, state: State) -> None:
        """Takes a state that was made of the present one."""
        self.runner.change(lambda _: state)

    def go(self, place: Place) -> None:
        """Stands on a value, or in a cell."""
        self.change(lambda state: state.unmarked().at(place))

    def _await(self, talk: Dialogue | None, answers: tuple[str, ...]) -> None:
        if talk is None:
            return
        self.host.given.extend(answers)
        try:
            # Every answer is there when it is asked for, so it runs to its end at once.
            talk.send(None)
        except StopIteration:
            return
        else:
            raise RuntimeError("a conversation waits for what no line can bring")
        finally:
            self.host.given.clear()
            self.host.listed = ()
            self.host.asks_no_more = False

    def write_words(self, text: str) -> bool:
        """Puts a text into the line that is open for typing, and keeps it; whether it was kept.

        What is said of values that are there already is said.
        """

        taken = acceptable_line(text)
        self.change(lambda state: change_line(state, lambda _: TextLine()))
        self.change(lambda state: type_text(state, taken.text))
        typing = self.state.typing
        if typing is None or typing.line.text != taken.text:
            message = self.state.message
            self.drop_words()
            self.change(lambda state: state.with_message(f"{message} Nothing was changed."))
            return False
        self._news = f"{self._news} {taken.refusal}".strip()
        twin = self._twin_words(typing)
        steps = len(self.state.history.done)
        self.change(lambda state: keep_words(state)[0])
        if twin and len(self.state.history.done) > steps:
            self.change(lambda state: state.with_message(f"{without_keys(state.message)} {twin}"))
        return True

    def _twin_words(self, typing: Typing) -> str:
        """Where the typed words are already, exactly or nearly, as a sentence."""
        but = None if typing.adding else typing.place.slot
        found = find_occurrence(self.state.matrix, typing.place, tidy(typing.line.text), but)
        if found is None:
            return ""
        there = value_at(self.state.matrix, found.place).text
        where = f"{self.numbers.of(found.place)} in {cell_words(self.state.matrix, found.place)}"
        said = "The same" if found.exact else f"Nearly the same, {quote(there)},"
        return f"{said} is already {where}."

    def drop_words(self) -> None:
        """Closes the line that is open for typing."""
        self.change(
            lambda state: (
                replace(state, mode=state.mode.root).with_message("")
                if isinstance(state.mode, Typing)
                else state
            )
        )

    def take_message(self) -> str:
        """What the last command has to say; it is said once."""
        message = "" if self.state.message == self._shown else without_keys(self.state.message)
        message = self.host.refusal or message
        self.host.refusal = self._shown = ""
        self.change(lambda state: state.with_message("") if state.message else state)
        return message

    def take_news(self) -> str:
        """What happened beside the commands; it is said once."""
        news, self._news = without_keys(self._news), ""
        return news

    # The file

    def look_back(self) -> None:
        """For a file that is open now: who else has it, what was left unsaved, what was done."""
        self._opened = False
        if self.state.following is not None:
            return
        before = self.state.matrix
        self.begin(partial(greet, guard=self.guard))
        if self.state.typing is not None:
            # What was half typed when a session broke off; to take it out again is one step.
            greeting = self.state.message
            self.change(lambda state: keep_words(state)[0])
            told = f"{greeting} Half-typed words were kept. {self.state.message}"
            self.change(lambda state: state.with_message(told))
        self._past_unread = True
        if self.state.matrix is not before:
            self.numbers.renew(self.state.matrix)

    def look_again(self) -> None:
        """Before a command: questions about another file, its past, what others saved."""
        if self._opened:
            self.look_back()
        if self._past_unread:
            self._past_unread = False
            self.change(settle_in(self.state, self.guard.recorder))
        self._take_in()

    def find_packs(self) -> None:
        """Looks up the packs for the file and its language, unless that was done."""
        key = shelf_key(self.state)
        if self._shelf != key:
            self._shelf = key
            self.change(looked_up(self.state))

    @property
    def save_delay(self) -> float | None:
        """After how many seconds without a line the file is saved; None: not at all."""
        return SAVE_DELAY if self._save_wanted and not self._told else None

    @property
    def _save_wanted(self) -> bool:
        state = self.state
        named = state.autosave and state.file is not None and not state.read_only
        return named and state.unsaved

    def save_by_itself(self) -> None:
        """Saves what is unsaved; trouble is said before the next answer."""
        for _ in range(_TRIES):
            file = self.state.file
            if file is None or not self._save_wanted:
                return
            self._save_once(file)
            if self.state.file is file:
                return  # it could not be saved; else what others wrote was merged, and is saved now

    def _save_once(self, file: OpenFile) -> None:
        from copvalue_tui.files.session.save import save

        state = self.state
        try:
            saved = save(file, state.matrix, history=self.guard.recorder.texts_before(file))
        except ChangedOnDisk:
            self._take_in()
        except FileTrouble as trouble:
            self._tell(way_out(trouble))
        else:
            self._told = ""
            message = state.message
            self.change(lambda now: saved_state(now, saved, state.matrix, self.host.clock()))
            if self.state.message != message:
                self._news = f"{self._news} {self.take_message()}".lstrip()

    def _take_in(self) -> None:
        """Merges what others wrote, unless only a person can say how."""
        state, file = self.state, self.state.file
        if file is None or file.identity is None or not changed_on_disk(file):
            return
        # Here, not above: most sessions never merge.
        from copvalue_tui.editor.session.external_changes import external_changes_of, take_in

        try:
            found = external_changes_of(state)
        except FileTrouble as trouble:
            self._tell(f"{trouble} Yours is safe. To decide: save")
            return
        if found.notice:
            self._tell(f"{found.notice} To decide: save")
        elif state.unsaved and not state.autosave and found.file.sha256 != file.sha256:
            self._tell("The file changed on disk. To merge both: save")
        else:
            self._told = ""
            self.change(lambda now: take_in(now, found))
            self._news = f"{self._news} {self.take_message()}".lstrip()

    def _tell(self, sentence: str) -> None:
        if sentence != self._told:
            self._told = sentence
            self._news = f"{self._news} {sentence}".lstrip()

    # The end

    def close(self, status: int) -> None:
        """Ends the session; what could not be saved is offered when the file is opened again."""
        self.guard.close(why_left(self.state, status))

    @property
    def file_name(self) -> str:
        """The name of the file as it is said."""
        file = self.state.file
        return shown_path(file.path.name) if file is not None else ""

    @property
    def is_demo(self) -> bool:
        """Whether the file is a copy for trying this, which is deleted at the end."""
        return self.state.file is not None and is_demo(str(self.state.file.path))

    @property
    def saved_words(self) -> str:
        """Where everything is saved, as a sentence; empty where there is no file."""
        if self.is_demo:
            return "This was a copy of the example, and it is deleted."
        return f"Everything is saved in {self.file_name}." if self.file_name else ""
