"""A command: one decorated function; key, footer, palette, help and documents all come from it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from types import FunctionType
from typing import Concatenate, cast

from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State

Plain = Callable[[State], State]
Conversation = Callable[[State, Host], Coroutine[object, object, State]]
Run = (
    Callable[Concatenate[State, ...], State]
    | Callable[Concatenate[State, ...], Coroutine[object, object, State]]
)
"""What is made a command: beside the state it gets what its parameters ask for by name."""
WhyNot = Callable[[State], str | None]
ASKED = ("host", "key", "keymap", "width")
"""What a command may ask for: the terminal, the key that was pressed, which key does what, and how
many cells wide the text of the value being typed is on screen."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do, in the panes where it can be done."""

    id: str
    """Names it in the settings file, such as `delete-value`."""
    theme: str
    """The module it is defined in, a key of `themes.THEMES`."""
    title: str
    """As palette and footer call it."""
    keys: tuple[str, ...]
    """The contract's key first, then its aliases; empty when only the palette has it."""
    help: str
    """The first line of the function's docstring: one sentence or more."""
    run: Run
    wants: tuple[str, ...]
    """What its function asks for by name, beside state and host."""
    edits: bool
    """Whether it changes the matrix, and so is refused in a file open read-only."""
    panes: tuple[Pane, ...]
    footer: str
    """Its word in the footer; empty when it is not shown there."""
    asks: bool
    """Whether it is a conversation: it wants the host."""
    reason: WhyNot | None
    words: str
    """Other words that the palette finds it by."""
    group: str
    """Its part of the palette; empty: that of its theme."""
    rare: bool
    """Whether the palette lists it only while it can be done."""

    def why_not(self, state: State) -> str | None:
        """The sentence that says why it cannot be done now; None when it can."""
        if self.edits and state.read_only:
            return no_edits(state)
        if state.silent and self.theme == "suggestions":
            return SILENT
        return self.reason(state) if self.reason else None

    def plain(self, **given: object) -> Plain:
        """Its function, when it asks no question; it gets the arguments it wants."""
        return cast(Plain, self._with(given))

    def conversation(self, **given: object) -> Conversation:
        """Its function, when it asks the person; of what is given it gets what it wants."""
        return cast(Conversation, self._with(given))

    def _with(self, given: Mapping[str, object]) -> Callable[..., object]:
        wanted = {name: given[name] for name in self.wants}
        return partial(self.run, **wanted) if wanted else self.run


SILENT = "This is a silent round: own words only. Esc to end it."
READ_ONLY = "This file is open read-only; W to save a copy you can edit."
FOLLOWS = "This screen only follows the file. To edit: “Edit this file” in the palette (:)."


def no_edits(state: State) -> str | None:
    """Why this session cannot change anything; None when it can."""
    if state.following is not None:
        return FOLLOWS
    return READ_ONLY if state.read_only else None


def command(
    title: str,
    *keys: str,
    why_not: WhyNot | None = None,
    edits: bool = False,
    panes: tuple[Pane, ...] = ("grid",),
    footer: str = "",
    words: str = "",
    group: str = "",
    rare: bool = False,
) -> Callable[[Run], Command]:
    """Makes a function a command; its name is the id, its docstring the help."""

    def decorate(run: Run) -> Command:
        # Read here, not asked of `inspect`: to load that takes longer than all commands.
        code = cast(FunctionType, run).__code__
        wants = code.co_varnames[1 : code.co_argcount]
        if not set(wants) <= set(ASKED):
            raise TypeError(f"{run.__name__} asks for something that is none of {ASKED}")
        return Command(
            id=run.__name__.strip("_").replace("_", "-"),
            theme=run.__module__.rpartition(".")[2],
            title=title,
            keys=keys,
            help=(run.__doc__ or "").partition("\n")[0],
            run=run,
            wants=tuple(name for name in wants if name != "host"),
            edits=edits,
            panes=panes,
            footer=footer,
            asks="host" in wants,
            reason=why_not,
            words=words,
            group=group,
            rare=rare,
        )

    return decorate
