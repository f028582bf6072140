"""The short cut for packs in the usual layout never says anything else than a TOML parser does."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.text.sanitize import acceptable, safe
from copvalue_tui.suggest.pack_format.read import read_pack
from copvalue_tui.suggest.pack_format.tables import PackError, plain_tables
from copvalue_tui.suggest.packs import Suggestion
from tests.counting import calls_of
from tests.laws import examples

ENTRY = (
    '\n[[entries]]\nid = "{0}"\ntext = "Value {0}"\naudience = "members"\n'
    'horizon = "short_term"\ntags = ["newcomer", "expert"]\ncycle = "applied"\n'
    'source = "Somebody who wrote about it in some year"\n'
)
TWO = 'id = "x"\n' + ENTRY.format(1) + ENTRY.format(2)

PIECES = st.sampled_from(
    (
        *('id = "x"\n', "\n", "# a remark\n", "[[entries]]\n", 'id = "a"\n', 'text = "A b"\n'),
        *('audience = "members"\n', 'horizon = "short_term"\n', "tags = []\n", 'tags = ["a"]\n'),
        *('tags = ["a", "b"]\n', 'tags = ["a", ]\n', 'tags = ["a""b"]\n', 'cycle = ""\n'),
        *('source = "s # [[entries]]"\n', 'text = "\\u0041"\n', "text = 'A'\n", '"""', "'''"),
        *("more = 1\n", "[meta]\n", "entries = [\n", "]\n", "\r\n", "\t", '"', "é", "[entries]\n"),
    )
)
BLOCK = (
    '[[entries]]\nid = "a"\ntext = "A b"\naudience = "members"\nhorizon = "short_term"\n'
    'tags = ["a", "b"]\ncycle = "c"\nsource = "s"\n'
)


@settings(max_examples=examples(100, 3000), deadline=None)
@given(st.lists(PIECES | st.just(BLOCK), max_size=14).map("".join))
def test_what_the_short_cut_reads_is_what_a_parser_reads(text):
    found = plain_tables(text)
    if found is not None:
        assert found == tomllib.loads(text)


@settings(max_examples=examples(66, 2000), deadline=None)
@given(st.lists(PIECES | st.just(BLOCK) | st.text(max_size=8), max_size=10).map("".join))
def test_any_text_is_a_pack_or_refused_in_sentences_that_command_nothing(text):
    told: tuple[str, ...] = ()
    entries: tuple[Suggestion, ...] = ()
    try:
        entries = read_pack('id = "x"\n' + text, "\x1b[31m.toml").entries
    except PackError as trouble:
        told = trouble.sentences
    assert all(safe(one) == one for one in told)
    assert all(entry.id and acceptable(entry.text).refused == 0 for entry in entries)


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        TWO.removesuffix("\n"),
        TWO.replace("\n", "\r\n"),
        TWO.replace('cycle = "applied"\n', ""),
        TWO.replace('"newcomer", "expert"', ""),
        TWO + "# the end",
        'id = "x"\n\n# first\n' + TWO[len('id = "x"\n') :],
        BLOCK,
    ],
)
def test_the_usual_layouts_take_the_short_cut(text):
    assert plain_tables(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'id = "x"\n',
        TWO.replace("text =", "text  ="),
        TWO.replace("Value 1", "Value \\u0031"),
        TWO + "[meta]\na = 1\n",
        'note = """\n' + TWO + '"""\n',
        "entries = []\n" + TWO,
        "[entries]\n" + TWO,
        TWO.replace("Value 1", "Value \x1b[31m"),
    ],
)
def test_any_other_text_is_left_to_the_parser(text):
    assert plain_tables(text) is None


def test_many_entries_take_less_work_than_a_parser_and_faults_not_much_more():
    text = 'id = "big"\n' + "".join(ENTRY.format(number) for number in range(1_000))
    parsing = calls_of(lambda: tomllib.loads(text))
    assert calls_of(lambda: read_pack(text)) < parsing
    assert len(read_pack(text).entries) == 1_000
    faulty = text.replace('"members"', '"member"')

    def complain() -> None:
        with pytest.raises(PackError) as trouble:
            read_pack(faulty)
        assert trouble.value.sentences[-1] == "pack.toml: 950 more errors."
        assert len(trouble.value.sentences) == 51

    assert calls_of(complain) < 2 * parsing
