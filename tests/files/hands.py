"""Session files as people write them by hand: any layout TOML allows, from a seeded chance.

A seed and not hypothesis decides the layout, because a text takes hundreds of small decisions.
"""

import re
from dataclasses import fields, replace
from datetime import date
from random import Random

from copvalue_tui.matrix.values import HORIZONS, Action, Indicator, Matrix, Review, Row, Value


def _literal(rng: Random, text: str) -> str:
    """The text in one of the ways TOML has for it."""
    plain = text.isprintable() and "\\" not in text
    how = rng.choice(("basic", "escaped", "literal", "long", "tabbed"))
    if how == "literal" and plain and "'" not in text:
        return f"'{text}'"
    if how == "long" and plain and '"' not in text:
        return f'"""\n{text}"""'
    if how == "escaped":
        return '"' + "".join(f"\\U{ord(sign):08X}" for sign in text) + '"'
    body = _string(text)[1:-1]
    if how == "tabbed":
        body = body.replace(" ", "\t ") + "  "
    return f'"{body}"'


def _string(text: str) -> str:
    body = re.sub(r'[\x00-\x1f"\\\x7f]', lambda found: f"\\u{ord(found[0]):04x}", text)
    return f'"{body}"'


BLANKS = ("", " ", "  ", "\t")
REMARKS = ("", "", "  # a remark", " #", "# [x] = \"'")


def _parts(rng: Random, indicator: Indicator) -> list[str]:
    """The pairs of an indicator, in any order."""
    pairs = [f"name = {_literal(rng, indicator.name)}", f"unit = {_string(indicator.unit)}"]
    for key in ("baseline", "target", "now"):
        said = getattr(indicator, key)
        if said is not None:
            pairs.append(f"{key} = {said!r}")
    if indicator.on:
        pairs.append(f"on={indicator.on.isoformat()}")
    return rng.sample(pairs, len(pairs))


def _value_text(rng: Random, value: Value) -> str:
    pairs = [f"{rng.choice(('text', chr(34) + 'text' + chr(34)))}={_literal(rng, value.text)}"]
    for key in ("status", "priority", "shared", "owner", "evidence", "note"):
        said = getattr(value, key)
        if said:
            word = key in ("status", "priority", "evidence")
            pairs.append(f"{key} = " + (f'"{said}"' if word else _literal(rng, said)))
    if value.votes:
        pairs.append(f"votes={value.votes}")
    if value.review_by:
        pairs.append(f"review_by = {value.review_by.isoformat()}")
    if value.indicator:
        parts = [*_parts(rng, value.indicator), *rng.choice(([], ["x = 1"], ["x.y = 1"]))]
        dotted = [f"indicator.{part}" for part in parts]
        pairs += rng.choice((dotted, [f"indicator = {{{', '.join(parts)}}}"]))
    if value == Value(value.text) and rng.random() < 0.5:
        return _literal(rng, value.text)
    pairs += rng.choice(([], ["x = [1, {y=2}]"], ["'odd key'.z = 1.5"]))
    inside = f",{rng.choice(BLANKS)}".join(rng.sample(pairs, len(pairs)))
    return "{" + rng.choice(BLANKS) + inside + rng.choice(BLANKS) + "}"


def _array(rng: Random, literals: list[str]) -> str:
    """An array in any layout TOML allows."""
    if rng.random() < 0.5 or not literals:
        comma = rng.choice(("", ",")) if literals else ""
        return (
            "["
            + rng.choice(BLANKS)
            + f",{rng.choice(BLANKS)}".join(literals)
            + comma
            + rng.choice(BLANKS)
            + "]"
        )
    text = "[" + rng.choice(REMARKS)
    for at, literal in enumerate(literals):
        lead = rng.choice(("\n    ",) * 4 + ("\n", "\n\n\t", "\n  # over\n  ", "\n # far\n\n "))
        if not at or "#" in text.rpartition("\n")[2]:
            text += lead
        else:
            text += rng.choice((lead, lead, lead, " "))
        last = at == len(literals) - 1
        comma = rng.choice((",", ",", ",", " # before\n ,") + (("",) if last else ()))
        text += literal + comma + (rng.choice(REMARKS) if comma != "" or last else "")
    return text + "\n" + rng.choice(("", "# end\n", "\n", "  ")) + "]"


def _pair(rng: Random, key: str, said: str) -> str:
    over = rng.choice(("",) * 6 + ("\n", "# over a key\n", "# far\n\n"))
    indent = rng.choice(("",) * 4 + ("  ",))
    return (
        f"{over}{indent}{key}{rng.choice(BLANKS)}={rng.choice(BLANKS)}{said}{rng.choice(REMARKS)}\n"
    )


def _strings(rng: Random, found: tuple[str, ...]) -> str:
    return _array(rng, ([_literal(rng, text) for text in found]))


def _cell(rng: Random, cell: tuple[Value, ...]) -> str:
    literals = [_value_text(rng, value) for value in cell]
    if rng.randint(0, 5) == 0:
        literals.insert(rng.randint(0, len(literals)), rng.choice(('""', "' '")))
    return _array(rng, (literals))


def _fields(rng: Random, record: Row | Review) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key in [found.name for found in fields(record)]:
        said = getattr(record, key)
        if said in (None, (), "") and rng.random() < 0.5:
            continue
        if isinstance(said, date):
            pairs.append((key, said.isoformat()))
        elif isinstance(said, int):
            pairs.append((key, str(said)))
        elif isinstance(said, str):
            pairs.append((key, _literal(rng, said)))
        elif key == "actions":
            pairs.append((key, _array(rng, [_action(rng, action) for action in said])))
        elif key in HORIZONS:
            pairs.append((key, _cell(rng, said)))
        elif said is not None:
            pairs.append((key, _strings(rng, said)))
    pairs += rng.choice(([], [], [("colour", "'red'")], [("a.b", "1"), ("a.c", "[ ]")]))
    return rng.sample(pairs, len(pairs))


def _action(rng: Random, action: Action) -> str:
    if action == Action(action.what) and rng.random() < 0.5:
        return _literal(rng, action.what)
    pairs = [f"what = {_literal(rng, action.what)}"]
    pairs += [f"who = {_literal(rng, action.who)}"] if action.who else []
    pairs += [f"by = {action.by.isoformat()}"] if action.by else []
    pairs += [f"done = {action.done.isoformat()}"] if action.done else []
    pairs += rng.choice(([], ["mine = 1"]))
    return "{ " + ", ".join(rng.sample(pairs, len(pairs))) + " }"


def _table(rng: Random, name: str, record: Row | Review) -> str:
    lead = rng.choice(("", "\n", "\n", "\n\n", "\n# about it\n", "\n# section\n\n"))
    header = rng.choice((f"[[{name}]]", f"[[{name}]]", f'[[ "{name}" ]]'))
    text = lead + header + rng.choice(REMARKS) + "\n"
    below = ""
    if isinstance(record, Row) and record.long_term and rng.randint(0, 9) == 0:
        below = "".join(_value_table(rng, name, value) for value in record.long_term)
        record = replace(record, long_term=())
    pairs = [pair for pair in _fields(rng, record) if not below or pair[0] != "long_term"]
    text += "".join(_pair(rng, key, said) for key, said in pairs) + below
    under = (
        "",
        "",
        "",
        f"\n[{name}.contact]\nmail = 'x@y'\n",
        f"# under\n[[{name}.links]]\n[{name}.links.deep]\nz = 1\n",
    )
    return text + rng.choice(under)


def _value_table(rng: Random, name: str, value: Value) -> str:
    """A value as a table with a header, which TOML does not tell from one in braces."""
    text = f"[[{name}.long_term]]{rng.choice(REMARKS)}\ntext = {_literal(rng, value.text)}\n"
    for key in ("status", "priority", "shared", "owner", "evidence", "note"):
        if getattr(value, key):
            text += f"{key} = {_string(getattr(value, key))}\n"
    text += f"votes = {value.votes}\n"
    if value.review_by:
        text += f"review_by = {value.review_by.isoformat()}\n"
    if value.indicator:
        parts = "".join(f"{part}\n" for part in _parts(rng, value.indicator))
        text += f"[{name}.long_term.indicator]\n{parts}"
    return text + rng.choice(("", f"[{name}.long_term.more]\nz = 2\n"))


def written(rng: Random, matrix: Matrix) -> str:
    """A text that says this matrix, as somebody might have written it by hand."""
    top: list[tuple[str, str]] = []
    for key in ("title", "domain", "purpose", "stage", "short_term_means"):
        if getattr(matrix, key):
            top.append((key, _literal(rng, getattr(matrix, key))))
    for key in ("long_term_means", "review_cadence", "language"):
        if getattr(matrix, key):
            top.append((key, _literal(rng, getattr(matrix, key))))
    top.append(("packs", _strings(rng, matrix.packs)))
    top.append(("parking_lot", _cell(rng, matrix.parking_lot)))
    top += rng.choice(([], [("mine", "{ a = 1 }")], [("x.y", "2"), ("x.z", "3")]))
    body = ""
    for name in ("organizations", "members", "reviews"):
        records = getattr(matrix, name)
        if name != "reviews" and rng.randint(0, 6) == 0:
            inline = (
                "{" + ", ".join(f"{k} = {v}" for k, v in _fields(rng, r)) + "}" for r in records
            )
            top.append((name, _array(rng, (list(inline)))))
        else:
            body += "".join(_table(rng, name, record) for record in records)
    if not matrix.rows or rng.random() < 0.5:
        top.append(("format", "1"))
    text = rng.choice(("", "", "# head\n", "# head\n\n", "\n"))
    text += "".join(_pair(rng, key, said) for key, said in rng.sample(top, len(top)))
    text += body + rng.choice(("", "", "\n[other]\nq = 1\n", "\n# the end"))
    return _ended(rng, text)


def _ended(rng: Random, text: str) -> str:
    """The text with the line ends of one system, or of several, and its last one or none."""
    ends = rng.choice((("\n",), ("\n",), ("\r\n",), ("\n", "\r\n")))
    lines = (text.rstrip("\n") if rng.randint(0, 3) == 0 else text).split("\n")
    return "".join(line + rng.choice(ends) for line in lines[:-1]) + lines[-1]
