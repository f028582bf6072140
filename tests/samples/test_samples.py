"""The samples say what they are meant to: the template to the letter, three communities whole."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.values import BLANK, Indicator, Matrix, Value, cells, count_values

FOLDER = Path(__file__).parents[2] / "samples"
NAMES = ("blank", "handmade", "plant", "survey", "toolkit", "water")


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_bytes().decode("utf-8")


def sample(name: str) -> Matrix:
    return read(text_of(name))


def values(matrix: Matrix) -> list[Value]:
    return [value for _, cell in cells(matrix) for value in cell]


def themes(matrix: Matrix) -> dict[str, list[tuple[str, str]]]:
    """Theme → audience and text of the values that carry it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for place, cell in cells(matrix):
        for value in cell:
            if value.shared:
                found.setdefault(value.shared, []).append((matrix.audience(place.row), value.text))
    return found


def test_these_are_all_the_samples() -> None:
    assert sorted(file.stem for file in FOLDER.glob("*.toml")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_saving_an_untouched_sample_changes_no_byte(name: str) -> None:
    text = text_of(name)
    assert write(read(text), text) == text


@pytest.mark.parametrize("name", ["blank", "toolkit", "plant", "survey", "water"])
def test_the_samples_are_laid_out_as_the_program_writes_a_new_file(name: str) -> None:
    assert write(sample(name), "") == text_of(name)


def test_the_blank_sample_is_the_blank_template() -> None:
    assert sample("blank") == BLANK


def test_the_toolkit_sample_holds_the_24_values_of_the_template_to_the_letter() -> None:
    matrix = sample("toolkit")
    assert [row.name for row in matrix.rows] == ["Members", "Organization"]
    assert [[value.text for value in cell] for _, cell in cells(matrix)] == [
        [
            "Help with challenges",
            "Access to expertise",
            "Increased confidence",
            "Fun with colleagues",
            "Meaningful participation",
            "Sense of belonging",
        ],
        [
            "Professional development",
            "Enhanced reputation",
            "Professional identity",
            "Extended network",
            "Increased marketability",
        ],
        [
            "Rapid problem solving",
            "Time and cost saving",
            "Improved quality",
            "Synergy across units",
            "Resources for operations",
            "Community-supported risk-taking",
        ],
        [
            "Strategic capacity building",
            "Increased productivity",
            "Knowledge-driven projects",
            "Latest thinking",
            "Innovation",
            "Retention of talent",
            "New strategies and capabilities",
        ],
    ]
    assert all(value == Value(value.text) for value in values(matrix))


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        (
            "water",
            {
                "on-track": 13,
                "realized": 9,
                "agreed": 6,
                "proposed": 4,
                "at-risk": 3,
                "parked": 1,
                "retired": 1,
            },
        ),
        (
            "plant",
            {
                "agreed": 9,
                "proposed": 8,
                "on-track": 6,
                "at-risk": 2,
                "realized": 1,
                "parked": 1,
            },
        ),
        (
            "survey",
            {
                "on-track": 12,
                "realized": 10,
                "agreed": 5,
                "at-risk": 3,
                "proposed": 2,
                "parked": 1,
            },
        ),
    ],
)
def test_each_community_has_its_mix_of_statuses(name: str, statuses: dict[str, int]) -> None:
    matrix = sample(name)
    assert Counter(value.status for value in values(matrix)) == statuses
    assert count_values(matrix) == sum(statuses.values())


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "water",
            {
                "New utility engineers": ("newcomer",),
                "Utility managers": ("manager",),
                "Regulator staff": ("government",),
                "Five Rivers Development Bank": ("donor",),
                "Ministry of Water": ("government",),
                "Utilities Association": ("partner-org",),
            },
        ),
        (
            "plant",
            {
                "Shift technicians": ("newcomer", "practitioner"),
                "Senior reliability engineers": ("expert",),
                "Asset Operations Division": ("operations",),
                "Group Learning Academy": ("hr",),
            },
        ),
        (
            "survey",
            {
                "First-time form builders": ("newcomer",),
                "Experienced trainers": ("expert",),
                "Volunteer maintainers": ("core",),
                "Clearwell Foundation (host)": ("host",),
                "Relief Data Alliance": ("partner-org",),
            },
        ),
    ],
)
def test_each_row_has_its_tags_and_each_segment_its_persona(
    name: str, rows: dict[str, tuple[str, ...]]
) -> None:
    matrix = sample(name)
    assert {row.name: row.tags for row in matrix.rows} == rows
    assert all(row.persona for row in matrix.members)


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("water", ("within 12 months", "1 to 3 years")),
        ("plant", ("first six months", "by end of year two")),
        ("survey", ("one grant year", "a full grant cycle (3 years)")),
    ],
)
def test_each_community_says_what_its_horizons_mean(name: str, means: tuple[str, str]) -> None:
    matrix = sample(name)
    assert (matrix.short_term_means, matrix.long_term_means) == means
    assert matrix.title
    assert matrix.domain
    assert matrix.stage
    assert matrix.review_cadence


@pytest.mark.parametrize(
    ("name", "links"),
    [
        (
            "water",
            {
                ("Trusted second opinion", "Better-designed operations"),
                ("Shorter learning curve", "Consistent practice across sites"),
                ("Neutral ground across institutions", "Policy informed by practice"),
            },
        ),
        (
            "plant",
            {
                ("Know-how passed to successors", "Know-how kept when people leave"),
                ("Fewer repeat questions to answer", "Faster time to competence"),
                ("Templates and checklists to copy", "Standards taken up across units"),
            },
        ),
        (
            "survey",
            {
                ("Path to moderator or maintainer", "Steady pipeline of contributors"),
                ("Warm first welcome", "Fewer support requests"),
                ("Direct line to the makers", "Candid product feedback"),
            },
        ),
    ],
)
def test_member_and_organization_values_meet_under_a_theme(
    name: str, links: set[tuple[str, str]]
) -> None:
    meeting = themes(sample(name)).values()
    assert all([side for side, _ in pair] == ["members", "organizations"] for pair in meeting)
    assert {(pair[0][1], pair[1][1]) for pair in meeting} == links


def test_a_value_keeps_all_its_review_data() -> None:
    first = sample("water").members[0].short_term[0]
    assert first == Value(
        "Help with challenges",
        status="realized",
        priority="high",
        owner="Facilitator",
        evidence="indicator",
        review_by=date(2027, 3, 1),
        indicator=Indicator(
            "forum questions answered inside two days", 52, 80, 89, "%", date(2026, 11, 1)
        ),
    )


@pytest.mark.parametrize("name", ["water", "plant", "survey"])
def test_the_gaps_that_checks_must_find_are_there(name: str) -> None:
    all_values = values(sample(name))
    no_owner = sum(not value.owner for value in all_values) / len(all_values)
    no_evidence = sum(value.evidence == "none" for value in all_values) / len(all_values)
    assert 0.1 < no_owner < 0.35
    assert 0.15 < no_evidence < 0.75


@pytest.mark.parametrize("name", ["water", "plant", "survey"])
def test_no_note_hides_a_figure_that_an_indicator_shows(name: str) -> None:
    """The evidence “indicator” has a figure; one value of the survey lacks it on purpose."""
    by_figure = [value for value in values(sample(name)) if value.evidence == "indicator"]
    bare = [value.text for value in by_figure if not value.indicator or value.indicator.now is None]
    assert bare == (["Visible thanks for contributions"] if name == "survey" else [])
    assert not [value.note for value in values(sample(name)) if value.note.startswith("Indicator")]


def test_the_handmade_sample_reads_as_its_author_meant_it() -> None:
    matrix = sample("handmade")
    assert matrix.title == 'Allotment "Green Thumb" Neighbours'
    assert [value.text for value in matrix.members[0].short_term] == [
        "Help with watering",
        "Seeds and cuttings to swap",
        "Tools to borrow",
        "A word over the fence",
    ]
    assert matrix.organizations[0].long_term[1].votes == 7
    assert [value.text for value in matrix.parking_lot] == [
        "A pond?",
        "Bees, if the school agrees",
    ]
    assert matrix.reviews[0].date == date(2026, 10, 4)
