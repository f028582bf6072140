"""Whether folders, disk and settings are fit for work, for `copvalue doctor`."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from copvalue_tui.cli.config import settings_faults
from copvalue_tui.cli.support.doctor_terminal import DoctorLine
from copvalue_tui.files.storage.errors import FileTrouble, reason, shown_path
from copvalue_tui.files.storage.file import load, save_new, save_text
from copvalue_tui.files.storage.folders import (
    NoFolder,
    config_folder,
    data_folder,
    owner_trouble,
    state_folder,
)
from copvalue_tui.matrix.text.sanitize import safe

_MEGABYTE = 1024 * 1024
_GIGABYTE = 1024 * _MEGABYTE
_LITTLE = 20 * _MEGABYTE
"""With less, saves and their versions soon fail."""


def place_lines() -> Iterator[DoctorLine]:
    """The lines about the folders of the person, the disk here, and the settings."""
    yield _folder("State folder", state_folder)
    yield _folder("Settings folder", config_folder)
    yield _folder("Packs folder", data_folder)
    yield _disk_here()
    faults = settings_faults()
    if not faults:
        yield DoctorLine("ok", "Settings: no fault.")
    for fault in faults:
        yield DoctorLine("fix", safe(fault), "Change the file that “copvalue config path” names.")


def _folder(name: str, find: Callable[[], Path]) -> DoctorLine:
    """Whether a folder can be used; where it is missing, whether it can be created."""
    try:
        folder = find()
        there = next(one for one in (folder, *folder.parents) if one.exists())
        text = f"{name}: {shown_path(folder)}"
        if not there.is_dir():
            return DoctorLine("fix", f"{text}: {shown_path(there)} is no folder.", "Move it away.")
        private = find is state_folder and there == folder
        trouble = owner_trouble() if find is state_folder else ""
        if trouble:
            what, _, advice = trouble.partition(" To get it back: ")
            return DoctorLine("fix", f"{text}. {what}", advice)
        if private and stat.S_IMODE(folder.stat().st_mode) & 0o022:
            advice = f"chmod go-w {shown_path(folder)}"
            return DoctorLine("fix", f"{text}: others may write to it.", advice)
        if not os.access(there, os.W_OK | os.X_OK):
            advice = f"chmod u+rwx {shown_path(there)}"
            return DoctorLine("fix", f"{text}: you cannot write to {shown_path(there)}.", advice)
        free = _free(there)
    except NoFolder as trouble:
        return DoctorLine("fix", f"{name}: {trouble}", "Set HOME to a folder of yours.")
    except OSError as error:
        return DoctorLine("fix", f"{name}: {reason(error)}.", "Set HOME to a folder of yours.")
    state = "" if there == folder else " not created yet;"
    return _roomy(f"{text}:{state}", free)


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _roomy(text: str, free: int) -> DoctorLine:
    amount = f"{free / _GIGABYTE:.0f} GB" if free >= _GIGABYTE else f"{free // _MEGABYTE} MB"
    whole = f"{text} {amount} free."
    if free < _LITTLE:
        return DoctorLine("fix", whole, "Delete what you no longer need on this disk.")
    return DoctorLine("ok", whole)


def _disk_here() -> DoctorLine:
    """Save, lock and exchange a file of our own here, as the editor would."""
    elsewhere = "Work in another folder, such as your home folder."
    try:
        text = f"This folder: {shown_path(Path.cwd())}"
        with tempfile.TemporaryDirectory(prefix=".copvalue-doctor-", dir=Path.cwd()) as folder:
            troubles = tuple(dict.fromkeys(_tried(Path(folder))))
        free = _free(Path.cwd())
    except FileTrouble as trouble:
        return DoctorLine("fix", f"This folder: {trouble}", elsewhere)
    except OSError as error:
        return DoctorLine("fix", f"This folder: you cannot save here: {reason(error)}.", elsewhere)
    if troubles:
        return DoctorLine("fix", f"{text}. {' '.join(troubles)}", elsewhere)
    return _roomy(f"{text}: saving and locking work;", free)


def _tried(folder: Path) -> Iterator[str]:
    """What the disk cannot do, in sentences."""
    from copvalue_tui.files.storage.atomic_replace import swap
    from copvalue_tui.files.storage.lock import Lock, take
    from copvalue_tui.files.storage.system import close_folder, open_folder

    one, other = folder / "one.toml", folder / "other.toml"
    yield from save_new(one, "format = 1\n")
    yield from save_text(load(one), 'format = 1\ntitle = "Test"\n', keep=False).notes
    yield from save_new(other, "format = 1\n")
    opened = open_folder(folder)
    try:
        if not swap(opened, one.name, other.name):
            yield "Two names cannot be exchanged, so a save of another program may be missed."
    finally:
        close_folder(opened)
    lock = take(one)
    if isinstance(lock, Lock):
        if lock.note:
            yield lock.note
        lock.release()
