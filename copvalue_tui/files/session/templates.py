"""The templates that come with the program: commented session files to start from."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from copvalue_tui.resources import package_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Template:
    """A session file to start from."""

    name: str
    """The name for `new --template`, and the name of the file."""
    meaning: str
    """One line for lists and help."""


TEMPLATES = (
    Template("blank", "the empty template: one row of members, one organization"),
    Template("toolkit", "the template filled with the toolkit's 24 values"),
    Template("water", "an example: small-town water operators, second annual review"),
    Template("plant", "an example: a network across nine plants, three months old"),
    Template("survey", "an example: an open online community before a grant renewal"),
)
TEMPLATE_NAMES = tuple(template.name for template in TEMPLATES)


def template_text(name: str) -> str:
    """The session file of one of the `TEMPLATES`.

    Raises:
        KeyError: There is no template of this name.
        OSError: The installation is damaged.
    """
    if name not in TEMPLATE_NAMES:
        raise KeyError(name)
    return _file_of(name).read_bytes().decode("utf-8")


def template_at(path: Path) -> str:
    """The name of the template whose own file a path leads to; empty when it is another file.

    Such a file belongs to the program: it is a beginning, and never written to.
    """
    with suppress(OSError, ValueError):
        real = Path(os.path.realpath(path))
        if real.stem not in TEMPLATE_NAMES:
            return ""
        own = _file_of(real.stem)
        # The files inside a zip file have no path of their own.
        if isinstance(own, Path) and real.samefile(own):
            return real.stem
    return ""


def _file_of(name: str) -> Traversable:
    return package_folder("copvalue_tui.files.session") / "templates" / f"{name}.toml"
