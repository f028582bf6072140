"""What the operating system lends to storage, and the nearest thing where it is not POSIX.

Without POSIX calls (on Windows) a folder cannot be held open, so names are looked up by path and
another program could swap a folder meanwhile; files cannot be locked; nobody can be asked which
account a file belongs to. What follows from that is said where it matters: `lock.NO_LOCK`,
`file.IN_PLACE`, `file.NAME_UNCONFIRMED`.
"""

from __future__ import annotations

import errno
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

Folder = int | str
"""A folder in which names are looked up: its descriptor; its path where none can be opened."""
HAS_FOLDERS = os.open in os.supports_dir_fd


def _flags(*names: str) -> int:
    flags = getattr(os, "O_BINARY", 0)
    for name in names:
        flags |= getattr(os, name, 0)
    return flags


SAFELY = _flags("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC")
"""Never through a link, without waiting for a pipe, and for this program alone."""
READ = _flags("O_RDONLY", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC")
"""To read a file, through links too."""
CREATE = _flags("O_CREAT", "O_EXCL", "O_NOFOLLOW", "O_CLOEXEC")
"""To create a file that was not there; with O_WRONLY or O_RDWR."""


def open_folder(path: str | os.PathLike[str], extra: int = 0) -> Folder:
    """The folder at the path; `close_folder` ends it.

    Raises:
        OSError: It is no folder, or the system refused.
    """
    if HAS_FOLDERS:
        return os.open(path, _flags("O_RDONLY", "O_DIRECTORY", "O_CLOEXEC") | extra)
    if not os.path.isdir(path):  # noqa: PTH112
        code = errno.ENOTDIR if os.path.exists(path) else errno.ENOENT  # noqa: PTH110
        raise OSError(code, os.strerror(code))
    return os.fspath(path)


def another(folder: Folder) -> Folder:
    """The same folder, to be closed by itself."""
    return folder if isinstance(folder, str) else os.dup(folder)


def close_folder(folder: Folder) -> None:
    """Close it; never raises."""
    if isinstance(folder, int):
        try:  # noqa: SIM105
            os.close(folder)
        except OSError:
            pass


def status_of(folder: Folder) -> os.stat_result:
    """The status of the folder itself."""
    return os.stat(folder)  # noqa: PTH116


def sync_folder(folder: Folder) -> None:
    """Wait until the disk has confirmed the names in it.

    Raises:
        OSError: It did not; EINVAL where it cannot be asked.
    """
    if isinstance(folder, str):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    os.fsync(folder)


def open_in(folder: Folder, name: str, flags: int, mode: int = 0o777) -> int:
    """Open a name in the folder, as `os.open`."""
    if isinstance(folder, str):
        return os.open(os.path.join(folder, name), flags, mode)  # noqa: PTH118
    return os.open(name, flags, mode, dir_fd=folder)


def stat_in(folder: Folder, name: str) -> os.stat_result:
    """The status of a name in the folder, of a link itself."""
    if isinstance(folder, str):
        return os.lstat(os.path.join(folder, name))  # noqa: PTH118
    return os.stat(name, dir_fd=folder, follow_symlinks=False)


def names_in(folder: Folder) -> Iterator[str]:
    """The names in the folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            yield entry.name


def unlink_in(folder: Folder, name: str) -> None:
    """Remove a name from the folder."""
    if isinstance(folder, str):
        os.unlink(os.path.join(folder, name))  # noqa: PTH108, PTH118
    else:
        os.unlink(name, dir_fd=folder)


def rename_in(folder: Folder, name: str, over: str) -> None:
    """Give a file of the folder another name, over a file that has it."""
    if isinstance(folder, str):
        os.replace(os.path.join(folder, name), os.path.join(folder, over))  # noqa: PTH105, PTH118
    else:
        os.rename(name, over, src_dir_fd=folder, dst_dir_fd=folder)


def link_in(folder: Folder, name: str, other: str) -> None:
    """Give a file of the folder a second name, if it is free."""
    if isinstance(folder, str):
        os.link(os.path.join(folder, name), os.path.join(folder, other))  # noqa: PTH118
    else:
        os.link(name, other, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)


def read_from(descriptor: int, count: int, start: int) -> bytes:
    """Some bytes of an open file, wherever it is being read."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, count, start)
    before = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        os.lseek(descriptor, start, os.SEEK_SET)
        return os.read(descriptor, count)
    finally:
        os.lseek(descriptor, before, os.SEEK_SET)


def flock(descriptor: int, *, shared: bool = False) -> bool | None:
    """Lock a file: true, false if it is taken, None if the disk or the system has no locks."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def account() -> int | None:
    """The number of this account; None where the system has none."""
    return os.geteuid() if hasattr(os, "geteuid") else None


def is_own(status: os.stat_result) -> bool:
    """Whether a file is this account's; true where the system cannot say."""
    return account() in (None, status.st_uid)


def is_closed(status: os.stat_result) -> bool:
    """Whether a file grants others nothing; true where the system has no such permissions."""
    return account() is None or not status.st_mode & 0o077


def account_name() -> str:
    """The name of this account; an empty text where it has none."""
    try:
        import pwd
    except ImportError:
        return os.environ.get("USERNAME", "")
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""


def home_folder() -> str:
    """The home folder of this account; an empty text where it has none."""
    try:
        import pwd
    except ImportError:
        return os.path.expanduser("~")  # noqa: PTH111
    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return ""


def machine_name() -> str:
    """The name of this machine."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    return os.environ.get("COMPUTERNAME", "")


def is_running(pid: int) -> bool | None:
    """Whether there is such a process; None where asking would end it."""
    if account() is None:
        return None
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True
