"""Read the user's settings from a TOML file, report each mistake, fail on none; change one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from copvalue_tui.files.storage import folders
from copvalue_tui.files.storage.encoding import decode
from copvalue_tui.files.storage.errors import (
    CannotOpen,
    CannotSave,
    FileMissing,
    FileTrouble,
    not_saved,
)
from copvalue_tui.files.storage.file import load, save_new, save_text
from copvalue_tui.files.storage.open import read_whole
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable, nearest, printable
from copvalue_tui.files.toml.parse import parse

OURS = ("terminal", "dark", "light", "mono")
"""Our own, the default first."""
TEXTUAL = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula"),
    *("tokyo-night", "monokai", "flexoki", "catppuccin-latte", "catppuccin-frappe"),
    *("catppuccin-macchiato", "solarized-light", "solarized-dark", "rose-pine", "rose-pine-moon"),
    *("rose-pine-dawn", "atom-one-dark", "atom-one-light"),
)
"""The themes of Textual; our `terminal` replaces its two that use the terminal's colours."""
THEMES = (*OURS, *TEXTUAL)
"""All of them; `tui/drawing/themes.py` defines their colours."""


KEY_PRESETS = ("vim", "nano", "plain")
"""Ready-made keys; `editor/keys/layouts.py` defines them."""
_PAIR = re.compile(r"[^\x00-\x7f][!-~]")

SAVE_DELAY = 2
"""Seconds after the last change before the file is saved automatically."""
LIMIT = 256 * 1024
"""The largest settings file that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's settings for all matrices; the defaults are the fields' own."""

    autosave: bool = True
    """Whether to save the file automatically, `SAVE_DELAY` seconds after the last change."""
    theme: str = ""
    """The name of a theme; empty: the terminal decides."""
    ascii: bool = False
    """Whether to draw marks and lines without Unicode."""
    mouse: bool | None = None
    """None: on, except over SSH and in GNU screen."""
    suggestions: str = "shown"
    """`printable` or `hidden`, when the editor starts."""
    packs: tuple[str, ...] = ()
    """Ids of suggestion packs, in order of preference, for files that name none."""
    language: str = ""
    """A language code for suggestions and questions, for files that name none; empty: not set."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Command id → the keys that replace its default keys; may be empty."""
    escdelay: int = 250
    """Milliseconds to wait after Esc for the rest of a key; the environment's ESCDELAY wins."""
    coverage: bool = True
    """Whether the panel says what kinds of value a row does not cover yet."""
    preset: str = "vim"
    """One of `KEY_PRESETS`: the keys of commands that `keys` does not name."""
    langmap: str = "auto"
    """Whether letters of other keyboards are read by their place: `auto`, `off`, or own pairs."""


class _Wrong(Exception):
    """A setting is wrong; the message says what it should be, as the end of a sentence."""


def _yes_or_no(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise _Wrong("true or false.")


def _mouse(raw: object) -> bool | None:
    if raw == "auto":
        return None
    if isinstance(raw, bool):
        return raw
    raise _Wrong("“auto”, true or false.")


def _word(raw: object) -> str:
    if isinstance(raw, str) and raw.isprintable():
        return raw.strip()
    raise _Wrong("a text in quotes, on one line.")


def _one_of(raw: object, words: tuple[str, ...], said: str) -> str:
    if isinstance(raw, str) and raw in words:
        return raw
    near = nearest(raw, words) if isinstance(raw, str) else ""
    raise _Wrong(said + (f"; did you mean “{near}”?" if near else "."))


def _theme(raw: object) -> str:
    name = _word(raw)
    return _one_of(name, THEMES, f"one of {', '.join(THEMES)}") if name else ""


def _suggestions(raw: object) -> str:
    return _one_of(raw, ("shown", "hidden"), "“shown” or “hidden”")


def _words(raw: object) -> tuple[str, ...]:
    if isinstance(raw, list):
        words = [word for word in raw if isinstance(word, str) and word.isprintable()]
        if len(words) == len(raw):
            return tuple(word.strip() for word in words if word.strip())
    raise _Wrong("a list of texts in quotes.")


def _keys_of_one(raw: object) -> tuple[str, ...]:
    """One key or several: `"d"`, `"d, delete"` or `["d", "delete"]`."""
    if isinstance(raw, str):
        return _words([raw] if raw.strip() == "," else raw.split(","))
    return _words(raw)


def _preset(raw: object) -> str:
    return _one_of(raw, KEY_PRESETS, "“vim”, “nano” or “plain”")


def _langmap(raw: object) -> str:
    text = " ".join(_word(raw).split())
    pairs = text.split()
    if text in ("auto", "off") or (pairs and all(map(_PAIR.fullmatch, pairs))):
        return text
    raise _Wrong("“auto”, “off”, or pairs of a letter and the key in its place, such as “жx яq”.")


def _escdelay(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 5000:
        return raw
    raise _Wrong("a number of milliseconds from 0 to 5000.")


_READERS: dict[str, Callable[[object], object]] = {
    **{"autosave": _yes_or_no, "theme": _theme, "ascii": _yes_or_no, "mouse": _mouse},
    **{"suggestions": _suggestions, "coverage": _yes_or_no, "packs": _words},
    **{"language": _word, "escdelay": _escdelay},
}
"""Setting → a function that reads it; `keys` is a table and is read separately."""
SETTING_NAMES = (*_READERS, "keys")
KEY_SETTINGS: dict[str, Callable[[object], object]] = {"preset": _preset, "langmap": _langmap}
"""What the table `keys` holds beside the ids of commands → a function that reads it."""


def _with(settings: Settings, name: str, content: object) -> Settings:
    return replace(settings, **{name: content})  # type: ignore[arg-type]  # its reader checked it


def load_settings(path: Path | None = None) -> tuple[Settings, tuple[str, ...]]:
    """Read the settings; return a sentence for each part of the file that cannot be used.

    A missing file means the defaults, without a message, unless the user named it with `path` or
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
    for name, raw in tables.items():
        if name == "keys":
            settings = _with_keys(settings, raw, wrong)
        elif name not in _READERS:
            wrong.append(_unknown(name))
        else:
            try:
                settings = _with(settings, name, _READERS[name](raw))
            except _Wrong as expected:
                wrong.append(f"Setting “{name}” is ignored: it should be {expected}")
    return settings, tuple(wrong)


def _with_keys(settings: Settings, raw: object, wrong: list[str]) -> Settings:
    keys: dict[str, tuple[str, ...]] = {}
    if not isinstance(raw, dict):
        wrong.append("Setting “keys” is ignored: it should be a table with the header [keys].")
        return settings
    for command, names in raw.items():
        if command in KEY_SETTINGS:
            try:
                settings = _with(settings, command, KEY_SETTINGS[command](names))
            except _Wrong as expected:
                wrong.append(f"Setting “keys.{command}” is ignored: it should be {expected}")
            continue
        try:
            keys[str(command)] = _keys_of_one(names)
        except _Wrong:
            expected_form = "they should be a text in quotes or a list of texts"
            wrong.append(f"The keys of “{printable(str(command))}” are ignored: {expected_form}.")
    return replace(settings, keys=MappingProxyType(keys))


def _unknown(name: str) -> str:
    near = nearest(name, SETTING_NAMES)
    hint = f"; did you mean “{near}”?" if near else "."
    return f"There is no setting “{printable(name)}”{hint}"


def default_settings_text() -> str:
    """A settings file with every setting at its default, and what it does, in comments."""
    return _DEFAULT_TEXT


_DEFAULT_TEXT = f"""\
# Settings of copvalue. Remove the “#” in front of a line to change its setting.

# Save the file about {SAVE_DELAY} seconds after the last change.
# autosave = true

# The name of a theme; empty: the terminal decides.
# theme = ""

# Draw marks and lines without Unicode.
# ascii = false

# The mouse: "auto" is on, except over SSH and in GNU screen.
# mouse = "auto"

# The suggestion panel when the editor starts: "shown" or "hidden".
# suggestions = "shown"

# Say below the suggestions what kinds of value a row does not cover yet.
# coverage = true

# Suggestion packs in order of preference, for files that name none.
# packs = []

# A language code such as "es" for suggestions and guiding questions, for files that name none.
# language = ""

# Milliseconds to wait after Esc for the rest of a key; more helps on slow lines.
# escdelay = 250

[keys]
# "vim": every letter is a command. "plain": letters write, : and Ctrl keys give commands.
# "nano": as plain, with the keys of nano.
# preset = "vim"

# Letters of a Greek, Cyrillic, Arabic or Hebrew keyboard are read as the key in their place:
# "auto", "off", or pairs for another layout, such as "жx яq".
# langmap = "auto"

# Other keys for a command, by its id (“copvalue keys” lists them).
# delete = "d, delete"
# rename-row = ["R"]
"""


def write_setting(name: str, value: str | bool, path: Path | None = None) -> Path:
    """Write a setting to the settings file, which is made if there is none; its path.

    Raises:
        CannotWrite: The file is broken, or has a layout in which nothing can be changed safely.
        FileTrouble: It cannot be read or written.
    """
    file = path or folders.settings_file()
    try:
        there = load(file)
    except FileMissing:
        _make_folder(file.parent)
        save_new(file, with_setting(default_settings_text(), name, value))
        return file
    except NotReadable as error:
        raise CannotWrite(f"“{file.name}” is not text in UTF-8.") from error
    text = with_setting(there.source.text, name, value)
    if text != there.source.text:
        save_text(there, text, keep=False)
    return file


def with_setting(text: str, name: str, value: str | bool) -> str:
    """The text of a settings file with this setting changed.

    A commented line of this setting, as `copvalue config init` writes it, becomes the setting.

    Raises:
        CannotWrite: The text is broken, or would not read back the same but for this setting.
    """
    try:
        expected = {**parse(text), name: value}
        after = _changed(text, name, value)
        if parse(after) == expected:
            return after
    except NotReadable as error:
        first = error.complaints[0].sentence.removesuffix(".")
        raise CannotWrite(f"The settings file has a mistake in {first}.") from error
    raise CannotWrite("The settings file has an unusual layout; change it by hand.")


def _changed(text: str, name: str, value: str | bool) -> str:
    """The text with the setting where its commented line is, or else where it belongs."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        commented = re.compile(rf"^# {re.escape(name)} = .*$", re.MULTILINE)
        if name not in document and commented.search(text):
            line = tomlkit.dumps({name: value}).strip()
            return commented.sub(lambda _: line, text, count=1)
        document[name] = value
        return tomlkit.dumps(document)
    except (TOMLKitError, LookupError, ValueError, TypeError) as error:
        raise CannotWrite("The settings file has an unusual layout; change it by hand.") from error


def _make_folder(folder: Path) -> None:
    try:
        folders.make_folders(folder)
    except CannotSave:
        raise
    except OSError as error:
        raise not_saved(error) from error
