"""Compare the matrix with the saved file, a checkpoint, a version a save replaced, another file."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.host import Host, Option, in_thread
from copvalue_tui.editor.session.reopen import expanded
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.timeline.build import when_words
from copvalue_tui.editor.timeline.difference_pages import difference_pages
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.errors import FileTrouble
from copvalue_tui.files.storage.file import load
from copvalue_tui.files.storage.folders import NoFolder
from copvalue_tui.files.storage.versions import kept_versions
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.dates.calendar import day_words
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import Matrix, with_blank_rows

if TYPE_CHECKING:
    from copvalue_tui.files.journal.model import Moment


async def compared_with(state: State, host: Host) -> State:
    """The state, after a page that tells what differs from what the person chooses."""
    named = await _checkpoints(state, host)
    versions = await in_thread(_versions, state)
    saved = "" if state.file is not None else "This matrix has no file yet; w to save it."
    options = [Option("The file as last saved", "", "s", saved)]
    options += [Option(f"Checkpoint {quote(safe(one.label))}", when) for one, when in named]
    options += [Option(f"Version of {_when(path)}", _whose(path)) for path in versions]
    options.append(Option("Another file…", "", "f"))
    options.append(Option("A moment of the timeline…", "T, then d", "t"))
    choice = await host.choose("Compare with", options)
    if choice is None or choice.index is None:
        return state
    option = options[choice.index]
    if option.why_not:
        return state.with_message(option.why_not)
    if choice.index == 0:
        return await _shown(state, host, state.saved, "the file as last saved")
    words = option.text[:1].lower() + option.text[1:]
    at = choice.index - 1
    if at < len(named):
        return await _shown(state, host, with_blank_rows(named[at][0].matrix), f"the {words}")
    if at < len(named) + len(versions):
        return await _from_file(state, host, versions[at - len(named)], f"the {words}")
    if option.key == "t":
        return state.with_message("T shows the timeline; go to a moment and press d.")
    path = await host.ask_path("Compare with which file?")
    if path is None:
        return state
    return await _from_file(state, host, expanded(str(path)), quote(path.name))


async def _checkpoints(state: State, host: Host) -> list[tuple[Moment, str]]:
    """The moments that were given a name, each with its time in words; the newest first."""
    path = state.file.path if state.file is not None else None
    moments = [one for session in await host.sessions(path) for one in session.moments]
    named = [one for one in reversed(moments) if one.kind == "checkpoint"]
    return [(one, when_words(one.at, time.time())) for one in named]


def _versions(state: State) -> tuple[Path, ...]:
    """The versions kept of the open file, the newest first."""
    if state.file is None:
        return ()
    try:
        return kept_versions(os.path.realpath(state.file.path))
    except (NoFolder, OSError):
        return ()


def _when(version: Path) -> str:
    """When a version was replaced, in local time."""
    stamp = version.name.partition("Z")[0]
    moment = datetime.strptime(stamp, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC).astimezone()
    return f"{day_words(moment.date())}, {moment:%H:%M:%S}"


def _whose(version: Path) -> str:
    return "by somebody else" if version.stem.endswith("-theirs") else ""


async def _from_file(state: State, host: Host, path: Path, words: str) -> State:
    try:
        file = await in_thread(load, path)
        matrix = await in_thread(read, file.source.text)
    except FileTrouble as trouble:
        return state.with_message(str(trouble))
    except NotReadable as trouble:
        first = trouble.complaints[0].sentence
        return state.with_message(f"{quote(safe(path.name))} cannot be read as a matrix: {first}")
    return await _shown(state, host, matrix, words)


async def _shown(state: State, host: Host, other: Matrix, words: str) -> State:
    await host.show_help(f"Compared with {words}", difference_pages(other, state.matrix))
    return state
