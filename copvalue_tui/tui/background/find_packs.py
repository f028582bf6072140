"""Finding the packs beside the keys: once the matrix is on screen, and when it needs others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.suggestions.session_packs import looked_up, shelf_key

Work = Coroutine[object, object, None]


class PackFinder:
    """Looks the person's packs up in a thread, so that no key waits for a slow disk."""

    def __init__(self, runner: Runner, begin: Callable[[Work], object]) -> None:
        self._runner = runner
        self._begin = begin
        """Runs work beside the keys."""

    def look(self) -> None:
        """Looks the packs up for the file and the language there are now."""
        self._begin(self._find())

    def changed(self, before: State, after: State) -> None:
        """Looks again when a state needs other packs than the one before."""
        same = before.file is after.file and before.matrix is after.matrix
        if same and before.own_language == after.own_language:
            return
        if shelf_key(before) != shelf_key(after):
            self.look()

    async def _find(self) -> None:
        self._runner.change(await asyncio.to_thread(looked_up, self._runner.state))
