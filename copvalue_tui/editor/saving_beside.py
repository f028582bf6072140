"""Saving what is made of a matrix, such as minutes or a partner's page, in a file beside it."""

from __future__ import annotations

from pathlib import Path

from copvalue_tui.editor.aside import aside
from copvalue_tui.editor.consent import may_replace
from copvalue_tui.editor.host import Host
from copvalue_tui.editor.own_packs import is_the_matrix
from copvalue_tui.editor.state import State
from copvalue_tui.files.storage.errors import ChangedOnDisk, FileTrouble, shown


async def saved_beside(
    state: State, host: Host, what: str, name: tuple[str, str], text: str
) -> State:
    """The state told that a text is saved, at a path that is asked for.

    Args:
        what: What the text is, in words such as “the minutes”.
        name: How a file beside the matrix would be called after the matrix's own name, and how
            such a file ends.
    """
    from copvalue_tui.files.storage.new_file import save_new

    path = await host.ask_path(f"Save {what} as", str(_beside(state, *name)))
    if path is None:
        return state
    path = path if path.suffix else path.with_suffix(name[1])
    if is_the_matrix(state, path):
        return state.told(f"That is the matrix itself; {what} can stand in another file.")
    overwrite = path.exists()
    nothing = "Nothing was saved."
    if overwrite and not await may_replace(host, path):
        return state.told(nothing)
    try:
        notes = await aside(save_new, path, text, overwrite=overwrite)
    except ChangedOnDisk:
        told = f"“{shown(path.name)}” exists already. {nothing}"
        return state.told(told, warning=True)
    except FileTrouble as trouble:
        return state.told(f"{trouble} {nothing}", warning=True)
    return state.told(" ".join((f"Saved {what} as “{shown(path.name)}”.", *notes)))


def _beside(state: State, name: str, ending: str) -> Path:
    """A path beside the matrix and named after it."""
    if state.file is None:
        return Path(f"{name}{ending}")
    return state.file.path.with_name(f"{state.file.path.stem}-{name}{ending}")
