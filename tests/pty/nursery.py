"""Editors that start in a quarter of the time: forked by a Python that has run an editor before.

Two thirds of a start are imports, the same at every start, and much of the rest is read and
compiled once: packs, patterns. A forked editor is a process of its own in a terminal of its own and
ends as every Python does; only its imports and what it would know by heart are behind it. Tests of
the start itself, of the environment that Python and Textual read at once, and of what others start
(a shell, strace, sshd) start the program afresh.

Run as a program, with a socket's number: the Python that forks.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import fcntl
import gc
import importlib
import json
import os
import pkgutil
import pty
import runpy
import socket
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LONGEST = 1 << 20


class Nursery:
    """Starts `python -m copvalue_tui …` by a fork; ended by `close`."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Python makes its streams as for a terminal, as they will be.
        ours, line = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.pty.nursery", str(theirs.fileno())],
            stdin=line,
            stdout=line,
            cwd=ROOT,
            env=dict(environ) | {"PYTHONPATH": str(ROOT)},
            pass_fds=[theirs.fileno()],
        )
        for descriptor in (ours, line):
            os.close(descriptor)
        theirs.close()

    def start(
        self, words: Sequence[str], environ: Mapping[str, str], folder: str, columns: int, rows: int
    ) -> tuple[int, int]:
        """Process id of an editor and its terminal's other end, as `pty.fork` gives them."""
        ours, line = pty.openpty()
        fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        request = json.dumps([list(words), dict(environ), folder]).encode()
        socket.send_fds(self._socket, [request], [line])
        os.close(line)
        return int(self._answer()), ours

    def waitpid(self, pid: int) -> tuple[int, int]:
        """As `os.waitpid` with `WNOHANG`, for an editor from here."""
        self._socket.send(b"%d" % pid)
        pid, status = json.loads(self._answer())
        return pid, status

    def _answer(self) -> bytes:
        answer = self._socket.recv(_LONGEST)
        assert answer, "the Python that forks editors has ended; its last words are above"
        return answer

    def close(self) -> None:
        """End the Python that forks; its editors go on."""
        self._socket.close()
        self._process.wait(30)


def _grow() -> None:
    """Import all that an editor may import while it runs, and run one on no file."""
    import copvalue_tui
    from copvalue_tui.editor.session.open import Startup
    from copvalue_tui.tui.app import CopvalueApp

    for module in pkgutil.walk_packages(copvalue_tui.__path__, "copvalue_tui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

    async def run() -> None:
        async with CopvalueApp(Startup()).run_test() as pilot:
            await pilot.pause()

    asyncio.run(run())
    gc.freeze()


def _serve(line: socket.socket) -> list[str] | None:
    """Answer until there is nobody; in a forked editor, the words it is to run with."""
    while True:
        request, descriptors, _, _ = socket.recv_fds(line, _LONGEST, 1)
        if not request:
            return None
        if descriptors:
            words, environ, folder = json.loads(request)
            if pid := os.fork():
                os.close(descriptors[0])
                line.send(b"%d" % pid)
            else:
                _settle_in(descriptors[0], environ, folder)
                return words
        else:
            line.send(json.dumps(os.waitpid(int(request), os.WNOHANG)).encode())


def _settle_in(terminal: int, environ: dict[str, str], folder: str) -> None:
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for descriptor in (0, 1, 2):
        os.dup2(terminal, descriptor)
    os.closerange(3, 1024)
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)


def _leave(code: object) -> None:
    """End as Python does, but for taking down all that was imported: a fifth of a short run.

    A status that is a sentence, and a stream that takes no more, are left to Python.
    """
    if isinstance(code, int | None):
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
            threading._shutdown()
            atexit._run_exitfuncs()
            os._exit(code or 0)
    raise SystemExit(code)


if __name__ == "__main__":
    _grow()
    words = _serve(socket.socket(fileno=int(sys.argv[1])))
    if words is not None:
        sys.argv[1:] = words
        try:
            runpy.run_module("copvalue_tui", run_name="__main__", alter_sys=True)
        except SystemExit as leaving:
            _leave(leaving.code)
