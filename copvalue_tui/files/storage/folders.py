"""The user's folders for settings, state and packs, and private files in the state folder."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from copvalue_tui.files.storage.errors import FileTrouble, reason, shown_path
from copvalue_tui.files.storage.system import (
    CREATE,
    SAFELY,
    account,
    close_folder,
    home_folder,
    is_own,
    open_folder,
    sync_folder,
)

APP = "copvalue"
DEMO = f"{APP}-demo-"
"""How the name of a temporary folder begins that holds a copy for trying the editor."""
_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.tmp")
_MOMENT = 10
"""A temporary file younger than this, in seconds, may belong to another session."""
_ABOVE = 4
"""How many folders above one of ours we may have created too: `~/.local/state/copvalue`."""
_NO_HOME = "There is no home folder for your settings and data"


class NoFolder(FileTrouble):
    """A folder of the user is missing or not private; nothing was written to it."""


def is_demo(path: str) -> bool:
    """Whether it is a copy for trying the editor: what is tried on it is for no other file."""
    return Path(path).parent.name.startswith(DEMO)


def settings_file() -> Path:
    """The path of the settings: `$COPVALUE_CONFIG`, or `config.toml` in the config folder.

    Raises:
        NoFolder: There is no home folder.
    """
    named = os.environ.get("COPVALUE_CONFIG", "")
    return Path(named) if named else config_folder() / "config.toml"


def config_folder() -> Path:
    """The folder of the settings file; it may not exist yet.

    Raises:
        NoFolder: There is no home folder.
    """
    return _own("XDG_CONFIG_HOME", "config")


def state_folder() -> Path:
    """The folder of versions, recent files and recovery; it may not exist yet.

    Raises:
        NoFolder: There is no home folder.
    """
    return _own("XDG_STATE_HOME", "state")


def data_folder() -> Path:
    """The folder of the user's suggestion packs; it may not exist yet.

    Raises:
        NoFolder: There is no home folder.
    """
    return _own("XDG_DATA_HOME", "data")


def _own(variable: str, kind: str) -> Path:
    # Relative values are ignored, as the XDG standard asks.
    if not os.environ.get(variable, "").startswith("/"):
        _check_home()
    # Imported here, because it costs 15 ms, which commands that need no folder should not pay.
    import platformdirs

    places: dict[str, Callable[..., str]] = {
        "config": platformdirs.user_config_dir,
        "state": platformdirs.user_state_dir,
        "data": platformdirs.user_data_dir,
    }
    try:
        return Path(places[kind](APP, appauthor=False))
    except RuntimeError as error:
        raise NoFolder(f"{_NO_HOME}.") from error


def _check_home() -> None:
    """Check that the home folder exists: creating one would litter the root of the disk."""
    home = os.environ.get("HOME", "")
    if not home.startswith("/"):
        home = home_folder()
        if not home:
            raise NoFolder(f"{_NO_HOME}: this account has none.")
    if home.rstrip("/") == "" or not Path(home).is_dir():
        raise NoFolder(f"{_NO_HOME}: “{shown_path(home)}” is not usable.")


def private_folder(*parts: str) -> Path:
    """The state folder, or one below it, created if needed; only this account can read it.

    Raises:
        NoFolder: It cannot be created, belongs to another account, or others may write to it.
    """
    folder = state_folder()
    try:
        make_folders(folder.parent)
        _make_private(folder)
        for part in parts:
            folder = folder / part
            _make_private(folder)
    except OSError as error:
        raise NoFolder(f"“{shown_path(folder)}” cannot be used: {reason(error)}.") from error
    return folder


def owner_trouble() -> str:
    """Which folder to get back from another account, and how; a sentence, mostly empty.

    A start with `sudo` may leave the state folder, or one above it, to the superuser.
    """
    number = account()
    if number is None:
        return ""
    try:
        folder = state_folder()
        there = next(one for one in (folder, *folder.parents) if one.exists())
        if there == folder:
            below = () if there.stat().st_uid != number else there.iterdir()
            others = [one for one in (there, *below) if one.lstat().st_uid != number]
        else:
            others = [] if os.access(there, os.W_OK) else [there]
    except (NoFolder, OSError):
        return ""
    if not others:
        return ""
    # Here, not above: it is rarely needed.
    import shlex

    name = shlex.quote(shown_path(others[0]))
    return f"Another account owns the state folder. To get it back: sudo chown -R {number} {name}"


def make_folders(folder: Path) -> None:
    """Makes the folder and those above it that are missing; nobody else can look into them.

    Python makes those above with whatever rights the umask leaves.

    Raises:
        OSError: One of them cannot be made.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def _make_private(folder: Path) -> None:
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    descriptor = open_folder(folder, SAFELY)
    if isinstance(descriptor, str):
        # Without POSIX permissions it is as private as the folder of the account it lies in.
        return
    try:
        status = os.fstat(descriptor)
        if not is_own(status):
            raise NoFolder(f"“{shown_path(folder)}” belongs to another account, so it is not used.")
        if status.st_mode & 0o022:
            raise NoFolder(f"Others may write to “{shown_path(folder)}”, so it is not used.")
        if stat.S_IMODE(status.st_mode) != 0o700:
            # It is ours, and nobody else can have put anything in it: close it to others.
            os.fchmod(descriptor, 0o700)
    finally:
        os.close(descriptor)


def keep_private(folder: Path, name: str, content: bytes, *, sure: bool = False) -> Path:
    """Write a file to a private folder, completely or not at all.

    With `sure`, it is synced: it survives a power failure once this returns.

    Raises:
        OSError: The disk refused; an older file of this name is untouched.
    """
    kept = folder / name
    temporary = folder / f".{os.urandom(6).hex()}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | CREATE, 0o600)
    try:
        try:
            write_all(descriptor, content)
            if sure:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(kept)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if sure:
        confirm_names(folder)
    with suppress(OSError):
        _sweep(kept)
    return kept


def _sweep(kept: Path) -> None:
    """Remove the temporary files that killed sessions left beside the file just written."""
    now = kept.stat().st_mtime
    for other in kept.parent.iterdir():
        if _TEMPORARY.fullmatch(other.name) and now - other.lstat().st_mtime > _MOMENT:
            other.unlink()


def confirm_names(folder: Path) -> None:
    """Sync a folder of ours and the folders above it.

    They may be just as new: an account's first recovery file creates them all.
    """
    for one in (folder, *folder.parents[:_ABOVE]):
        with suppress(OSError):
            opened = open_folder(one)
            try:
                sync_folder(opened)
            finally:
                close_folder(opened)


def write_all(descriptor: int, content: bytes) -> None:
    """Write all bytes, however few the disk accepts at a time.

    Raises:
        OSError: The disk refused; some bytes may have been written.
    """
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
