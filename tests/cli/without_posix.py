"""A `sitecustomize` that takes from Python what it only has on POSIX, before a program starts."""

import os
import signal
import sys
from types import SimpleNamespace

MODULES = {
    "termios",
    "fcntl",
    "pty",
    "tty",
    "pwd",
    "grp",
    "resource",
    "syslog",
    "readline",
    "curses",
}
SIGNALS = ("SIGHUP", "SIGQUIT", "SIGKILL", "SIGALRM", "SIGTSTP", "SIGCONT", "SIGWINCH", "SIGUSR1")
CALLS = (
    # Not getuid, which platformdirs imports wherever it does not find Windows.
    *("geteuid", "getegid", "getgid", "getgroups", "getpgrp", "getpgid", "tcgetpgrp"),
    *("setsid", "killpg", "fork", "forkpty", "openpty", "ttyname", "ctermid", "mkfifo", "uname"),
    *("chown", "fchown", "lchown", "fchmod", "statvfs", "fstatvfs", "ST_RDONLY", "pread", "pwrite"),
    *("fdatasync", "posix_fallocate", "listxattr", "getxattr", "setxattr", "removexattr"),
    *("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_DIRECTORY", "O_PATH", "O_DSYNC"),
)


class _NoPosix:
    """Finds none of these modules, built in or not."""

    def find_spec(self, name, path=None, target=None):
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _open(path, flags, mode=0o777, *, dir_fd=None, _open=os.open):
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    if os.path.isdir(path):  # noqa: PTH112
        raise PermissionError(13, "Permission denied", path)
    return _open(path, flags, mode)


def _kill(process, number):
    raise AssertionError("os.kill ends a process where there are no signals")


def _taking_no_folder(name):
    call = getattr(os, name)

    def without_folder(*words, follow_symlinks=True, **more):
        if any(value is not None for key, value in more.items() if "dir_fd" in key):
            raise NotImplementedError("dir_fd unavailable on this platform")
        if name in ("stat", "access"):
            more |= {"follow_symlinks": follow_symlinks}
        elif not follow_symlinks:
            raise NotImplementedError("follow_symlinks unavailable on this platform")
        return call(*words, **more)

    return without_folder


_statvfs = os.statvfs
for _name in MODULES:
    sys.modules.pop(_name, None)
sys.meta_path.insert(0, _NoPosix())
for _name in SIGNALS:
    delattr(signal, _name)
for _name in CALLS:
    if hasattr(os, _name):
        delattr(os, _name)
for _name in ("stat", "access", "link", "unlink", "rename", "replace"):
    setattr(os, _name, _taking_no_folder(_name))
os.open, os.kill = _open, _kill
os.supports_dir_fd = os.supports_fd = os.supports_effective_ids = os.supports_follow_symlinks = (
    set()
)

# Only now: it looks at what `os` can do when it is imported.
import shutil  # noqa: E402


def _disk_usage(path):
    status = _statvfs(path)
    return SimpleNamespace(free=status.f_bavail * status.f_frsize)


# Windows has another way to the same figures.
shutil.disk_usage = _disk_usage
