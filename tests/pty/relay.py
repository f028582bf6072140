"""A slow line to a program: `relay.py PROGRAM…` runs it in a terminal at the end of such a line.

Each way a byte takes a quarter of a second, no more than 2 kB a second come back, and now and then
nothing goes either way for a while.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import sys
import termios
import time
import tty
from collections import deque

DELAY = 0.25
RATE = 2000.0
EVERY, STALL = 3.0, 1.0
"""A stall of so long comes again and again."""
_TICK = 0.01


def _stalled(now: float) -> bool:
    return now % (EVERY + STALL) > EVERY


def relay(program: int) -> None:
    """Carries what comes from either end to the other, until the program is gone."""
    up: deque[tuple[float, bytes]] = deque()
    down: deque[tuple[float, bytes]] = deque()
    spare, last, gone = 0.0, time.monotonic(), False
    while not gone or down:
        now = time.monotonic()
        spare, last = min(spare + (now - last) * RATE, RATE), now
        ready, _, _ = select.select([0] if gone else [0, program], [], [], _TICK)
        if 0 in ready:
            up.append((now + DELAY, os.read(0, 4096)))
        if program in ready and spare >= 1:
            try:
                read = os.read(program, int(spare))
            except OSError:
                read = b""
            gone = not read
            spare -= len(read)
            down.append((now + DELAY, read))
        if _stalled(now):
            continue
        while up and up[0][0] <= now:
            with contextlib.suppress(OSError):
                os.write(program, up.popleft()[1])
        while down and down[0][0] <= now:
            os.write(1, down.popleft()[1])


def main() -> int:
    """The exit status is the program's."""
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, bytes(8))
    tty.setraw(0)
    pid, program = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execv(sys.argv[1], sys.argv[1:])
    relay(program)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
