"""Asking before a file that is there already is replaced."""

from __future__ import annotations

from pathlib import Path

from copvalue_tui.editor.host import Host, Option
from copvalue_tui.files.storage.errors import shown


async def may_replace(host: Host, path: Path, otherwise: str = "save nothing") -> bool:
    """Whether the person wants the file there replaced; `otherwise` is what happens if not."""
    options = (
        Option(f"Keep that file, {otherwise}", key="n"),
        Option("Replace it; the file as it is now is kept as a version", key="r"),
    )
    choice = await host.choose(f"“{shown(path.name)}” exists already.", options)
    return choice is not None and choice.index == 1
