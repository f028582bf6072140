"""Cut the text of a session file into its tables, each with the comments that belong to it."""

from dataclasses import dataclass, replace

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.toml import scan as scanning
from copvalue_tui.files.toml import tables
from copvalue_tui.files.toml.errors import Path
from copvalue_tui.files.toml.locate import resolved

Owner = tuple[str, int]
"""An array of tables, and the index of a table in it."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """One table with the tables under it."""

    text: str
    """From the comment lines right above its header to the end of its last pair's line."""
    owner: Owner | None = None
    """None for a table this program does not know."""
    name: str = ""
    """The first part of its header."""
    gap: str = "\n"
    """Blank lines and comments before it that stay when it is removed."""


@dataclass(frozen=True, slots=True)
class Document:
    """A session file in parts; joined, they are its text."""

    top: str = ""
    """The pairs before the first header, and all comments before the first of them."""
    pieces: tuple[TableBlock, ...] = ()
    tail: str = ""
    """Blank lines and comments after everything."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.top + "".join(piece.gap + piece.text for piece in self.pieces) + self.tail


def split_document(text: str) -> Document:
    """The parts of a text that ends with a line break.

    Raises:
        Unscanned: The text is no valid TOML.
    """
    statements = list(scanning.statements(text))
    paths = resolved(statements)
    headers = [at for at, statement in enumerate(statements) if statement.value is None]
    end = statements[headers[0] - 1].end if headers and headers[0] else 0
    if not headers:
        end = statements[-1].end if statements else len(text)
    starts = [tables.above(text, statements[at].start) for at in headers]
    if headers and not headers[0]:
        # Comments before any pair, with a blank line below, belong to the file.
        head = text[: starts[0]]
        end = len(head.rstrip("\n")) + 1 if head.strip() else 0
    top = text[:end]
    pieces: list[TableBlock] = []
    for number, at in enumerate(headers):
        last = headers[number + 1] - 1 if number + 1 < len(headers) else len(statements) - 1
        piece = TableBlock(
            text[starts[number] : statements[last].end],
            _owner(paths[at]),
            statements[at].key[0],
            text[end : starts[number]],
        )
        end = statements[last].end
        if pieces and piece.owner is not None and piece.owner == pieces[-1].owner:
            whole = pieces[-1].text + piece.gap + piece.text
            pieces[-1] = replace(pieces[-1], text=whole)
        else:
            pieces.append(piece)
    return Document(top, tuple(pieces), text[end:])


def _owner(path: Path) -> Owner | None:
    if len(path) > 1 and path[0] in fields.TABLES and isinstance(path[1], int):
        return str(path[0]), path[1]
    return None


def texts(sheet: Document, name: str) -> dict[int, str]:
    """The text of each table of one array."""
    return {
        piece.owner[1]: piece.text
        for piece in sheet.pieces
        if piece.owner is not None and piece.owner[0] == name
    }


def gathered(sheet: Document, name: str) -> Document:
    """The document with each table of this array and its subtables together.

    TOML allows other tables between a table and its subtables; then the subtables are moved.
    """
    first: dict[Owner, int] = {}
    pieces: list[TableBlock] = []
    for piece in sheet.pieces:
        place = first.get(piece.owner) if piece.owner is not None else None
        if place is not None and piece.name == name:
            pieces[place] = replace(
                pieces[place], text=pieces[place].text + (piece.gap or "\n") + piece.text
            )
            continue
        if piece.owner is not None:
            first.setdefault(piece.owner, len(pieces))
        pieces.append(piece)
    return replace(sheet, pieces=tuple(pieces))


Order = list[tuple[int | None, str]]
"""The tables in their new order: the old index (None for a new one) and the new text."""


def arranged(sheet: Document, name: str, order: Order) -> Document:
    """The gathered document with the tables of one array in this order; others are removed."""
    if [at for at, _ in order] == list(texts(sheet, name)):
        new = {(name, at): text for at, text in order if at is not None}
        same = (
            replace(piece, text=new[piece.owner]) if piece.owner in new else piece
            for piece in sheet.pieces
        )
        return replace(sheet, pieces=tuple(same))
    return _placed(_dropped(sheet, name, {at for at, _ in order}), name, order)


def _dropped(sheet: Document, name: str, kept: set[int | None]) -> Document:
    """The document without the tables of this array whose index is not kept."""
    pieces: list[TableBlock] = []
    carried = ""
    for piece in sheet.pieces:
        gap = carried + piece.gap
        if piece.owner is not None and piece.owner[0] == name and piece.owner[1] not in kept:
            # Blank lines are removed with the table below them; comments stay.
            carried = gap if gap.strip() else ""
            continue
        if not pieces and not sheet.top:
            gap = gap.lstrip("\n")
        pieces.append(replace(piece, gap=gap))
        carried = ""
    return Document(sheet.top, tuple(pieces), carried + sheet.tail)


def _placed(sheet: Document, name: str, order: Order) -> Document:
    """The document with the surviving tables in this order, and the new ones among them."""
    pieces = list(sheet.pieces)
    places = [
        at for at, piece in enumerate(pieces) if piece.owner is not None and piece.owner[0] == name
    ]
    if not places:
        start = _home(pieces, name)
        new = [TableBlock(text, (name, number), name) for number, (_, text) in enumerate(order)]
        return _opened(replace(sheet, pieces=(*pieces[:start], *new, *pieces[start:])))
    chains: list[list[TableBlock]] = [[] for _ in places]
    number = -1
    for at, text in order:
        number += at is not None
        chains[max(number, 0)].append(TableBlock(text, (name, 0), name))
    for place, chain in reversed(list(zip(places, chains, strict=True))):
        chain[0] = replace(chain[0], gap=pieces[place].gap)
        pieces[place : place + 1] = chain
    return _opened(replace(sheet, pieces=tuple(pieces)))


def _home(pieces: list[TableBlock], name: str) -> int:
    """Where the first table of this array belongs: after those of earlier arrays."""
    ranks = [fields.TABLES.index(piece.owner[0]) if piece.owner else -1 for piece in pieces]
    rank = fields.TABLES.index(name)
    earlier = [at for at, other in enumerate(ranks) if 0 <= other < rank]
    later = [at for at, other in enumerate(ranks) if other > rank]
    return earlier[-1] + 1 if earlier else later[0] if later else len(pieces)


def _opened(sheet: Document) -> Document:
    """The document without blank lines at the start."""
    if sheet.top or not sheet.pieces:
        return sheet
    first, *rest = sheet.pieces
    return replace(sheet, pieces=(replace(first, gap=first.gap.lstrip("\n")), *rest))


def with_top(sheet: Document, top: str) -> Document:
    """The document with another text at the top, and a blank line below it if it is new."""
    if top and not sheet.top and sheet.pieces:
        first, *rest = sheet.pieces
        gap = first.gap if first.gap.startswith("\n") else "\n" + first.gap
        return replace(sheet, top=top, pieces=(replace(first, gap=gap), *rest))
    return replace(sheet, top=top)


def without_pieces(sheet: Document, name: str) -> Document:
    """The document without the tables of an array at the top that this program writes inline."""
    pieces = tuple(piece for piece in sheet.pieces if piece.name != name)
    return replace(sheet, pieces=pieces)
