"""Change one setting in the settings file; its comments and other lines stay."""

from __future__ import annotations

import re
from pathlib import Path

from copvalue_tui.files.storage import folders
from copvalue_tui.files.storage.errors import CannotSave, FileMissing, not_saved
from copvalue_tui.files.storage.file import load, save_new, save_text
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.files.toml.parse import parse
from copvalue_tui.files.user.settings import default_settings_text


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
