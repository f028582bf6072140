"""Files as other programs write them, each with the matrix that it means.

The documents and sheets were written by LibreOffice and pandoc; the others are as spreadsheets,
forms, whiteboards, card boards, mail and people write them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from copvalue_tui.imports.sources import import_bytes
from copvalue_tui.matrix.values import Matrix
from tests.imports.test_tables import drawn

FOLDER = Path(__file__).parent / "realistic"

EXPECTED = {
    "across.tsv": """\
New engineers | Help | Pride
Managers | Second opinion | Network
@ Development Bank | Early warning | Results that last
""",
    "by-horizon.md": """\
Members | Help | Pride
@ Bank | Early warning | Results that last
""",
    "calc-comma.csv": """\
Miembros | Ayuda con problemas; Acceso a expertos | Reputación
@ Organización | Ahorro de tiempo; y dinero | Innovación
""",
    "calc.html": """\
Miembros | Ayuda con problemas; Acceso a expertos | Reputación
@ Organización | Ahorro de tiempo; y dinero | Innovación
""",
    "excel-ansi.csv": """\
Membros | Ajuda com desafios | Reputação
@ Organização | Redução de custos | Inovação
""",
    "excel-semicolon-bom.csv": """\
Membres | Entraide; Accès aux experts | Réputation
@ Organisation | Gain de temps | Innovation
""",
    "excel-unicode-text.txt": """\
Miembros | Ayuda | Reputación
@ Organización | Ahorro | Innovación
""",
    "form.csv": """\
Members | Quick answers; Contacts; Fun | Reputation
@ Organization | Time saved; Fewer errors | New ideas
parked | Thanks for asking
""",
    "four-columns.csv": """\
Members | Help; Mentors | Pride
@ Organization | Faster repairs | Retention; Innovation
""",
    "mail.html": """\
Members | Help with challenges; Access to expertise | Pride
@ Organization | Faster repairs & fewer calls | Retention
""",
    "mural.csv": """\
Members | Help with challenges | Pride
@ Organization | Faster repairs | Retention of talent
parked | Parking?
""",
    "nested.json": """\
# Nurses
Members | Help | Pride
@ Organization | Speed |
""",
    "nested.md": """\
Members | Help; Mentors | Pride
@ Organization | Faster repairs |
""",
    "notes.txt": """\
# Water operators: notes of the workshop
Members | Help with challenges; Access to expertise, also from other countries | Pride
@ Organization | Faster repairs | Retention
""",
    "pandoc-gfm.md": """\
# Community Value
New engineers | Help with challenges; Access to expertise | Professional development
Managers | A second opinion | Extended network
@ Organization | Rapid problem solving; Time and cost saving | Innovation
""",
    "pandoc-grid.md": """\
# Community Value
New engineers | Help with challenges; Access to expertise | Professional development
Managers | A second opinion | Extended network
@ Organization | Rapid problem solving; Time and cost saving | Innovation
""",
    "pandoc-plain.txt": """\
# Community Value
New engineers | Help with challenges; Access to expertise | Professional development
Managers | A second opinion | Extended network
@ Organization | Rapid problem solving; Time and cost saving | Innovation
""",
    "pandoc.html": """\
# Community Value
New engineers | Help with challenges; Access to expertise | Professional development
Managers | A second opinion | Extended network
@ Organization | Rapid problem solving; Time and cost saving | Innovation
""",
    "pandoc-rst.txt": """\
# Community Value
New engineers | Help with challenges; Access to expertise | Professional development
Managers | A second opinion | Extended network
@ Organization | Rapid problem solving; Time and cost saving | Innovation
""",
    "records.jsonl": """\
Nurses | Help |
@ Hospital |  | Retention
""",
    "segments.md": """\
New engineers | Help; Mentors | Career | identity
Managers | Second opinion |
@ Ministry of Water | Consistent data | Better policy
""",
    "sheet.ods": """\
Miembros | Ayuda con problemas; Acceso a expertos | Reputación
@ Organización | Ahorro de tiempo; y dinero | Innovación
""",
    "sheet.xls": """\
Members | Help; Fun | Trust
@ Organization | Speed | Savings
""",
    "sheet.xlsx": """\
Miembros | Ayuda con problemas; Acceso a expertos | Reputación
@ Organización | Ahorro de tiempo; y dinero | Innovación
""",
    "trello.csv": """\
Members | Help with challenges | Pride
@ Organization | Faster repairs |
""",
    "wiki.md": """\
# Water operators
Members | Help with challenges; Access to expertise | Pride
@ Organization | Faster repairs; 15 % fewer calls | Retention
parked | Who pays?
""",
    "word-libreoffice.docx": """\
# Community Value
New engineers | Help with challenges; Access to expertise | Professional development
Managers | A second opinion | Extended network
@ Organization | Rapid problem solving; Time and cost saving | Innovation
""",
    "word-pandoc.docx": """\
# Community Value
New engineers | Help with challenges; Access to expertise | Professional development
Managers | A second opinion | Extended network
@ Organization | Rapid problem solving; Time and cost saving | Innovation
""",
    "writer.html": """\
# Community Value
New engineers | Help with challenges; Access to expertise | Professional development
Managers | A second opinion | Extended network
@ Organization | Rapid problem solving; Time and cost saving | Innovation
""",
}
"""The title after `#`, then a row a line: `Members | Help; Fun | Trust`; `@` is an organization."""


def test_every_file_has_its_matrix():
    assert sorted(EXPECTED) == sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_realistic_file_gives_its_matrix(name):
    path = FOLDER / name
    found = import_bytes(path.read_bytes(), path.suffix)
    title = f"# {found.matrix.title}\n" if found.matrix.title else ""
    assert f"{title}{drawn(found.matrix)}\n" == EXPECTED[name]
    assert found.texts == ()


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_realistic_file_is_recognised_without_its_ending(name):
    content = (FOLDER / name).read_bytes()
    by_ending = import_bytes(content, Path(name).suffix)
    assert import_bytes(content).apply(Matrix()).matrix == by_ending.apply(Matrix()).matrix
