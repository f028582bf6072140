"""Files made to be too much: each is refused at once, in little memory, with a reason."""

import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage.errors import CannotOpen
from copvalue_tui.files.storage.file import load
from copvalue_tui.files.toml import limits as guards
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.edits import delete_values
from copvalue_tui.matrix.values import Place, count_values
from tests.counting import calls_of

ROW = "[[members]]\nshort_term = [\n{}]\n"
BOMBS = {
    "a key of 20,000 parts": ".".join(["a"] * 20_000) + " = 1",
    "a header of 20,000 parts": "[" + ".".join(["a"] * 20_000) + "]",
    "20,000 quoted parts": " . ".join(["'a'"] * 20_000) + " = 1",
    "a key of 20,000 parts in braces": "x = {" + ".".join(["a"] * 20_000) + " = 1}",
    "many keys of 300 parts": (".".join(["a"] * 300) + "{} = 1\n") * 4000,
    "100,000 brackets": "a = " + "[" * 100_000,
    "100,000 braces": "a = " + "{a=" * 100_000,
    "100,000 brackets and no key": "[" * 100_000,
    "100,000 closed brackets": "a = " + "[" * 100_000 + "]" * 100_000,
    "an integer of 5,000 digits": "votes = " + "1" * 5000,
    "an integer of 400,000 digits": "votes = " + "1" * 400_000,
    "quotes without end": 'a = "' + '\\"' * 200_000,
    "dots and quotes without end": 'a = "' + '\\".' * 100_000,
    "more than 4 MiB": "#" * (guards.BYTES + 1),
    "more than 4 MiB of wide letters": "#" + "é" * (guards.BYTES // 2),
}


def work_of(text: str) -> int:
    """The calls that it takes to read a text, or to refuse it."""

    def tried() -> None:
        with suppress(NotReadable):
            read(text)

    return calls_of(tried)


@cache
def honest_work() -> int:
    """What 64 kB of an honest matrix take: the measure for what is refused at once."""
    return work_of(ROW.format("    { text = \"x\", note = 'y' },\n" * 2000))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(name: str) -> None:
    with pytest.raises(NotReadable) as caught:
        read(BOMBS[name])
    assert caught.value.kind in ("not-toml", "too-large")
    assert len(str(caught.value)) < 300
    assert work_of(BOMBS[name]) < 2 * honest_work()


def test_bombs_are_refused_in_200_megabytes(tmp_path: Path) -> None:
    for number, text in enumerate(BOMBS.values()):
        (tmp_path / f"{number:02}.toml").write_text(text, encoding="utf-8")
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from copvalue_tui.files.toml.errors import NotReadable\n"
        "from copvalue_tui.files.storage.errors import FileTrouble\n"
        "from copvalue_tui.files.storage.file import load\n"
        "from copvalue_tui.files.session.read import read\n"
        "resource.setrlimit(resource.RLIMIT_AS, (200 * 2**20,) * 2)\n"
        "for path in sorted(Path(sys.argv[1]).iterdir()):\n"
        "    try: read(load(path).source.text)\n"
        "    except (NotReadable, FileTrouble): print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        **{"capture_output": True, "text": True, "timeout": 60, "check": False},
    )
    assert (done.stdout, done.stderr) == ("refused\n" * len(BOMBS), "")
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]
    assert texts == list(BOMBS.values()), "and every byte is as it was"


def test_too_large_is_reported_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_text('[[members]]\nshort_term = ["' + "x" * guards.BYTES + '"]\n')

    def refused() -> None:
        with pytest.raises((CannotOpen, NotReadable), match="4 MiB"):
            load(path)

    assert calls_of(refused) < 1_000


def test_doubles_blanks_and_endless_texts_are_kept_and_counted(tmp_path: Path) -> None:
    twins, book = '    "Twin",\n' * 400, '    "' + "word " * 2000 + '",\n'
    path = tmp_path / "odd.toml"
    path.write_text(ROW.format(twins + '    "",\n    "  ",\n' + book * 100))
    file = load(path)
    matrix = read(file.source.text)
    assert count_values(matrix) == 500, "a blank is no value"
    save(file, delete_values(matrix, [Place(0, 0, 0)]))
    saved = path.read_text()
    assert (saved.count('"Twin"'), saved.count(book)) == (399, 100)
    assert '    "",\n    "  ",\n' in saved


def test_a_hundred_thousand_values_are_read_and_one_more_is_not() -> None:
    line = '    "x",\n'
    matrix = read(ROW.format(line * guards.VALUES))
    assert len(matrix.members[0].short_term) == guards.VALUES
    with pytest.raises(NotReadable, match="100,001 values, and the limit is 100,000") as caught:
        read('parking_lot = ["one more"]\n' + ROW.format(line * guards.VALUES))
    assert caught.value.kind == "too-large"


def test_a_text_of_a_hundred_thousand_characters_is_read_and_a_longer_one_is_not() -> None:
    text = "x" * guards.TEXT
    assert read(ROW.format(f'"{text}"')).members[0].short_term[0].text == text
    with pytest.raises(
        NotReadable, match=r"^line 3, members\[1\].short_term\[1\].*100,001"
    ) as caught:
        read(ROW.format(f'"{text}x"'))
    assert caught.value.kind == "too-large"


@pytest.mark.parametrize(
    "text",
    [
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s = 1\n" + ROW.format('"x"'),
        ROW.format('"' + "1.2." * 20_000 + '"'),
        ROW.format("'''\n" + "a.b " * 20_000 + "'''"),
        "deep = " + "[" * 100 + "]" * 100 + "\n" + ROW.format('"x"'),
        "# " + "a." * 50_000 + "\n" + ROW.format('"x"'),
    ],
)
def test_what_only_looks_like_a_bomb_is_read(text: str) -> None:
    assert len(read(text).members[0].short_term) == 1


def test_a_number_too_long_to_be_spelled_is_reported_all_the_same() -> None:
    with pytest.raises(NotReadable, match="found a very large number"):
        read(ROW.format('{ text = "a", votes = 0x' + "f" * 9000 + " }"))
