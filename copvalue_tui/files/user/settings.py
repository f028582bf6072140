"""The person's settings: one TOML file, read with every slip named and none of them fatal."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from copvalue_tui.files.storage import folders
from copvalue_tui.files.storage.encoding import decode
from copvalue_tui.files.storage.errors import CannotOpen, FileMissing, FileTrouble
from copvalue_tui.files.storage.open import read_whole
from copvalue_tui.files.toml.errors import NotReadable, nearest, printable
from copvalue_tui.files.toml.parse import parse
from copvalue_tui.files.user.theme_names import THEMES

SAVE_DELAY = 2
"""Seconds after the last change until the file is saved by itself."""
LIMIT = 256 * 1024
"""The largest settings file that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has chosen once for all matrices; the fields' own values are the defaults."""

    autosave: bool = True
    """Whether the file is saved by itself, `SAVE_DELAY` seconds after the last change."""
    theme: str = ""
    """The name of a theme; empty: chosen by the terminal."""
    ascii: bool = False
    """Whether marks and lines are drawn without Unicode."""
    mouse: bool | None = None
    """None: on, except over SSH."""
    suggestions: str = "shown"
    """`printable` or `hidden`, when the editor starts."""
    packs: tuple[str, ...] = ()
    """Ids of suggestion packs, in order of preference, for files that name none."""
    language: str = ""
    """A language code for suggestions and questions of files that name none; empty: not chosen."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Command id → the names of its keys, instead of its own; none at all is allowed."""
    escdelay: int = 250
    """Milliseconds to wait after Esc for the rest of a key; the environment's ESCDELAY wins."""


class _Wrong(Exception):
    """What a setting should have been, as the end of a sentence."""


def _yes_or_no(found: object) -> bool:
    if isinstance(found, bool):
        return found
    raise _Wrong("true or false.")


def _mouse(found: object) -> bool | None:
    if found == "auto":
        return None
    if isinstance(found, bool):
        return found
    raise _Wrong("“auto”, true or false.")


def _word(found: object) -> str:
    if isinstance(found, str) and found.isprintable():
        return found.strip()
    raise _Wrong("a text in quotes, on one line.")


def _theme(found: object) -> str:
    name = _word(found)
    if name in ("", *THEMES):
        return name
    near = nearest(name, THEMES)
    raise _Wrong(f"one of {', '.join(THEMES)}" + (f"; did you mean “{near}”?" if near else "."))


def _suggestions(found: object) -> str:
    if found in ("shown", "hidden"):
        return str(found)
    near = nearest(found, ("shown", "hidden")) if isinstance(found, str) else ""
    raise _Wrong("“shown” or “hidden”" + (f"; did you mean “{near}”?" if near else "."))


def _words(found: object) -> tuple[str, ...]:
    if isinstance(found, list):
        words = [word for word in found if isinstance(word, str) and word.isprintable()]
        if len(words) == len(found):
            return tuple(word.strip() for word in words if word.strip())
    raise _Wrong("a list of texts in quotes.")


def _keys_of_one(found: object) -> tuple[str, ...]:
    """One key or several: `"d"`, `"d, delete"` or `["d", "delete"]`."""
    if isinstance(found, str):
        return _words([found] if found.strip() == "," else found.split(","))
    return _words(found)


def _escdelay(found: object) -> int:
    if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 5000:
        return found
    raise _Wrong("a number of milliseconds from 0 to 5000.")


_READERS: dict[str, Callable[[Settings, object], Settings]] = {
    "autosave": lambda settings, found: replace(settings, autosave=_yes_or_no(found)),
    "theme": lambda settings, found: replace(settings, theme=_theme(found)),
    "ascii": lambda settings, found: replace(settings, ascii=_yes_or_no(found)),
    "mouse": lambda settings, found: replace(settings, mouse=_mouse(found)),
    "suggestions": lambda settings, found: replace(settings, suggestions=_suggestions(found)),
    "packs": lambda settings, found: replace(settings, packs=_words(found)),
    "language": lambda settings, found: replace(settings, language=_word(found)),
    "escdelay": lambda settings, found: replace(settings, escdelay=_escdelay(found)),
}
"""Setting → the settings with what was found there; `keys` is a table and read by itself."""
SETTING_NAMES = (*_READERS, "keys")


def load_settings(path: Path | None = None) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and a sentence for everything in the file that could not be used.

    A missing file means the defaults, without a word, unless the person named it: by `path` or by
    `$COPVALUE_CONFIG`.
    """
    try:
        file = path or folders.settings_file()
        text = decode(read_whole(file, LIMIT).content).text
        return _settings(parse(text))
    except FileMissing as error:
        return Settings(), _missing(path, error)
    except folders.NoFolder:
        return Settings(), ()
    except CannotOpen as error:
        return Settings(), (f"The settings were not read: {error}",)
    except NotReadable as error:
        first = error.complaints[0].sentence
        return Settings(), (f"The settings were not read; the defaults are used. In {first}",)


def _missing(path: Path | None, error: FileTrouble) -> tuple[str, ...]:
    if path is None and not os.environ.get("COPVALUE_CONFIG"):
        return ()
    return (f"The settings were not read: {error}",)


def _settings(tables: Mapping[str, object]) -> tuple[Settings, tuple[str, ...]]:
    settings = Settings()
    wrong: list[str] = []
    for name, found in tables.items():
        if name == "keys":
            settings = replace(settings, keys=_keys(found, wrong))
        elif name not in _READERS:
            wrong.append(_unknown(name))
        else:
            try:
                settings = _READERS[name](settings, found)
            except _Wrong as expected:
                wrong.append(f"Setting “{name}” is ignored: it should be {expected}")
    return settings, tuple(wrong)


def _keys(found: object, wrong: list[str]) -> Mapping[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    if not isinstance(found, dict):
        wrong.append("Setting “keys” is ignored: it should be a table with the header [keys].")
        return MappingProxyType(keys)
    for command, names in found.items():
        try:
            keys[str(command)] = _keys_of_one(names)
        except _Wrong:
            said = "they should be a text in quotes or a list of texts"
            wrong.append(f"The keys of “{printable(str(command))}” are ignored: {said}.")
    return MappingProxyType(keys)


def _unknown(name: str) -> str:
    near = nearest(name, SETTING_NAMES)
    hint = f"; did you mean “{near}”?" if near else "."
    return f"There is no setting “{printable(name)}”{hint}"


def default_settings_text() -> str:
    """A settings file that changes nothing: every setting with its default and what it does."""
    return _DEFAULT_TEXT


_DEFAULT_TEXT = f"""\
# Settings of copvalue. A line without “#” in front of it counts; what is left out has its default.

# Save the file about {SAVE_DELAY} seconds after the last change.
# autosave = true

# The name of a theme; empty: chosen by the terminal.
# theme = ""

# Draw marks and lines without Unicode.
# ascii = false

# The mouse: "auto" is on, except over SSH.
# mouse = "auto"

# The suggestion panel when the editor starts: "shown" or "hidden".
# suggestions = "shown"

# Suggestion packs in order of preference, for files that name none.
# packs = []

# A language code such as "es": of suggestions and guiding questions, for files that name none.
# language = ""

# Milliseconds to wait after Esc for the rest of a key; more helps on slow lines.
# escdelay = 250

# Other keys for a command, by its id (“copvalue keys” lists them).
[keys]
# delete = "d, delete"
# rename-row = ["R"]
"""
