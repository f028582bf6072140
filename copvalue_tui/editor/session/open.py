"""How a session begins: from a file, the settings and the options to the first state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from copvalue_tui.editor.keys.command import Command, command
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.keymap import Keymap, keymap_of
from copvalue_tui.editor.session.reopen import UNNAMED, file_options, from_template, open_another
from copvalue_tui.editor.state.state import Following, Panel, State
from copvalue_tui.files.storage.errors import shown_path
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.files.user.recent import has_added
from copvalue_tui.files.user.settings import Settings
from copvalue_tui.matrix import cursor as moves
from copvalue_tui.matrix.values import BLANK, Matrix, Place, Scene, with_blank_rows
from copvalue_tui.suggest.packs import Pack, in_order

START = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Startup:
    """What is known before the screen is touched."""

    file: OpenFile | None = None
    """None when the person named no file."""
    matrix: Matrix = BLANK
    """As the file has it; the blank template when there is none yet."""
    settings: Settings = field(default_factory=Settings)
    """With what the command line says in place of what they say."""
    faults: tuple[str, ...] = ()
    """What could not be used of the settings, as whole sentences."""
    read_only: bool = False
    """Whether the person wants to look only."""
    follow: bool = False
    """Whether each save of others is to show as it lands; then nothing is edited here."""
    color: bool = True
    """Whether colour may be drawn with."""
    template: str = ""
    """The template that the new matrix begins with, where the person named one."""
    today: date | None = None
    """Reviews are due by it; None: none is said to be."""


def first_state(
    opening: Startup, commands: tuple[Command, ...], packs: tuple[Pack, ...]
) -> tuple[State, Keymap]:
    """The state to begin with, and which key does what.

    An untouched template is nothing to save: the first change makes it one.
    """
    keymap, clashes = keymap_of(commands, opening.settings)
    matrix = with_blank_rows(opening.matrix)
    file = opening.file
    state = State(
        Scene(matrix, moves.clamp(matrix, _remembered(file))),
        saved=matrix,
        file=file,
        read_only=opening.read_only or opening.follow or (file is not None and file.read_only),
        following=Following() if opening.follow else None,
        autosave=opening.settings.autosave,
        theme=opening.settings.theme,
        mouse=opening.settings.mouse,
        newcomer=not has_added(),
        panel=Panel(
            shown=opening.settings.suggestions != "hidden" and not opening.follow,
            coverage=opening.settings.coverage,
        ),
        packs=in_order(packs, opening.settings.packs),
        pack_order=opening.settings.packs,
        own_language=opening.settings.language,
        today=opening.today,
    )
    return _greeted(state, (*opening.faults, *clashes), opening.template), keymap


def _remembered(file: OpenFile | None) -> Place:
    """Where the cursor stood when the file was open last."""
    if file is None or file.identity is None:
        return START
    # Here, not above: the blank template and new files need no list of recent ones.
    from copvalue_tui.files.user.recent import recent

    path = Path.cwd() / file.path
    return next((one.cursor for one in recent() if one.path == path), START)


def _greeted(state: State, troubles: tuple[str, ...], template: str) -> State:
    """The state with the first thing to say: trouble first, then what is special about the file."""
    if troubles:
        more = f" And {len(troubles) - 1} more; “copvalue config check” lists them."
        return state.with_message(troubles[0] + (more if len(troubles) > 1 else ""), warning=True)
    file = state.file
    if file is None:
        return state.with_message(UNNAMED) if template else state
    if state.following is not None:
        from copvalue_tui.editor.session.follow import greeted

        return greeted(state)
    if file.identity is None:
        return state.with_message(
            f"New file: {shown_path(file.path.name)} is created at your first change."
        )
    if state.read_only:
        return state.with_message(
            f"{file.why_read_only} Open read-only; W to save a copy.".lstrip()
        )
    return state


@command("Begin")
async def begin(state: State, host: Host) -> State:
    """Asks what to open when no file was named: a recent file, any other, or a template."""
    from copvalue_tui.files.session.templates import TEMPLATES
    from copvalue_tui.files.user.recent import recent

    files = [one for one in recent() if one.path.exists()]
    options = file_options(files)
    options += [Option(f"New: {one.name}", hint=one.meaning) for one in TEMPLATES]
    question = "Open a matrix, or start a new one"
    choice = await host.choose(question, options, chosen=0 if files else 1, free=True)
    if choice is None:
        return state.with_message(UNNAMED)
    if choice.index is None:
        return open_another(state, choice.typed)
    if choice.index < len(files):
        one = files[choice.index]
        return _at(open_another(state, str(one.path)), one.cursor)
    if choice.index == len(files):
        path = await host.ask_path("Open which file?")
        return state if path is None else open_another(state, str(path))
    return from_template(state, TEMPLATES[choice.index - len(files) - 1].name)


def _at(state: State, cursor: Place) -> State:
    scene = replace(state.scene, cursor=moves.clamp(state.matrix, cursor))
    return replace(state, scene=scene)
