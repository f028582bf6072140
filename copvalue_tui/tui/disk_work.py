"""Saving and looking at the disk beside the keys: in a thread, one after the other."""

from __future__ import annotations

import asyncio
import time

from copvalue_tui.files import disk
from copvalue_tui.files.disk import OpenFile, Saved
from copvalue_tui.matrix.values import Matrix


class DiskWork:
    """One disk job at a time; a slow disk holds up no key."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._heir: tuple[OpenFile, OpenFile] | None = None
        """The file last saved, before and after: who still holds the first means the second."""

    async def save(self, file: OpenFile, matrix: Matrix, *, overwrite: bool = False) -> Saved:
        """`disk.save`; raises what that raises.

        A conversation that began before a save by itself ended still holds the file as it was
        then; it must not take our own save for somebody else's.
        """
        async with self._turn:
            now = self._now(file)
            saved = await asyncio.to_thread(disk.save, now, matrix, overwrite=overwrite)
            self._heir = (file, saved.file)
            return saved

    async def changed(self, file: OpenFile) -> bool:
        """Whether others changed the file on disk."""
        async with self._turn:
            return await asyncio.to_thread(disk.changed_on_disk, self._now(file))

    def clock(self) -> str:
        """The time of day, such as `14:02`."""
        return time.strftime("%H:%M")

    def _now(self, file: OpenFile) -> OpenFile:
        return self._heir[1] if self._heir is not None and self._heir[0] is file else file
