"""Files as they come: encodings, junk, limits, JSON in several shapes."""

from __future__ import annotations

import json

import pytest

from copvalue_tui.files.journal.records import table_of
from copvalue_tui.files.session.read import read
from copvalue_tui.imports.registry import CannotImport, importer_of
from copvalue_tui.imports.sources import import_bytes
from copvalue_tui.matrix.values import Matrix
from tests.cli.conftest import ROOT
from tests.imports.test_tables import drawn


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_recognised(encoding):
    text = ";Corto plazo;Largo plazo\r\nMiembros;Formación;Reputación\r\n"
    found = import_bytes(text.encode(encoding), ".csv")
    assert drawn(found.matrix) == "Miembros | Formación | Reputación"
    assert found.remarks == ()


def test_an_old_encoding_is_guessed_and_said():
    found = import_bytes("\tcourt terme\nMembres\tÉquité – “vue”\n".encode("cp1252"), ".csv")
    assert drawn(found.matrix) == "Membres | Équité – “vue” |"
    assert found.remarks == ("The text was read as Windows-1252, a guess; check its accents.",)


@pytest.mark.parametrize("ending", ["", ".csv", ".txt", ".json", ".jsonl"])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00", "It is no text, and no document that can be imported."),
        (b"Help\x00Fun", "It is no text, and no document that can be imported."),
        (b"\x01\x02\x03\x04", "It is no text, and no document that can be imported."),
        (b"{\\rtf1 Help}", "It is an RTF document."),
        (b"\x1f\x8b\x08", "It is a compressed file. Unpack it first."),
        (b"a" * 10_000_000, "It has a line of over 2,000,000 characters."),
        (b"a\n" * 9_000_000, "It is larger than 16 MiB."),
        (b"\xff\xfea", "Its text is damaged, or it is no text."),
    ],
)
def test_junk_is_answered_by_a_sentence(content, sentence, ending):
    with pytest.raises(CannotImport) as refusal:
        import_bytes(content, ending)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("junk", [b"{", b"[1, 2]", b"[" * 9_000, b'{"a": NaN}', b"null", b"Help"])
def test_json_without_values_is_answered_by_a_sentence(junk):
    with pytest.raises(CannotImport, match=r"^It is "):
        import_bytes(junk, ".json")
    text = junk.decode()
    assert importer_of(text).name == "bullets"
    assert importer_of(text).read(text).texts


@pytest.mark.parametrize("sample", ["water", "plant"])
def test_json_with_the_keys_of_the_session_is_the_session(sample):
    matrix = read((ROOT / "samples" / f"{sample}.toml").read_text(encoding="utf-8"))
    for ending in ("", ".json"):
        found = import_bytes(json.dumps({"format": 1, **table_of(matrix)}).encode(), ending)
        assert (found.matrix, found.remarks) == (matrix, ())
        assert found.apply(Matrix()).matrix == matrix


@pytest.mark.parametrize(
    ("found", "matrix"),
    [
        (
            {"Members": {"Short term": ["Help", "Fun"], "Long term": "Trust"}},
            "Members | Help; Fun | Trust",
        ),
        ({"title": "X", "Nurses": {"short": [{"text": "Help"}]}}, "Nurses | Help |"),
        ({"Largo plazo": {"Miembros": ["a"], "Banco": ["b"]}}, "Miembros |  | a\n@ Banco |  | b"),
        ([{"Text": "Help", "Area": "Members short"}], "Members | Help |"),
        ([{"text": "Help", "audience": "parking_lot"}], "parked | Help"),
        ({"members": [{"name": "N", "short_term": ["a", "", 3, {"note": "x"}]}]}, "N | a |"),
        (["Help", ["Fun"]], "parked | Help; Fun"),
    ],
)
def test_json_in_other_shapes(found, matrix):
    assert drawn(import_bytes(json.dumps(found).encode(), ".json").matrix) == matrix


def test_what_json_says_wrongly_is_told():
    wrong = {
        "title": 3,
        "colour": "red",
        "members": [
            {"name": "N", "short_term": [{"text": "a", "status": "done", "votes": -1}], "x": 1},
            "M",
        ],
    }
    found = import_bytes(json.dumps(wrong).encode(), ".json")
    assert drawn(found.matrix) == "N | a |"
    assert found.remarks == (
        "“int” is no title and was left out.",
        "There is no key “colour” in a matrix.",
        "“done” is no status and was left out.",
        "“int” is no votes and was left out.",
        "There is no key “x” in a row.",
        "“M” is no row and was left out.",
        "“M” is no members and was left out.",
    )


def test_json_lines_are_one_value_each():
    lines = (
        '{"audience": "members", "row": "Nurses", "horizon": "short_term", "text": "Help", '
        '"votes": 3, "review_by": "2027-03-01"}\n'
        '{"audience": "parking_lot", "text": "Later\\u2028"}\n'
    )
    found = import_bytes(lines.encode())
    assert drawn(found.matrix) == "Nurses | Help |\nparked | Later"
    (value,) = found.matrix.members[0].short_term
    assert (value.votes, str(value.review_by)) == (3, "2027-03-01")
    with pytest.raises(CannotImport, match="Line 2 is no JSON"):
        import_bytes(b'{"text": "a"}\n{', ".jsonl")
