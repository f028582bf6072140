"""Any text either reads or is refused in sentences; nothing else ever comes out of the reader."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.read import read, unknown_keys
from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage.encoding import decode
from copvalue_tui.files.toml.errors import NotReadable
from tests.files.actions import some_matrix
from tests.files.hands import written
from tests.laws import examples

BITS = (
    '"',
    "'''",
    '"""',
    "\n",
    "{",
    "}",
    "[",
    "]",
    "[[",
    ",",
    "#",
    "\\",
    "=",
    ".",
    "1",
    "\r",
    "\0",
)
LINES = ('    "a",\n', '{ text = "q" },\n', "text = 1, ", "format = 1\n", "2027-02-30", "status = ")


def broken(rng: Random, text: str) -> str:
    """The text with a few letters out and other bits in."""
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(BITS + LINES) + text[at + rng.choice((0, 0, 1, 9)) :]
    return text


def reads_or_complains(text: str) -> None:
    try:
        matrix = read(text)
    except NotReadable as error:
        found = error
    else:
        assert write(matrix, text) == text
        assert all(complaint.line >= 1 for complaint in unknown_keys(text))
        return
    lines = text.count("\n") + 1
    assert found.complaints
    for complaint in found.complaints:
        assert 1 <= complaint.line <= lines
        assert complaint.sentence.isprintable()
        assert complaint.message[-1] in ".?"
        assert len(complaint.found) <= 60


@settings(max_examples=examples(75, 1500), deadline=None)
@given(st.integers(0, 2**32))
def test_a_broken_file_reads_or_is_reported_what_is_wrong(seed: int) -> None:
    rng = Random(seed)
    reads_or_complains(broken(rng, written(rng, some_matrix(rng))))


@given(st.text() | st.text(st.sampled_from("[]{}=\"'\\\n#.,ab1- ")))
def test_any_text_reads_or_is_reported_what_is_wrong(text: str) -> None:
    reads_or_complains(text)


@given(
    st.text(st.characters(codec=None), max_size=5),
    st.sampled_from(("# {}", '[[members]]\nname="{}"')),
)
def test_half_characters_are_reported_too(text: str, place: str) -> None:
    reads_or_complains(place.format(text))


@given(st.binary())
def test_any_bytes_read_or_are_reported_what_is_wrong(content: bytes) -> None:
    try:
        text = decode(content).text
    except NotReadable as error:
        text = str(error)
        assert text.startswith("line ")
    reads_or_complains(text)
