"""Saving by itself, a moment after the last change, and taking in changes on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.storage.errors import ChangedOnDisk, FileTrouble
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.files.user.settings import SAVE_DELAY
from copvalue_tui.matrix.values import Matrix
from copvalue_tui.tui.background.disk_work import DiskWork

if TYPE_CHECKING:
    from copvalue_tui.editor.session.external_changes import ExternalChanges

PATIENCE = 0.3
"""Seconds until a file that is gone or broken is looked at again: others may be writing it."""
PACE = 2.0
"""Seconds from one look at the file to the next, while nobody does anything here."""
SOON = 0.1
"""Seconds until a save that finds the disk in use is tried again: a whole delay is as long as the
pace, so it could meet the next look, and the one after that."""
TRIES = 3
"""How often a hurried save is begun, where others keep writing the file."""
CHANGED = "The file changed on disk; w to merge both."


class Autosave:
    """Watches the states go by and saves, and looks at the file every two seconds.

    A check that finds no change costs one question to the disk and sends no byte.
    """

    def __init__(
        self,
        runner: Runner,
        work: DiskWork,
        delay: float = SAVE_DELAY,
        asks: Callable[[], bool] = lambda: False,
    ) -> None:
        self._runner = runner
        self._work = work
        self._asks = asks
        """Whether a question is on the screen, and waits for the person."""
        self._beside: tuple[OpenFile, OpenFile, Matrix] | None = None
        """What was saved while a question was on the screen: the file before and after, and the
        matrix; the state learns of it when the conversation ends."""
        self.delay = delay
        """Seconds from the last change to the save."""
        self.pace = PACE
        """Seconds from one look at the file to the next."""
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._told = ""

    def changed(self, before: State, after: State) -> None:
        """A new state was shown."""
        if after.matrix is before.matrix and after.file is before.file:
            return
        if after.file is before.file and not before.unsaved:
            self.look()
        self._arm()

    def watch(self) -> None:
        """From now on the file is checked regularly; the terminal may never report focus."""
        asyncio.get_running_loop().call_later(self.pace, self._look_again)

    def _look_again(self) -> None:
        if self._runner.state.closed:
            return
        if not self._runner.talking:
            self.look()
        self.watch()

    def resume(self) -> None:
        """A dialogue ended; what became due during it is done."""
        if self._timer is None:
            self._arm()

    def look(self) -> None:
        """Looks whether others changed the file; merges it, or says why not."""
        file = self._runner.state.file
        if self._runner.state.following is not None:
            return  # that session has a watch of its own
        if file is not None and not _under_way(self._looking) and not _under_way(self._saving):
            self._looking = _begun(self._look(file))

    @property
    def idle(self) -> bool:
        """Whether no work is under way or planned: tests wait for it."""
        under_way = _under_way(self._looking) or _under_way(self._saving)
        return self._timer is None and not under_way

    async def finish(self) -> None:
        """Starts no new work; returns when the running save is done."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for task in (self._looking, self._saving):
            if task is not None:
                await asyncio.wait([task])

    async def hurry(self) -> None:
        """What would be saved soon is saved now; returns when that is done, or could not be."""
        for _ in range(TRIES):
            await self.finish()
            state = self._runner.state
            if not self._wanted(state) or state.file is None:
                return
            self._saving = _begun(self._save(state, state.file))
            await asyncio.wait([self._saving])
            now = self._runner.state
            if now.file is state.file and now.matrix is state.matrix:
                return  # it could not be saved; else what others wrote was merged, and is saved now

    def _wanted(self, state: State) -> bool:
        named = state.autosave and state.file is not None and not state.read_only
        return named and state.unsaved

    def _arm(self, delay: float | None = None) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._wanted(self._runner.state):
            wait = self.delay if delay is None else delay
            self._timer = asyncio.get_running_loop().call_later(wait, self._due)

    def _due(self) -> None:
        self._timer = None
        state = self._runner.state
        if state.closed or not self._wanted(state):
            return
        if self._runner.talking and self._asks() and not self._can_save_beside(state):
            return
        if self._runner.talking and not self._asks():
            self._arm()
        elif _under_way(self._saving) or _under_way(self._looking):
            self._arm(SOON)
        elif state.file is not None:
            self._saving = _begun(self._save(state, state.file))

    def _can_save_beside(self, state: State) -> bool:
        """Whether what is shown can be saved while a conversation waits for an answer.

        It must have saved nothing itself: that would be newer.
        """
        if state.file is None:
            return False
        before, after, matrix = self._beside or (None, None, None)
        if before is not state.file:
            return self._work.newest(state.file) is state.file
        return self._work.newest(state.file) is after and state.matrix is not matrix

    async def _save(self, state: State, file: OpenFile) -> None:
        # Here, not above: the first paint does not save.
        from copvalue_tui.editor.session.save import saved_state, way_out

        try:
            saved = await self._work.save(file, state.matrix)
        except ChangedOnDisk:
            if not self._runner.talking:
                await self._take_in(file)
        except FileTrouble as trouble:
            self._tell(way_out(trouble))
        else:
            self._told = ""
            before = self._beside
            # What another save beside the same conversation made of the file comes first.
            known = (file, before[1] if before is not None and before[0] is file else file)
            self._beside = (file, saved.file, state.matrix)
            clock = self._work.clock()
            self._runner.change(
                lambda now: (
                    saved_state(now, saved, state.matrix, clock)
                    if any(now.file is one for one in known)
                    else now
                )
            )

    # What others wrote

    async def _look(self, file: OpenFile) -> None:
        if not await self._work.changed(file) or self._runner.state.file is not file:
            return
        await self._take_in(file)

    async def _take_in(self, file: OpenFile) -> None:
        """Merges what others wrote by itself, unless only a person can say how."""
        found = await self._external_changes(file)
        if found is None:
            return
        if found.notice:
            self._tell(f"{found.notice} w to decide.")
            return
        state = self._runner.state
        if state.unsaved and not state.autosave and found.file.sha256 != file.sha256:
            self._tell(CHANGED)
            return
        self._told = ""
        self._runner.change(lambda now: self._with(now, file, found))

    def _with(self, now: State, file: OpenFile, found: ExternalChanges) -> State:
        from copvalue_tui.editor.session.external_changes import take_in

        if now.file is not file or now.saved is not found.base or now.closed:
            return now
        if now.matrix is not found.mine:
            # Something was done in that moment: once more, with that.
            asyncio.get_running_loop().call_soon(self.look)
            return now
        return take_in(now, found)

    async def _external_changes(self, file: OpenFile) -> ExternalChanges | None:
        """The changes on disk, compared with the state; None when a message says why not."""
        from copvalue_tui.editor.session.external_changes import Broken

        for again in (True, False):
            state = self._runner.state
            if state.file is not file:
                return None
            try:
                return await self._work.external_changes(state)
            except FileTrouble as trouble:
                if not again:
                    known = trouble if isinstance(trouble, Broken) else Broken(str(trouble))
                    self._tell(f"{known.short} Yours is safe; {known.way}")
            if again:
                await asyncio.sleep(PATIENCE)
        return None

    def _tell(self, sentence: str) -> None:
        """Once for each trouble: a sentence that comes back every two seconds is a nuisance."""
        if sentence != self._told:
            self._told = sentence
            self._runner.change(lambda state: state.with_message(sentence, warning=True))


def _under_way(task: asyncio.Task[None] | None) -> bool:
    return task is not None and not task.done()


def _begun(work: Coroutine[object, object, None]) -> asyncio.Task[None]:
    """A task of which nobody awaits the end; a fault in it is the app's nevertheless."""
    task = asyncio.create_task(work)
    task.add_done_callback(_tell_fault)
    return task


def _tell_fault(task: asyncio.Task[None]) -> None:
    fault = None if task.cancelled() else task.exception()
    if fault is not None:
        facts = {"message": "Background work failed.", "exception": fault}
        task.get_loop().call_exception_handler(facts)
