"""Standing still while the shell has its turn, and coming back to a screen that is right."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Coroutine
from contextlib import AbstractContextManager, suppress
from types import FrameType
from typing import Protocol

NO_SHELL = "This terminal has no shell to return to, so the editor stays open."
_MOMENT = 0.05
"""Seconds until a stop that was asked for has come."""


_DISK = 2.0
"""Seconds that the disk has before we stand still."""


class _Ending(Exception):
    """While we stood still, a signal came that ends us: the terminal is not taken again."""


class Suspendable(Protocol):
    """A program that lends its terminal to the shell."""

    ending: bool
    """Whether a signal came that ends it."""

    @property
    def has_terminal(self) -> bool:
        """Whether the terminal is its own now."""

    def suspend(self) -> AbstractContextManager[None]:
        """Gives the terminal back for as long as the block lasts."""

    def take_terminal(self) -> None:
        """Sets the terminal up again and draws everything."""

    def put_by(self) -> Awaitable[object]:
        """Brings what is unsaved to the disk."""

    def look_at_disk(self) -> None:
        """Checks whether someone changed the file."""

    def run_soon(self, work: Coroutine[object, object, object]) -> None:
        """Runs something in the event loop, a fault in it ending the program."""


class Suspension:
    """Stops the program as shells expect it, and takes up the terminal when it goes on."""

    def __init__(self, app: Suspendable) -> None:
        self._app = app
        self._busy = False
        self._never = signal.getsignal(signal.SIGTSTP) == signal.SIG_IGN
        """Whether those who started us want us never to stop."""

    def heed(self) -> None:
        """From now on SIGTSTP and SIGCONT are ours; to be called in the running event loop.

        Textual's own handlers would stop us also where no shell is left that could go on with us,
        and take the terminal in the midst of whatever the signal interrupted.
        """
        loop = asyncio.get_running_loop()

        def stop(number: int, frame: FrameType | None) -> None:
            if self._app.has_terminal:
                loop.call_soon_threadsafe(self._suspend_soon)
            else:
                stand_still(whole_job=False)  # the external editor has stopped itself

        def go_on(number: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(self._continued)

        signal.signal(signal.SIGTSTP, signal.SIG_IGN if self._never else stop)
        signal.signal(signal.SIGCONT, go_on)

    async def suspend(self) -> str:
        """Gives the terminal back and stops until the shell continues us.

        A sentence when there is no shell that could. Before, everything is brought to the disk;
        afterwards the whole screen is drawn and the file is looked at.
        """
        if self._never or not self._app.has_terminal:
            return NO_SHELL
        if self._busy or self._app.ending:
            return ""
        self._busy = True
        try:
            await self._put_by()
            stopped = False
            with suppress(_Ending), self._app.suspend():
                stopped = self._stood_still()
        finally:
            self._busy = False
        if not stopped:
            return NO_SHELL
        # Once the conversation that asked for this has ended, and what it saved is the state.
        asyncio.get_running_loop().call_soon(self._app.look_at_disk)
        return ""

    async def _put_by(self) -> None:
        """What is unsaved goes to the disk; one that takes its time is given two seconds."""
        await asyncio.wait([asyncio.ensure_future(self._app.put_by())], timeout=_DISK)

    def _suspend_soon(self) -> None:
        self._app.run_soon(self.suspend())

    def _stood_still(self) -> bool:
        """Stops, also again while we are in the background; whether anything could stop us.

        Raises:
            _Ending: A signal to end us came in.
        """
        stopped = stand_still(whole_job=True)
        while not self._app.ending and not in_foreground() and stand_still(whole_job=False):
            pass
        if self._app.ending:
            raise _Ending
        return stopped

    def _continued(self) -> None:
        """We go on without having stopped by ourselves: a SIGSTOP from elsewhere, or nothing."""
        if self._busy or self._app.ending or not self._app.has_terminal:
            return
        while not in_foreground() and stand_still(whole_job=False):
            pass
        if not self._app.ending:
            self._app.take_terminal()
            self._app.look_at_disk()


def stand_still(*, whole_job: bool) -> bool:
    """Stops until somebody continues us; whether we were stopped.

    The system stops no job that has no shell: nobody could continue it. With `whole_job` those who
    started us and wait for us stop too, or the shell would go on waiting for them.
    """
    continued = False

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal continued
        continued = True

    numbers = (signal.SIGTSTP, signal.SIGCONT)
    before = (signal.signal(numbers[0], signal.SIG_DFL), signal.signal(numbers[1], note))
    try:
        os.kill(0 if whole_job else os.getpid(), signal.SIGTSTP)
        time.sleep(_MOMENT)
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
    return continued


def in_foreground() -> bool:
    """Whether the terminal is ours to use; also when it is gone."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return True
