"""Editors that start in a third of the time: a Python that has imported everything forks them.

Two thirds of a start are imports, the same at every start. A forked editor is a process of its own
in a terminal of its own and ends as every Python does; only its imports are behind it. Tests of the
start itself, of the environment that Python and Textual read at once, and of what others start
(a shell, strace, sshd) start the program afresh.

Run as a program, with a socket's number: the Python that forks.
"""

from __future__ import annotations

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
    """Import all that an editor may import while it runs."""
    import copvalue_tui

    for module in pkgutil.walk_packages(copvalue_tui.__path__, "copvalue_tui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
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


if __name__ == "__main__":
    _grow()
    words = _serve(socket.socket(fileno=int(sys.argv[1])))
    if words is not None:
        sys.argv[1:] = words
        runpy.run_module("copvalue_tui", run_name="__main__", alter_sys=True)
