"""The templates that come with the program: commented session files to start from."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


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
    Template("water", "an example: operators of small-town waterworks, second annual review"),
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
        real = path.resolve()
        if real.stem in TEMPLATE_NAMES and real.samefile(_file_of(real.stem)):
            return real.stem
    return ""


def _file_of(name: str) -> Path:
    return Path(__file__).parent / "templates" / f"{name}.toml"
