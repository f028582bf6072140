"""A file in another encoding: the command by which the system's own converter makes a copy."""

import os
import shlex
import shutil

from copvalue_tui.files.complaints import NotReadable
from copvalue_tui.matrix.text.sanitize import safe

_PROGRAM = "iconv"
_MOST = 99
"""So many names are tried for the copy."""


def copying(path: str | os.PathLike[str], faults: NotReadable) -> str:
    """The shell's command that makes a copy in UTF-8, under a name that nothing has yet.

    It is a suggestion for a person to judge: which encoding it is, the bytes only hint at. Empty
    when they hint at none, when there is no converter here, or when the name cannot be typed.
    """
    name = os.fspath(path)
    if not faults.encoding or safe(name) != name or shutil.which(_PROGRAM) is None:
        return ""
    # A name that begins with a hyphen would be taken for an option.
    name = f"./{name}" if name.startswith("-") else name
    stem, ending = os.path.splitext(name)  # noqa: PTH122
    copies = (f"{stem}-utf8{again}{ending}" for again in ("", *(f"-{n}" for n in range(2, _MOST))))
    free = next((copy for copy in copies if not os.path.lexists(copy)), None)
    if free is None:
        return ""
    return f"{_PROGRAM} -f {faults.encoding} -t UTF-8 {shlex.quote(name)} > {shlex.quote(free)}"
