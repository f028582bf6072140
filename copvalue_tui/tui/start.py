"""Starting the editor without delay: imports nothing before it is called."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copvalue_tui.editor.opening import Opening


def start_editor(opening: Opening) -> int:
    """Runs the editor as `app.run_editor` does, and starts a tenth sooner."""
    # Nothing that starting makes is garbage, and looking for some takes that long.
    gc.disable()
    from copvalue_tui.tui.app import run_editor

    return run_editor(opening, painted=_collect_again)


def _collect_again() -> None:
    """From now on garbage is looked for, but not among what the start has made."""
    gc.freeze()
    gc.enable()
