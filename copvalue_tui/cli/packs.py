"""`copvalue packs`: list, show and check the suggestion packs."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_message, print_result
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.text.width import cell_width, clip
from copvalue_tui.matrix.values import AUDIENCES, HORIZON_WORDS, HORIZONS

if TYPE_CHECKING:
    from copvalue_tui.suggest.library import Library, LibraryPack
    from copvalue_tui.suggest.packs import Pack

EXAMPLES = """\
examples:
  copvalue packs                   list all packs, and the paths of your own
  copvalue packs show classic      show the suggestions of a pack, cell by cell
  copvalue packs show toolkit --language es
  copvalue packs check             check your own packs; exit code 1 on findings
  copvalue packs check mine.toml
  cp mine.toml "$(copvalue packs path)"

Your own packs are the TOML files in the folder that “copvalue packs path”
prints, and in a folder “packs” next to a matrix.
"""


class _Options(argparse.Namespace):
    what: str
    names: list[str]
    file: str | None
    language: str | None
    format: str


def run(words: list[str]) -> int:
    """List, show or check suggestion packs, or print the folder of the person's own."""
    parser = _parser()
    options = parser.parse_args(words, _Options())
    least, most = _NAME_COUNTS.get(options.what, (0, 0))
    if not least <= len(options.names) <= most:
        wanted = "the id of one pack" if options.what == "show" else "no further arguments"
        parser.error(f"“packs {options.what}” takes {wanted}")
    return _ACTIONS[options.what](options)


def _parser() -> Parser:
    parser = Parser("copvalue packs", "List, show or check the suggestion packs.", EXAMPLES)
    parser.add_what(_ACTIONS, "list", "what to do")
    parser.add_argument(
        "names", nargs="*", metavar="ID|PATH", help="the pack to show, or the files to check"
    )
    parser.add_argument(
        "--file",
        metavar="FILE",
        help="also use the packs next to this matrix (default: next to this folder's files)",
    )
    parser.add_argument("--language", metavar="CODE", help="prefer this language, such as es")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="the format of the list (default: text)",
    )
    return parser


def _list(options: _Options) -> int:
    from copvalue_tui.suggest.library import find_packs

    library = find_packs(_folders(options), _language(options))
    print_result(json_list(library) if options.format == "json" else text_list(library))
    for sentence in library.complaints:
        print_message(sentence)
    return exits.DONE


def _show(options: _Options) -> int:
    from copvalue_tui.suggest.library import find_packs
    from copvalue_tui.suggest.pack_format.read import nearest

    name = options.names[0]
    packs = find_packs(_folders(options), _language(options)).packs
    chosen = next((pack for pack in packs if pack.id == name), None)
    if chosen is None:
        near = nearest(name, tuple(pack.id for pack in packs))
        hint = f"Did you mean {near}?" if near else "To list the packs: copvalue packs"
        raise exits.Refusal(exits.WRONG_USE, f"There is no pack “{name}”. {hint}")
    print_result(pack_outline(chosen))
    return exits.DONE


def _check(options: _Options) -> int:
    from copvalue_tui.suggest.library import find_packs
    from copvalue_tui.suggest.pack_format.files import PackFile, pack_file, packs_in
    from copvalue_tui.suggest.pack_format.read import remarks_on

    files: list[PackFile] = []
    sentences: list[str] = []
    for name in options.names:
        path = Path(name)
        files += packs_in(path) if os.path.isdir(path) else [pack_file(path)]  # noqa: PTH112
    if options.names:
        for file in files:
            if file.opened:
                sentences += file.complaints
            else:
                print_message("\n".join(file.complaints))
    else:
        files += [file for folder in _folders(options) for file in packs_in(folder)]
        sentences += find_packs(_folders(options)).complaints
    for file in files:
        sentences += remarks_on(file.pack, file.text, str(file.path)) if file.pack else ()
    print_result("".join(f"{sentence}\n" for sentence in sentences))
    if any(not file.opened for file in files):
        return exits.UNREADABLE
    if not sentences:
        count = plural(len(files), "pack")
        print_message(
            f"Checked {count}; nothing wrong." if files else "You have no packs of your own yet."
        )
    return exits.FINDINGS if sentences else exits.DONE


def _path(options: _Options) -> int:
    from copvalue_tui.editor.suggestions.session_packs import own_folder
    from copvalue_tui.files.storage.folders import NoFolder

    try:
        print_result(f"{safe(str(own_folder()))}\n")
    except NoFolder as error:
        raise exits.Refusal(exits.UNREADABLE, str(error)) from None
    return exits.DONE


_ACTIONS: dict[str, Callable[[_Options], int]] = {
    "list": _list,
    "show": _show,
    "check": _check,
    "path": _path,
}
_NAME_COUNTS = {"show": (1, 1), "check": (0, 10_000)}
"""The least and most names that an action takes; other actions take none."""


def _folders(options: _Options) -> tuple[Path, ...]:
    from copvalue_tui.editor.suggestions.session_packs import pack_folders

    return pack_folders(Path(options.file or "here"))


def _language(options: _Options) -> str:
    """The language of the options, else of the settings."""
    if options.language is not None:
        return options.language
    from copvalue_tui.files.user.settings import load_settings

    return load_settings()[0].language


_MAX_WIDTH = 48
"""The widest column; longer texts are cut, but never a path."""
_HEADINGS = ("id", "title", "language", "values", "where")


def text_list(library: Library) -> str:
    """The packs as a table, one per line."""
    lines = [_HEADINGS, *(_line(one) for one in library.listed)]
    widths = [max(cell_width(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "".join(
        "  ".join(
            words + " " * (width - cell_width(words))
            for words, width in zip(line, widths, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def _line(one: LibraryPack) -> tuple[str, ...]:
    pack = one.pack
    languages = [pack.language, *(other.language for other in pack.others)]
    codes = " ".join(language for language in languages if language)
    where = "built in" if one.path is None else str(one.path)
    clipped = (clip(safe(words), _MAX_WIDTH) for words in (pack.id, pack.title, codes))
    return (*clipped, str(len(pack.entries)), safe(where))


def json_list(library: Library) -> str:
    """The packs as a JSON list of objects."""
    listed = [
        {
            "id": one.pack.id,
            "title": one.pack.title,
            "language": one.pack.language,
            "other_languages": [other.language for other in one.pack.others],
            "values": len(one.pack.entries),
            "credit": one.pack.credit,
            "licence": one.pack.licence,
            "path": None if one.path is None else str(one.path),
        }
        for one in library.listed
    ]
    # Escaped to ASCII, so that nothing in it controls a terminal.
    return json.dumps(listed, indent=2) + "\n"


def pack_outline(pack: Pack) -> str:
    """The whole pack as text, cell by cell."""
    lines = [f"{safe(pack.title or pack.id)} ({safe(pack.id)})"]
    for name, words in (
        ("Language", pack.language),
        ("Credit", pack.credit),
        ("Licence", pack.licence),
    ):
        lines += [f"{name}: {safe(words)}"] if words else []
    for audience in AUDIENCES:
        for horizon in HORIZONS:
            indexes = pack.cell(audience, horizon)
            if indexes:
                lines += ["", f"{audience.capitalize()}, {HORIZON_WORDS[horizon]}"]
            for index in indexes:
                entry = pack.entries[index]
                about = [" ".join(entry.tags), entry.cycle, entry.source]
                more = "; ".join(safe(words) for words in about if words)
                lines.append(f"- {safe(entry.text)}")
                lines.append(f"    {safe(entry.id)}: {more}")
    return "\n".join(lines) + "\n"
