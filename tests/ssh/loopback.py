"""An sshd of the test's own on loopback: own keys, own configuration, a port of its own."""

from __future__ import annotations

import contextlib
import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

PATIENCE = 10.0
"""Seconds the server has to listen."""
_SETTINGS = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile none
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PrintLastLog no
"""


class NoServer(Exception):
    """Here no sshd can be started, and why."""


class Server:
    """The running sshd; `ssh` is how to come in."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self._port = port

    def ssh(self, words: list[str], env: Mapping[str, str], pid_file: Path) -> list[str]:
        """The words that run a program behind the line, in a terminal, its id written to a file."""
        options = {
            "IdentityFile": self.folder / "user_key",
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": self.folder / "known_hosts",
            "StrictHostKeyChecking": "yes",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
        }
        settings = [f"-o{name}={choice}" for name, choice in options.items()]
        given = [f"{name}={shown}" for name, shown in env.items()]
        # `exec`, so that the id is the program's own.
        program = shlex.join(["env", *given, *words])
        command = f"echo $$ > {shlex.quote(str(pid_file))}; exec {program}"
        line = shlex.join(["exec", "/bin/sh", "-c", command])
        come_in = ["ssh", "-tt", "-F", "none", "-p", str(self._port), *settings]
        return [*come_in, f"{getpass.getuser()}@127.0.0.1", line]


@contextlib.contextmanager
def sshd(folder: Path) -> Iterator[Server]:
    """A server while the block runs, stopped by its own id.

    Raises:
        NoServer: A program is missing, or the server did not start; with what it said.
    """
    program = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    for name, found in (("sshd", program), ("ssh", shutil.which("ssh"))):
        if found is None:
            raise NoServer(f"{name} is not installed")
    port = _free_port()
    _make_keys(folder, port)
    settings = folder / "sshd_config"
    settings.write_text(_SETTINGS.format(port=port, folder=folder))
    with _separation_folder(), (folder / "sshd.log").open("wb") as log:
        running = subprocess.Popen(
            [str(program), "-D", "-e", "-f", str(settings)], stderr=log, stdin=subprocess.DEVNULL
        )
        try:
            _wait_until_it_listens(running, port, folder)
            yield Server(folder, port)
        finally:
            running.terminate()
            running.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def _make_keys(folder: Path, port: int) -> None:
    for name in ("host_key", "user_key"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)]
        subprocess.run(make, check=True)
    host = (folder / "host_key.pub").read_text()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host}")


@contextlib.contextmanager
def _separation_folder() -> Iterator[None]:
    """As root, sshd wants an empty folder to lock its half without rights into."""
    needed = Path("/run/sshd")
    made = os.geteuid() == 0 and not needed.exists()
    if made:
        needed.mkdir(0o755)
    try:
        yield
    finally:
        if made:
            with contextlib.suppress(OSError):
                needed.rmdir()


def _wait_until_it_listens(running: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and running.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.02)
    raise NoServer(f"sshd did not start: {(folder / 'sshd.log').read_text()}")
