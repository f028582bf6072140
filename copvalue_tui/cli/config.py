"""`copvalue config`: where the settings are, what they say, and what is wrong with them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import fields

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import give, tell
from copvalue_tui.files.storage.folders import NoFolder, settings_file
from copvalue_tui.files.user.settings import Settings, load_settings
from copvalue_tui.matrix.text.sanitize import safe

EXAMPLES = """\
examples:
  copvalue config          the settings in use, as a settings file
  copvalue config path     where that file is looked for
  copvalue config check    what in it could not be used; exit code 1 if anything
  $EDITOR "$(copvalue config path)"
"""


class _Wishes(argparse.Namespace):
    what: str


def run(words: list[str]) -> int:
    """Print the settings, their path, or their faults."""
    parser = Parser("copvalue config", "Look at the settings.", EXAMPLES)
    parser.add_what(_WAYS, "show", "what to print")
    return _WAYS[parser.parse_args(words, _Wishes()).what]()


def _path() -> int:
    try:
        give(f"{safe(str(settings_file()))}\n")
    except NoFolder as trouble:
        tell(str(trouble))
        return exits.UNREADABLE
    return exits.DONE


def _show() -> int:
    settings, faults = load_settings()
    give("".join(f"{line}\n" for line in settings_lines(settings)))
    for fault in faults:
        tell(fault)
    return exits.DONE


def _check() -> int:
    _, faults = load_settings()
    for fault in faults:
        give(f"{safe(fault)}\n")
    if not faults:
        tell("Nothing is wrong with the settings.")
    return exits.FINDINGS if faults else exits.DONE


_WAYS: dict[str, Callable[[], int]] = {"path": _path, "show": _show, "check": _check}


def settings_lines(settings: Settings) -> Iterator[str]:
    """The settings as the lines of a settings file that says the same."""
    for field in fields(settings):
        if field.name != "keys":
            yield f"{field.name} = {_toml(getattr(settings, field.name))}"
    yield ""
    yield "[keys]"
    for command, keys in settings.keys.items():
        yield f"{_quoted(command)} = {_toml(keys)}"


def _toml(found: object) -> str:
    if found is None:
        # Only the mouse may be unset.
        return '"auto"'
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, tuple):
        return f"[{', '.join(_quoted(str(part)) for part in found)}]"
    return _quoted(found) if isinstance(found, str) else str(found)


def _quoted(text: str) -> str:
    """The text as a TOML string; what a terminal would obey is made visible, as everywhere."""
    return '"' + safe(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
