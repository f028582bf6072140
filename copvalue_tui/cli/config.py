"""`copvalue config`: the settings, the path of their file, and what is wrong in it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import fields

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_message, print_result
from copvalue_tui.files.storage.errors import reason
from copvalue_tui.files.storage.folders import NoFolder, make_folders, settings_file
from copvalue_tui.files.user.settings import (
    KEY_SETTINGS,
    Settings,
    default_settings_text,
    load_settings,
)
from copvalue_tui.matrix.text.sanitize import safe

EXAMPLES = """\
The settings are in config.toml, in your system's folder for settings; the
variable COPVALUE_CONFIG names another file.

examples:
  copvalue config          show the settings in use, as a settings file
  copvalue config path     show where the settings file belongs
  copvalue config check    show what is wrong in it; exit code 1 if anything is
  copvalue config init     create the file, with every setting commented out
  $EDITOR "$(copvalue config path)"
"""


class _Options(argparse.Namespace):
    what: str


def run(words: list[str]) -> int:
    """Print the settings, the path of their file, or its faults."""
    return _ACTIONS[_parser().parse_args(words, _Options()).what]()


def _parser() -> Parser:
    parser = Parser(
        "copvalue config", "Show or check the settings, or print the path of their file.", EXAMPLES
    )
    parser.add_what(_ACTIONS, "show", "what to print")
    return parser


def _path() -> int:
    try:
        print_result(f"{safe(str(settings_file()))}\n")
    except NoFolder as trouble:
        raise exits.Refusal(exits.UNREADABLE, str(trouble)) from None
    return exits.DONE


def _show() -> int:
    settings, faults = load_settings()
    print_result("".join(f"{line}\n" for line in settings_lines(settings)))
    for fault in faults:
        print_message(fault)
    return exits.DONE


def _check() -> int:
    faults = settings_faults()
    for fault in faults:
        print_result(f"{safe(fault)}\n")
    if not faults:
        print_message("The settings are valid.")
    return exits.FINDINGS if faults else exits.DONE


def settings_faults() -> tuple[str, ...]:
    """A sentence for everything in the settings that the editor could not use."""
    settings, faults = load_settings()
    return (*faults, *_unknown(settings))


def _unknown(settings: Settings) -> Iterator[str]:
    """A sentence for each command, key, pack and language that the editor would not know."""
    # Imported here: the other actions need neither the commands nor the packs.
    from copvalue_tui.editor.commands import COMMANDS
    from copvalue_tui.editor.keys.keymap import keymap_of
    from copvalue_tui.editor.suggestions.session_packs import pack_folders
    from copvalue_tui.files.toml.errors import nearest
    from copvalue_tui.suggest.library import find_packs
    from copvalue_tui.suggest.packs import language_code

    yield from keymap_of(COMMANDS, settings)[1]
    library = find_packs(pack_folders(None), settings.language)
    known = [pack.id for pack in library.packs]
    for name in settings.packs:
        if name not in known:
            near = nearest(name, known)
            hint = f" Did you mean “{near}”?" if near else f" There are {', '.join(known)}."
            yield f"Setting “packs”: there is no pack “{name}”.{hint}"
    spoken = {language_code(one.language) for pack in library.packs for one in (pack, *pack.others)}
    code = language_code(settings.language)
    if code and code not in spoken:
        others = ", ".join(sorted(spoken - {""}))
        yield f"Setting “language”: no pack speaks “{settings.language}”. There are {others}."


def _init() -> int:
    """Write the commented settings; leave an existing file alone."""
    from copvalue_tui.files.storage.errors import FileTrouble
    from copvalue_tui.files.storage.file import save_new

    try:
        file = settings_file()
    except NoFolder as trouble:
        raise exits.Refusal(exits.UNWRITABLE, str(trouble)) from None
    try:
        make_folders(file.parent)
        if file.exists():
            raise exits.Refusal(exits.UNWRITABLE, f"“{file}” already exists. Nothing was changed.")
        save_new(file, default_settings_text())
    except FileTrouble as trouble:
        raise exits.Refusal(exits.UNWRITABLE, str(trouble)) from None
    except OSError as error:
        sentence = f"“{file}” was not written: {reason(error)}."
        raise exits.Refusal(exits.UNWRITABLE, sentence) from None
    print_message(f"Wrote {file}. Every setting in it is commented out.")
    return exits.DONE


_ACTIONS: dict[str, Callable[[], int]] = {
    "path": _path,
    "show": _show,
    "check": _check,
    "init": _init,
}


def settings_lines(settings: Settings) -> Iterator[str]:
    """The settings as the lines of a settings file."""
    for field in fields(settings):
        if field.name not in ("keys", *KEY_SETTINGS):
            yield f"{field.name} = {_toml_value(getattr(settings, field.name))}"
    yield ""
    yield "[keys]"
    for name in KEY_SETTINGS:
        yield f"{name} = {_toml_value(getattr(settings, name))}"
    for command, keys in settings.keys.items():
        yield f"{_quoted(command)} = {_toml_value(keys)}"


def _toml_value(value: object) -> str:
    if value is None:
        # Only the mouse can be unset.
        return '"auto"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(str(part)) for part in value)}]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    """The text as a TOML string, with control characters made visible."""
    return '"' + safe(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
