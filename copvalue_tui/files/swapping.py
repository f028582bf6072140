"""Two names of a folder change places in one step, where the system can do that."""

from __future__ import annotations

import errno
import os
import sys

_SWAP = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS, by chance the same number."""
_UNABLE = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EACCES}
)


def swap(folder: int, one: str, other: str) -> bool:
    """Whether the two names now stand for each other's files.

    When not, nothing happened, because the system or the disk knows no such step.

    Raises:
        OSError: The disk refused.
    """
    # Only a save needs it: 2 ms that no start should pay.
    import ctypes

    name = "renameatx_np" if sys.platform == "darwin" else "renameat2"
    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (AttributeError, OSError):
        return False
    call.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    if call(folder, os.fsencode(one), folder, os.fsencode(other), _SWAP) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code))
