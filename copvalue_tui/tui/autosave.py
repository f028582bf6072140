"""Saving by itself, about two seconds after the last change, and noticing changes on disk."""

from __future__ import annotations

import asyncio

from copvalue_tui.editor.runner import Runner
from copvalue_tui.editor.state import State
from copvalue_tui.files.disk import OpenFile
from copvalue_tui.files.troubles import ChangedOnDisk, FileTrouble
from copvalue_tui.tui.disk_work import DiskWork

DELAY = 2.0
"""Seconds after the last change."""
CHANGED = "The file changed on disk; w asks what to do."


class Autosave:
    """Watches the states go by and saves; every wait is a single one, so idle means idle."""

    def __init__(self, runner: Runner, work: DiskWork, delay: float = DELAY) -> None:
        self._runner = runner
        self._work = work
        self.delay = delay
        """Seconds from the last change to the save."""
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._stopped_for: OpenFile | None = None
        """The file that others changed; until it is settled, nothing is saved by itself."""
        self._told = ""

    def changed(self, before: State, after: State) -> None:
        """A new state was shown."""
        if after.matrix is before.matrix and after.file is before.file:
            return
        if after.file is before.file and not before.unsaved:
            self.look()
        self._arm()

    def resume(self) -> None:
        """A conversation ended; what became due meanwhile is done."""
        if self._timer is None:
            self._arm()

    def look(self) -> None:
        """Looks whether others changed the file, and says so."""
        file = self._runner.state.file
        busy = self._looking is not None and not self._looking.done()
        if file is not None and file is not self._stopped_for and not busy:
            self._looking = asyncio.create_task(self._look(file))

    @property
    def idle(self) -> bool:
        """Whether nothing is under way and nothing is to come."""
        tasks = (self._looking, self._saving)
        return self._timer is None and all(task is None or task.done() for task in tasks)

    async def finish(self) -> None:
        """Nothing new is begun; returns when the save that runs is done."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for task in (self._looking, self._saving):
            if task is not None:
                await asyncio.wait([task])

    def _wanted(self, state: State) -> bool:
        named = state.autosave and state.file is not None and not state.read_only
        return named and state.file is not self._stopped_for and state.unsaved

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._wanted(self._runner.state):
            self._timer = asyncio.get_running_loop().call_later(self.delay, self._due)

    def _due(self) -> None:
        self._timer = None
        state = self._runner.state
        if self._runner.talking or state.left or not self._wanted(state):
            return
        if self._saving is not None and not self._saving.done():
            self._arm()
        elif state.file is not None:
            self._saving = asyncio.create_task(self._save(state, state.file))

    async def _save(self, state: State, file: OpenFile) -> None:
        # Here, not above: the first paint needs nothing of saving.
        from copvalue_tui.editor.saving import saved_state

        try:
            saved = await self._work.save(file, state.matrix)
        except ChangedOnDisk:
            self._stop(file)
        except FileTrouble as trouble:
            self._tell(f"{trouble} W saves elsewhere.")
        else:
            self._told = ""
            clock = self._work.clock()
            self._runner.change(
                lambda now: (
                    saved_state(now, saved, state.matrix, clock) if now.file is file else now
                )
            )

    async def _look(self, file: OpenFile) -> None:
        if await self._work.changed(file) and self._runner.state.file is file:
            self._stop(file)

    def _stop(self, file: OpenFile) -> None:
        self._stopped_for = file
        self._tell(CHANGED)

    def _tell(self, sentence: str) -> None:
        """Once for each trouble: a sentence that comes back every two seconds is a nuisance."""
        if sentence != self._told:
            self._told = sentence
            self._runner.change(lambda state: state.told(sentence, warning=True))
