"""`copvalue packs`: which suggestion packs there are, what they say, what is wrong with them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import give, tell

EXAMPLES = """\
examples:
  copvalue packs                   all packs, and where your own stand
  copvalue packs show classic      what a pack suggests, cell by cell
  copvalue packs show toolkit --language es
  copvalue packs check             what is wrong with your own; then code 1
  copvalue packs check mine.toml
  cp mine.toml "$(copvalue packs path)"

Your own packs are the TOML files in the folder that “copvalue packs path”
prints, and those in a folder “packs” beside a matrix.
"""


class _Wishes(argparse.Namespace):
    what: str
    names: list[str]
    file: str | None
    language: str | None
    format: str


def run(words: list[str]) -> int:
    """List, show or check suggestion packs, or say where they are looked for."""
    parser = Parser("copvalue packs", "Look at the suggestion packs.", EXAMPLES)
    parser.add_what(_WAYS, "list", "what to do")
    parser.add_argument(
        "names", nargs="*", metavar="ID|PATH", help="the pack to show, or the files to check"
    )
    parser.add_argument(
        "--file", metavar="FILE", help="a matrix beside which there may be packs; else those here"
    )
    parser.add_argument("--language", metavar="CODE", help="show translations, such as es")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="of the list; text if not said"
    )
    wishes = parser.parse_args(words, _Wishes())
    least, most = _NAMES.get(wishes.what, (0, 0))
    if not least <= len(wishes.names) <= most:
        wanted = "the id of one pack" if wishes.what == "show" else "nothing after it"
        parser.error(f"“packs {wishes.what}” takes {wanted}")
    return _WAYS[wishes.what](wishes)


def _list(wishes: _Wishes) -> int:
    from copvalue_tui.cli.pack_listing import json_list, text_list
    from copvalue_tui.suggest.library import find_packs

    shelf = find_packs(_folders(wishes), _language(wishes))
    give(json_list(shelf) if wishes.format == "json" else text_list(shelf))
    for sentence in shelf.complaints:
        tell(sentence)
    return exits.DONE


def _show(wishes: _Wishes) -> int:
    from copvalue_tui.cli.pack_listing import pack_outline
    from copvalue_tui.suggest.library import find_packs
    from copvalue_tui.suggest.pack_format.read import nearest

    name = wishes.names[0]
    packs = find_packs(_folders(wishes), _language(wishes)).packs
    found = next((pack for pack in packs if pack.id == name), None)
    if found is None:
        near = nearest(name, tuple(pack.id for pack in packs))
        hint = f"Did you mean {near}?" if near else "“copvalue packs” lists them."
        tell(f"There is no pack “{name}”. {hint}")
        return exits.WRONG_USE
    give(pack_outline(found))
    return exits.DONE


def _check(wishes: _Wishes) -> int:
    from copvalue_tui.suggest.library import find_packs
    from copvalue_tui.suggest.pack_format.files import PackFile, pack_file, packs_in
    from copvalue_tui.suggest.pack_format.remarks import remarks_on

    files: list[PackFile] = []
    told: list[str] = []
    for name in wishes.names:
        path = Path(name)
        files += packs_in(path) if path.is_dir() else [pack_file(path)]
    if wishes.names:
        told += [sentence for file in files for sentence in file.complaints]
    else:
        files += [file for folder in _folders(wishes) for file in packs_in(folder)]
        told += find_packs(_folders(wishes)).complaints
    for file in files:
        told += remarks_on(file.pack, file.text, str(file.path)) if file.pack else ()
    give("".join(f"{sentence}\n" for sentence in told))
    if any(not file.opened for file in files):
        return exits.UNREADABLE
    if not told:
        count = "1 pack" if len(files) == 1 else f"{len(files)} packs"
        tell(f"Nothing is wrong with {count}." if files else "There are no packs of yours yet.")
    return exits.FINDINGS if told else exits.DONE


def _path(wishes: _Wishes) -> int:
    from copvalue_tui.editor.suggestions.session_packs import own_folder
    from copvalue_tui.files.storage.folders import NoFolder
    from copvalue_tui.matrix.text.sanitize import safe

    try:
        give(f"{safe(str(own_folder()))}\n")
    except NoFolder as trouble:
        tell(str(trouble))
        return exits.UNREADABLE
    return exits.DONE


_WAYS: dict[str, Callable[[_Wishes], int]] = {
    "list": _list,
    "show": _show,
    "check": _check,
    "path": _path,
}
_NAMES = {"show": (1, 1), "check": (0, 10_000)}
"""How many names may follow, least and most; none where nothing is said."""


def _folders(wishes: _Wishes) -> tuple[Path, ...]:
    from copvalue_tui.editor.suggestions.session_packs import pack_folders

    return pack_folders(Path(wishes.file or "here"))


def _language(wishes: _Wishes) -> str:
    """The language asked for, else that of the settings."""
    if wishes.language is not None:
        return wishes.language
    from copvalue_tui.files.user.settings import load_settings

    return load_settings()[0].language
