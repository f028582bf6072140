"""Read HTML as plain text: list items as bullets, paragraphs as lines, table rows by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copvalue_tui.imports.delimited import split_cells
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import Importer, importers
from copvalue_tui.imports.structure.outline import place_blocks
from copvalue_tui.matrix.text.sanitize import acceptable

_BLOCKS = frozenset(
    (
        *("p", "div", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre"),
        *("section", "article", "header", "footer", "main", "nav", "aside", "form", "center"),
        *("blockquote", "table", "thead", "tbody", "tfoot", "caption", "html", "head", "body"),
        *("figure", "figcaption", "hr"),
    )
)
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "big", "button", "cite", "code", "col", "colgroup"),
        *("del", "em", "font", "i", "img", "input", "ins", "kbd", "label", "link", "mark", "meta"),
        *("o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u"),
        *("var", "wbr", "xml"),
    )
)
_HIDDEN = frozenset(("style", "script", "title"))
"""What nobody sees of a page."""
_KNOWN = _BLOCKS | _INLINE | _HIDDEN | {"li", "br", "tr", "td", "th"}
_TAG = re.compile(
    r"<!--(?:[^-<]|-(?!->)|<(?!!--))*+-->"
    r"|<[!?](?:doctype|xml|\[)[^<>]*>"
    r"|<(/?)([a-z][a-z0-9]*(?::[a-z]+)?)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"<(?:ul|ol|li|br|p|table|tr|td|th|div|h[1-6])(?:[\s/][^<>]*)?>", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\A\s*<(?:!--|!doctype|(?![uo]l\b)[a-z][^<>]*>)|<li[\s>]|</(?:ul|ol|li|p|table|td|tr|div|h[1-6])\s*>",
    re.IGNORECASE,
)
_BULLET = "•"
_ITEM, _CELL, _ROW, _HEADING = "\x02", "\x03", "\x04", "\x05"
"""Where list items, cells, rows and headings begin, until the words between them are tidy."""


def is_html(text: str) -> bool:
    """Whether a text has a tag that makes a list, a line or a table."""
    return "<" in text and _TELLING.search(text) is not None


def plain_text(text: str) -> str:
    """The text without tags and entities; as it is when it has no tag of a list, line or table.

    A list item begins with a bullet on a line of its own, a heading with `#`. The cells of a table
    row are parted by tabs; one of several lines stands in quotes, as on the clipboard of a
    spreadsheet. In plain text with a few tags in it its line breaks and tabs count too.

    Args:
        text: A text without control characters other than line feeds, tabs and vertical tabs.
    """
    if not is_html(text):
        return text
    if _WHOLE.search(text) is None:
        broken = "\v" if "\t" in text else "\n"
        marks = {"br": broken, "li": f"\n{_BULLET} ", "p": "\n", "div": "\n", "tr": "\n"}
        words = _words(text)
        return "".join(word if word else marks.get(tag, "") for word, tag, _ in words)
    return _laid_out(
        "".join(
            re.sub("[ \t\n\v]+", " ", word) if word else _sign(tag, ends)
            for word, tag, ends in _words(text)
        )
    )


def _words(text: str) -> Iterator[tuple[str, str, bool]]:
    """The words and the tags in order: words, or a tag's name and whether it is an end."""
    from html import unescape  # its table of entities is for those who need it

    at, hidden = 0, ""
    for tag in _TAG.finditer(text):
        name = (tag[2] or "").casefold()
        if name and name not in _KNOWN:
            continue  # `<name>` is no tag but words
        if not hidden and tag.start() > at:
            yield unescape(text[at : tag.start()]), "", False
        if name in _HIDDEN:
            hidden = "" if tag[1] else name
        elif name and not hidden:
            yield "", name, bool(tag[1])
        at = tag.end()
    if at < len(text):
        yield unescape(text[at:]), "", False


def _sign(tag: str, ends: bool) -> str:
    if tag == "br":
        return "\v"
    if tag == "li":
        return "\n" if ends else f"\n{_ITEM}"
    if tag[0] == "h" and tag[1:].isdecimal():
        return "\n" if ends else f"\n{_HEADING * int(tag[1:])}"
    if tag in ("td", "th"):
        return "" if ends else _CELL
    if tag == "tr" or (tag == "table" and ends):
        return _ROW
    return "\n" if tag in _BLOCKS else ""


def _laid_out(text: str) -> str:
    """The words with their signs as lines, rows and cells."""
    lines = []
    for part in text.split(_ROW):
        first, *cells = (_tidy(piece) for piece in part.split(_CELL))
        lines += [first, "\t".join(map(_quoted, cells))]
    return "\n".join(line for line in lines if line.strip("\n\v "))


def _tidy(text: str) -> str:
    text = re.sub(r" *\n[\n\v ]*", "\n", re.sub(r" *\v *", "\v", text))
    text = re.sub(f"\n?{_ITEM}[ \n\v{_ITEM}]*", f"\n{_BULLET} ", text)
    text = re.sub(f"({_HEADING}+)[ \n\v]*", lambda found: f"{'#' * len(found[1])} ", text)
    return text.strip(" \n\v")


def _quoted(cell: str) -> str:
    """The cell as the clipboard of a spreadsheet has it."""
    if "\n" not in cell and "\v" not in cell and not cell.startswith('"'):
        return cell
    return f'"{cell.replace(chr(34), chr(34) * 2)}"'


_PAGE = re.compile(r"\A\s*<(?:!doctype|html|head|body|meta|table|ul|ol|div|p|h[1-6])\b", re.I)
_LIKELY, _SURE = 2, 6
_TABLE = re.compile(r"<table\b(?:(?!<table\b).)*?</table\s*>", re.I | re.S)
"""A table with no other table in it: mail puts whole pages into tables."""
_UNSEEN = re.compile(
    r"<(style|script|title)\b(?:(?!<(?:style|script|title)\b).)*?</\1\s*>", re.I | re.S
)
_TELLS_PLACES = re.compile(r"<(?:table|h[1-6]|b|strong)\b", re.I)


def _likeness(text: str) -> int:
    if not is_html(text):
        return 0
    return _SURE if _PAGE.match(text) else _LIKELY


def html(text: str) -> Imported:
    """The values in HTML: in the cells that its tables or headings name, else in its plain text."""
    accepted = acceptable(text)
    found = None
    if _TELLS_PLACES.search(text):
        found = place_blocks(blocks_of(_UNSEEN.sub("", accepted.text)))
    if found is None:
        plain = plain_text(accepted.text)
        others = (each for each in importers() if each is not IMPORTER)
        found = max(others, key=lambda each: each.likeness(plain)).read(plain)
    return found._replace(refused=found.refused + accepted.refused)


def blocks_of(text: str, *, markdown: bool = False) -> list[str | list[list[str]]]:
    """The lines of a page and the cells of its tables, in their order.

    In Markdown the text between the tables is taken as it is.
    """
    blocks: list[str | list[list[str]]] = []
    at = 0
    for table in _TABLE.finditer(text):
        blocks += _lines_of(text[at : table.start()], markdown)
        blocks.append(split_cells(plain_text(table[0]), "\t"))
        at = table.end()
    return [*blocks, *_lines_of(text[at:], markdown)]


def _lines_of(text: str, markdown: bool) -> list[str]:
    if not markdown:
        text = plain_text(text) if is_html(text) else re.sub(_TAG, "", text)
    return text.split("\n")


IMPORTER = Importer("html", (".html", ".htm"), _likeness, html)
