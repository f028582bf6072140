"""The command of the settings: changed at once, and written to the settings file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host, Option, in_thread
from copvalue_tui.editor.keys.palette import CommandSearch
from copvalue_tui.editor.state.state import State

_NOT_WRITTEN = "It holds until you quit, and nothing was written."


class Toggle(NamedTuple):
    """A setting that Enter changes to its next value."""

    name: str
    """In the settings file."""
    title: str
    about: str
    words: str
    now: Callable[[State], str]
    next: Callable[[State], tuple[State, str | bool]]
    """The state with the next value, and that value as the file has it."""


def _autosave(state: State) -> tuple[State, bool]:
    return replace(state, autosave=not state.autosave), not state.autosave


def _suggestions(state: State) -> tuple[State, str]:
    panel = replace(state.panel, shown=not state.panel.shown)
    return replace(state, panel=panel), "shown" if panel.shown else "hidden"


def _coverage(state: State) -> tuple[State, bool]:
    panel = replace(state.panel, coverage=not state.panel.coverage)
    return replace(state, panel=panel), panel.coverage


def _mouse(state: State) -> tuple[State, str | bool]:
    mouse = {None: True, True: False, False: None}[state.mouse]
    return replace(state, mouse=mouse), "auto" if mouse is None else mouse


_TOGGLES = (
    Toggle(
        "mouse",
        "Mouse",
        "Auto: on, except over SSH and in screen.",
        "click wheel pointer",
        lambda state: {None: "auto", True: "on", False: "off"}[state.mouse],
        _mouse,
    ),
    Toggle(
        "autosave",
        "Autosave",
        "Save two seconds after a change.",
        "automatic write",
        lambda state: "on" if state.autosave else "off",
        _autosave,
    ),
    Toggle(
        "suggestions",
        "Suggestions",
        "Show them when the editor starts.",
        "panel own words",
        lambda state: "shown" if state.panel.shown else "hidden",
        _suggestions,
    ),
    Toggle(
        "coverage",
        "What is not covered",
        "Below the suggestions, on wide screens.",
        "coverage gaps kinds of value missing foot panel hint",
        lambda state: "shown" if state.panel.coverage else "hidden",
        _coverage,
    ),
)


@command(
    "Settings…",
    ",",
    words="theme dark light colour color mouse autosave suggestions preferences options configure",
    group="FILE",
)
async def settings(state: State, host: Host) -> State:
    """Change theme, mouse, autosave and suggestions; kept for next time."""
    chosen = 0
    while True:
        options = [
            Option(
                "Theme…",
                hint=state.theme or "terminal",
                about="Colours; each is shown as you come to it.",
                words="dark light colour color",
            ),
            *(
                Option(one.title, hint=one.now(state), about=one.about, words=one.words)
                for one in _TOGGLES
            ),
        ]
        find = CommandSearch(options).find
        choice = await host.choose("Settings", options, chosen=chosen, find=find)
        if choice is None or choice.index is None:
            return state
        chosen = choice.index
        if chosen == 0:
            state = await choose_theme(state, host)
        else:
            toggle = _TOGGLES[chosen - 1]
            state, value = toggle.next(state)
            now = f"{toggle.title}: {toggle.now(state)}"
            state = await _written(state, toggle.name, value, now)
        host.show(state)


async def choose_theme(state: State, host: Host) -> State:
    """The state with a theme that is chosen from all, each shown while it is looked at."""
    # Here, not above: the names are needed when somebody chooses.
    from copvalue_tui.files.user.settings import THEMES

    now = state.theme or THEMES[0]
    options = [Option(name, hint="now" if name == now else "") for name in THEMES]
    chosen = THEMES.index(now) if now in THEMES else 0
    choice = await host.choose(
        "Theme",
        options,
        chosen=chosen,
        on_move=lambda index: host.show(replace(state, theme=THEMES[index])),
    )
    if choice is None or choice.index is None:
        return state
    return await with_theme(state, THEMES[choice.index])


async def with_theme(state: State, name: str) -> State:
    """The state with the theme of this name, or a message that names those there are."""
    from copvalue_tui.files.toml.errors import nearest
    from copvalue_tui.files.user.settings import THEMES

    if name not in THEMES:
        near = nearest(name, THEMES)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(THEMES)}."
        return state.with_message(f"There is no theme “{name}”; {hint}")
    return await _written(replace(state, theme=name), "theme", name, f"Theme: {name}")


async def _written(state: State, name: str, value: str | bool, now: str) -> State:
    """The state told that a setting is kept, or why it is not."""
    from copvalue_tui.files.storage.errors import FileTrouble, shown_path
    from copvalue_tui.files.toml.errors import CannotWrite
    from copvalue_tui.files.user.settings import write_setting

    try:
        path = await in_thread(write_setting, name, value)
    except (CannotWrite, FileTrouble) as trouble:
        return state.with_message(f"{now}. {trouble} {_NOT_WRITTEN}", warning=True)
    return state.with_message(f"{now}. Kept in {shown_path(path.name)}.")
