"""Runs commands: the one place that holds a state and replaces it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Unpack

from copvalue_tui.editor.commands.pasting import Arrived, paste_text
from copvalue_tui.editor.commands.typing import type_letter
from copvalue_tui.editor.filter.filtered import keep_cursor_shown
from copvalue_tui.editor.keys.command import Command, Conversation
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.keymap import Keymap, key_name
from copvalue_tui.editor.state.state import State

Dialogue = Coroutine[object, object, None]
"""A conversation to be awaited; until it ends, no other command is run."""
Change = Callable[[State], State]


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

    @property
    def talking(self) -> bool:
        """Whether a conversation is open; keys then belong to it."""
        return self._talking

    def press(self, key: str) -> Dialogue | None:
        """One key: runs what it means here, or gives back the conversation to await."""
        if self._talking or self.state.closed:
            return None
        if self.state.takes_letters and (len(key) == 1 or key == "space"):
            self.change(lambda state: type_letter(state, " " if key == "space" else key))
            return None
        command = self.keymap.find(self.state.pane, key)
        if command is None:
            self.change(
                lambda state: state.with_message(f"{key_name(key)} does nothing here; ? for help.")
            )
            return None
        return self.run(command, key)

    def paste(self, text: str, **how: Unpack[Arrived]) -> Dialogue | None:
        """Pasted text, of one or more lines, in the pane that is open."""
        if self._talking or self.state.closed:
            return None
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
            self.change(lambda state: state.with_message(reason))
            return None
        if command.asks:
            return self._talk(command.conversation(key=key, keymap=self.keymap))
        width = self._host.text_width() if "width" in command.wants else 0
        self.change(command.plain(key=key, width=width))
        return None

    def change(self, change: Change) -> None:
        """Takes the next state from the present one; waits while a conversation is open."""
        if self._talking:
            self._waiting.append(change)
        else:
            self._become(change(self.state))

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
            self._become(self._waiting.pop(0)(self.state))

    def _become(self, state: State) -> None:
        if state.reviewing is not None:
            # Here, not above: the first screen needs no walk.
            from copvalue_tui.editor.review.walking import keep_up

            state = keep_up(state)
        before, self.state = self.state, keep_cursor_shown(self.state, state)
        if self.state is not before:
            self._on_change(before, self.state)
