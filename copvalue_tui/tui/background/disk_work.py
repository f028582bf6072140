"""Saving and looking at the disk beside the keys: in a thread, one after the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from copvalue_tui.files.storage.file import OpenFile, Saved, changed_on_disk
from copvalue_tui.matrix.values import Matrix

if TYPE_CHECKING:
    from copvalue_tui.editor.session.external_changes import ExternalChanges
    from copvalue_tui.editor.state.state import State
    from copvalue_tui.files.text_history.history import TextHistory


SLOW = 0.5
"""Seconds after which a save that goes on is shown as one."""


class DiskWork:
    """One disk job at a time; a slow disk holds up no key.

    `on_saving` is told when a save takes long, and when such a one is over.
    """

    def __init__(
        self,
        on_saving: Callable[[bool], None] = lambda _: None,
        texts_before: Callable[[OpenFile], TextHistory | None] = lambda _: None,
    ) -> None:
        self._turn = asyncio.Lock()
        self._on_saving = on_saving
        self._texts_before = texts_before
        self._heir: tuple[OpenFile, OpenFile] | None = None
        """The file last saved, before and after: who still holds the first means the second."""

    async def save(self, file: OpenFile, matrix: Matrix, *, overwrite: bool = False) -> Saved:
        """`files.session.save`; raises what that raises.

        A conversation that began before a save by itself ended still holds the file as it was
        then; it must not take our own save for someone else's.
        """
        # Imported late: the editor starts without what only a save needs.
        from copvalue_tui.files.session.save import save

        async with self._turn:
            now = self.newest(file)
            timer = asyncio.get_running_loop().call_later(SLOW, self._on_saving, True)
            try:
                history = self._texts_before(now)
                saved = await asyncio.to_thread(
                    save, now, matrix, overwrite=overwrite, history=history
                )
            finally:
                timer.cancel()
                self._on_saving(False)
            self._heir = (file, saved.file)
            return saved

    async def changed(self, file: OpenFile) -> bool:
        """Whether others changed the file on disk."""
        async with self._turn:
            return await asyncio.to_thread(changed_on_disk, self.newest(file))

    async def external_changes(self, state: State) -> ExternalChanges:
        """`external_changes_of`; raises what that raises."""
        # Here, not above: the first paint does not merge.
        from copvalue_tui.editor.session.external_changes import external_changes_of

        async with self._turn:
            return await asyncio.to_thread(external_changes_of, state)

    def clock(self) -> str:
        """The time of day, such as `14:02`."""
        return time.strftime("%H:%M")

    def newest(self, file: OpenFile) -> OpenFile:
        """The file as it was last saved here; itself when that was no other."""
        return self._heir[1] if self._heir is not None and self._heir[0] is file else file
