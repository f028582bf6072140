"""Bring the manual page and the completions with the wheel, made from the parsers."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FOLDER = "shell-files"


class ShellFiles(BuildHookInterface):
    """Write them into the build folder, and say where the wheel installs them."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Add the files to a wheel; one that is installed as editable goes without."""
        if version == "editable":
            return
        # The parsers need nothing that is not in Python.
        sys.path.insert(0, self.root)
        try:
            from copvalue_tui.cli.support.shells import installed_files

            files = installed_files()
        finally:
            sys.path.remove(self.root)
        for place, text in files.items():
            file = Path(self.directory) / _FOLDER / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            build_data["shared_data"][str(file)] = place

    def finalize(self, version: str, build_data: dict, artifact_path: str) -> None:
        """Remove what is in the wheel now."""
        shutil.rmtree(Path(self.directory) / _FOLDER, ignore_errors=True)
