"""Findings: the gaps of the example communities, every kind once, and silence where all is well."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix import details
from copvalue_tui.matrix.checks import wording
from copvalue_tui.matrix.checks.kinds import KINDS, LEVELS, at_least
from copvalue_tui.matrix.checks.matrix_checks import findings
from copvalue_tui.matrix.checks.slips import near_twins
from copvalue_tui.matrix.checks.wording import remarks
from copvalue_tui.matrix.filters import ALL, selected
from copvalue_tui.matrix.text.labels import LANGUAGES, Labels
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import (
    BLANK,
    Action,
    Indicator,
    Matrix,
    Place,
    Review,
    Row,
    Value,
    value_at,
)
from tests.files.strategies import matrices
from tests.laws import examples

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[2]
GOOD = Matrix(
    members=(Row("Staff", (Value("Help with repairs"),), (Value("A career here"),)),),
    organizations=(Row("Bank", (Value("Faster repairs"),), (Value("Fewer losses"),)),),
)


def sample(name):
    return read((ROOT / "samples" / f"{name}.toml").read_text(encoding="utf-8"))


def kinds(matrix, today=TODAY, cycles=None):
    return [finding.kind for finding in findings(matrix, today, cycles)]


def with_first(**changes):
    """The good matrix with one value that has these details."""
    row = GOOD.members[0]
    return Matrix(
        (Row(row.name, (Value("Help with repairs", **changes),), row.long_term),),
        GOOD.organizations,
    )


# The gaps that were put into the example communities on purpose, and what finds each of them.


def texts(matrix, *wanted):
    found = [finding for finding in findings(matrix, TODAY) if finding.kind in wanted]
    return [value_at(matrix, finding.place).text for finding in found]


OWNERLESS = ("top-without-owner", "agreed-without-owner", "proposed-without-owner")
FIGURES = (
    *("evidence-without-figure", "target-missed", "target-reached"),
    *("figure-receding", "figure-old"),
)
GAPS = {
    "water": {
        "without owner": 7,
        "without evidence": 13,
        "overdue": ["Exchange in my own language", "Time and cost saving"],
        "agreed": [
            "Increased confidence",
            "Contacts in partner agencies",
            "Relationships I can call on",
        ],
        "top": ["Professional development", "Results that outlive funding"],
        "not shared": ["Time and cost saving", "Retention of talent"],
        "vague": [],
        "figures": [],
    },
    "plant": {
        "without owner": 8,
        "without evidence": 20,
        "overdue": 10,
        "agreed": ["Reduced operational risk"],
        "top": 8,
        "not shared": ["Lower training costs"],
        "vague": [],
        "figures": [],
    },
    "survey": {
        "without owner": 7,
        "without evidence": 9,
        "overdue": 17,
        "agreed": [
            "Increased marketability",
            "Enhanced reputation",
            "Friends around the world",
            "Less duplicated effort",
            "Latest thinking",
        ],
        "top": 3,
        "not shared": ["Self-sustaining peer support"],
        "vague": ["Innovation"],
        "figures": [
            "Answers at any hour",
            "Tools ready to try",
            "Visible thanks for contributions",
        ],
    },
}


@pytest.mark.parametrize("name", GAPS)
def test_every_deliberate_gap_of_an_example_is_found(name):
    matrix, gaps = sample(name), GAPS[name]
    found = {
        "without owner": texts(matrix, *OWNERLESS),
        "overdue": texts(matrix, "review-overdue"),
        "agreed": texts(matrix, "top-without-owner", "agreed-without-owner"),
        "top": texts(matrix, "top-without-evidence"),
        "not shared": texts(matrix, "risk-not-shared"),
        "vague": texts(matrix, "vague"),
        "figures": texts(matrix, *FIGURES),
    }
    for gap, there in found.items():
        assert (len(there) if isinstance(gaps[gap], int) else there) == gaps[gap], gap
    sentences = [each.sentence for each in findings(matrix, TODAY) if each.kind == "evidence-open"]
    counts = [int(sentence.split("”: ")[1].split(" of ")[0]) for sentence in sentences]
    assert sum(counts) == gaps["without evidence"]


def test_the_gaps_of_the_plant_are_reported_in_plain_sentences():
    told = [each.sentence for each in findings(sample("plant"), TODAY)]
    assert "“Shift technicians”: 5 of 8 values have no evidence yet." in told
    assert "“Reduced operational risk” has high priority but no owner; who looks after it?" in told
    assert "“Lower training costs” is at risk, and no member value supports it." in told
    assert "“Less rework” was due for review by 1 November 2026, 3 weeks ago." in told


# Each kind, by the smallest matrix that has it.

TWIN = GOOD.members[0]
MANY = Matrix(
    (Row("Staff", tuple(Value(f"Use number {n}") for n in range(8)), TWIN.long_term),),
    GOOD.organizations,
)


def all_noted(matrix):
    """The matrix with an owner and evidence wherever a value stands."""
    places = selected(matrix, ALL, TODAY)
    return details.set_detail(
        details.set_detail(matrix, places, "owner", "Core"), places, "evidence", "story"
    )


SMALLEST = {
    "row-without-value": BLANK,
    "row-without-name": Matrix((Row("", *(TWIN.short_term, TWIN.long_term)),), GOOD.organizations),
    "rows-of-one-name": Matrix(
        (TWIN, Row("staff", (Value("Time to think"),), (Value("Peers to call"),))),
        GOOD.organizations,
    ),
    "realized-without-evidence": with_first(status="realized", owner="Core"),
    "top-without-owner": with_first(priority="high", evidence="story"),
    "review-overdue": with_first(review_by=date(2026, 11, 22)),
    "action-overdue": replace(
        GOOD, reviews=(Review(actions=(Action("Ask the bank", by=date(2026, 11, 22)),)),)
    ),
    "cadence-missed": replace(
        GOOD, review_cadence="yearly", reviews=(Review(date(2025, 11, 22)), Review())
    ),
    "no-members": Matrix((), GOOD.organizations),
    "no-organizations": Matrix(GOOD.members, ()),
    "no-long-term": Matrix((Row("Staff", TWIN.short_term),), GOOD.organizations),
    "top-without-evidence": with_first(priority="high", owner="Core"),
    "signs-without-evidence": with_first(status="on-track", owner="Core"),
    "evidence-without-figure": with_first(evidence="indicator", indicator=Indicator("calls")),
    "target-missed": with_first(
        status="realized", owner="Core", evidence="story", indicator=Indicator("calls", 1, 5, 4)
    ),
    "target-reached": with_first(indicator=Indicator("weeks", 30, 20, 20)),
    "figure-receding": with_first(
        status="on-track", owner="Core", evidence="story", indicator=Indicator("weeks", 30, 20, 31)
    ),
    "figure-old": None,
    "agreed-without-owner": with_first(status="agreed"),
    "risk-without-note": with_first(status="at-risk", owner="Core", review_by=date(2027, 1, 1)),
    "risk-without-date": with_first(status="at-risk", owner="Core", note="No budget"),
    "risk-not-shared": Matrix(
        (Row("Staff", (Value("Help with repairs", shared="Speed"),), TWIN.long_term),),
        (
            Row(
                "Bank",
                (
                    Value("Faster repairs", shared="Speed"),
                    Value("Less waste", "at-risk", owner="C", note="?", review_by=date(2027, 1, 1)),
                ),
                (Value("Fewer losses"),),
            ),
        ),
    ),
    "parked-without-date": with_first(status="parked"),
    "said-twice": Matrix(
        (Row("Staff", TWIN.short_term, (Value("Repair help"),)),), GOOD.organizations
    ),
    "theme-of-one-side": with_first(shared="Speed"),
    "themes-alike": details.set_detail(
        details.set_detail(GOOD, [Place(0, 0)], "shared", "Faster repair"),
        *([Place(1, 0)], "shared", "Faster repairs"),
    ),
    "owner-address": with_first(owner="Ann <ann@bank.example>"),
    "all-top": all_noted(
        details.set_detail(MANY, [Place(0, 0, slot) for slot in range(5)], "priority", "high")
    ),
    "no-short-term": Matrix((Row("Staff", (), TWIN.long_term),), GOOD.organizations),
    "proposed-without-owner": None,
    "agreed-without-date": None,
    "evidence-open": None,
    "said-in-rows": Matrix(
        (TWIN, Row("Guests", TWIN.short_term, (Value("Peers to call"),))), GOOD.organizations
    ),
    "not-yet-shared": Matrix(
        GOOD.members, (Row("Bank", (Value("Repair help"),), GOOD.organizations[0].long_term),)
    ),
    "typing-slip": Matrix(
        (Row("Staff", (Value("Help with repairs"), Value("Help with reparis")), TWIN.long_term),),
        GOOD.organizations,
    ),
    "cadence-without-review": replace(GOOD, review_cadence="yearly"),
    "parked-and-placed": Matrix(GOOD.members, GOOD.organizations, parking_lot=TWIN.short_term),
    "one-cycle": None,
    "activity": Matrix(
        (Row("Staff", (Value("Monthly webinar"),), TWIN.long_term),), GOOD.organizations
    ),
    "several": Matrix(
        (Row("Staff", (Value("Peers; tools"),), TWIN.long_term),), GOOD.organizations
    ),
    "long": Matrix(
        (Row("Staff", (Value("Help " * 16 + "me"),), TWIN.long_term),), GOOD.organizations
    ),
    "vague": Matrix((Row("Staff", (Value("Learning"),), TWIN.long_term),), GOOD.organizations),
}


@pytest.mark.parametrize("kind", [kind for kind, matrix in SMALLEST.items() if matrix])
def test_each_kind_is_found_alone_where_only_it_is_wrong(kind):
    assert set(kinds(SMALLEST[kind])) == {kind}


def test_every_kind_has_a_level_that_is_explained_and_a_test():
    assert [kind.name for kind in KINDS] == list(SMALLEST)
    assert {kind.level for kind in KINDS} == set(LEVELS)
    assert at_least("problem") == ("problem",)
    assert at_least("hint") == tuple(LEVELS)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_finding_is_told_in_each_language(language):
    label = Labels(language)
    wrong = []
    for matrix in (*filter(None, SMALLEST.values()), *map(sample, GAPS)):
        english, told = findings(matrix, TODAY), findings(matrix, TODAY, label=label)
        assert [each._replace(sentence="") for each in told] == [
            each._replace(sentence="") for each in english
        ]
        wrong += [
            theirs.sentence
            for ours, theirs in zip(english, told, strict=True)
            if theirs.sentence == ours.sentence
            or re.search(r"[{}]|check\.|\bis\b|\bbut\b", theirs.sentence)
            or not theirs.sentence.endswith((".", "?"))
        ]
    assert wrong == []
    keys = [f"check.{kind.name}" for kind in KINDS]
    assert not [key for key in keys if key not in label.words and f"{key}.one" not in label.words]


def test_bare_bullets_are_a_complete_matrix():
    assert findings(GOOD, TODAY) == ()
    assert kinds(with_first(owner="Core", evidence="story")) == [], "one of four is no habit"


def test_what_most_values_have_is_missed_where_it_is_not_noted():
    places = [Place(0, 0, 0), Place(0, 1, 0)]
    matrix = details.set_detail(GOOD, places, "owner", "Core")
    assert kinds(matrix) == ["proposed-without-owner"] * 2
    matrix = details.set_detail(GOOD, places, "evidence", "story")
    assert kinds(matrix) == ["evidence-open"]
    matrix = details.set_detail(
        with_first(status="agreed", owner="C"), [Place(0, 1)], "review_by", TODAY
    )
    matrix = details.set_detail(matrix, [Place(1, 0)], "review_by", TODAY)
    assert kinds(matrix) == ["agreed-without-date"]


FIGURE = Indicator("calls", 1, 5, 4, on=date(2026, 5, 22))


@pytest.mark.parametrize(
    ("cadence", "changes", "found"),
    [
        ("every six months", {"indicator": FIGURE}, ["figure-old"]),
        ("every six months", {"indicator": replace(FIGURE, on=date(2026, 5, 23))}, []),
        ("each half-year", {"indicator": FIGURE}, ["figure-old"]),
        ("anual", {"indicator": FIGURE}, []),
        ("", {"indicator": FIGURE}, []),
        ("now and then", {"indicator": FIGURE}, []),
        ("yearly", {"indicator": replace(FIGURE, on=None)}, []),
        ("yearly", {"indicator": replace(FIGURE, on=date(1, 1, 1))}, ["figure-old"]),
        ("yearly", {"indicator": FIGURE, "status": "retired"}, []),
        ("yearly", {"evidence": "indicator", "note": "41 of 46"}, ["evidence-without-figure"]),
        ("yearly", {"evidence": "indicator", "indicator": FIGURE, "note": "41 of 46"}, []),
        ("yearly", {"evidence": "story", "note": "41 of 46"}, []),
        ("yearly", {"indicator": Indicator("weeks", 30, 20, 25)}, []),
        ("yearly", {"indicator": Indicator("weeks", 30, 20, 31)}, []),
        ("yearly", {"indicator": Indicator("weeks", None, 20, 30)}, ["target-reached"]),
    ],
)
def test_a_figure_is_compared_with_target_status_and_cadence(cadence, changes, found):
    matrix = replace(with_first(**changes), review_cadence=cadence, reviews=(Review(TODAY),))
    assert kinds(matrix) == found


@pytest.mark.parametrize(
    ("cadence", "days", "found"),
    [
        ("yearly", (date(2025, 11, 22),), ["cadence-missed"]),
        ("yearly", (date(2025, 11, 23),), []),
        ("yearly", (date(2020, 1, 1), date(2026, 1, 1)), []),
        ("yearly", (None,), []),
        ("quarterly", (date(2026, 8, 22),), ["cadence-missed"]),
        ("cada seis meses", (), ["cadence-without-review"]),
        ("when the grant ends", (), []),
        ("", (date(2001, 1, 1),), []),
    ],
)
def test_the_last_review_is_compared_with_the_cadence(cadence, days, found):
    assert kinds(replace(GOOD, review_cadence=cadence, reviews=tuple(map(Review, days)))) == found


def test_a_next_step_is_overdue_the_day_after_its_day_until_it_is_done():
    late = Action("Ask the bank", "Facilitator", date(2026, 11, 2))
    done = replace(late, done=date(2026, 11, 20))
    reviews = (Review(actions=(done, replace(late, by=TODAY), replace(late, by=None))),)
    assert findings(replace(GOOD, reviews=reviews), TODAY) == ()
    (overdue,) = findings(replace(GOOD, reviews=(*reviews, Review(actions=(done, late)))), TODAY)
    assert overdue.sentence == (
        "The next step “Ask the bank” (Facilitator) was due by 2 November 2026, 3 weeks ago."
    )
    assert overdue.path == ("reviews", 1, "actions", 1)


def test_an_address_is_told_once_and_never_repeated():
    places = [Place(0, 0), Place(0, 1), Place(1, 0)]
    matrix = details.set_detail(GOOD, places, "owner", "ann@bank.example")
    found = [each for each in findings(matrix, TODAY) if each.kind == "owner-address"]
    assert [each.others for each in found] == [tuple(places[1:])]
    assert "“Help with repairs” and 2 more" in found[0].sentence
    assert "@" not in found[0].sentence


def test_a_figure_says_itself_in_the_finding():
    (found,) = findings(SMALLEST["target-reached"], TODAY)
    assert found.sentence == (
        "“Help with repairs” is proposed, and its figure has reached the target: "
        "30 → 20, target 20; is it realized?"
    )


def test_a_retired_value_is_never_found_fault_with():
    matrix = with_first(status="retired", priority="high", review_by=date(2020, 1, 1))
    assert findings(matrix, TODAY) == ()


def test_a_matrix_of_one_value_cycle_is_reported_when_packs_know_the_cycles():
    matrix = MANY
    cycles = {key(value.text): "immediate" for value in matrix.members[0].short_term}
    assert kinds(matrix) == []
    assert kinds(matrix, cycles=cycles) == ["one-cycle"]
    assert kinds(matrix, cycles=dict(list(cycles.items())[:7])) == []


def test_a_finding_leads_to_its_place():
    (double,) = findings(SMALLEST["said-twice"], TODAY)
    assert (double.target, double.others) == (Place(0, 1, 0), (Place(0, 0, 0),))
    assert double.sentence == (
        "“Repair help” says the same as “Help with repairs”, in its short term; keep one."
    )
    (empty,) = findings(SMALLEST["no-long-term"], TODAY)
    assert empty.target == Place(0, 1)
    (parked,) = findings(SMALLEST["parked-and-placed"], TODAY)
    assert (parked.target, parked.parked) == (None, 0)
    assert all(each.target in (Place(0, 0), Place(1, 0)) for each in findings(BLANK, TODAY))


# Wording.


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Monthly webinar", "activity"),
        ("Newsletter", "activity"),
        ("A mailing list", ""),
        ("Mailing list", "activity"),
        ("Our meetings", "activity"),
        ("Organize workshops for newcomers", "activity"),
        ("Regular meetings of the core group", "activity"),
        ("Talleres mensuales", "activity"),
        ("Réunions", "activity"),
        ("Find an expert and save travel", "several"),
        ("Learning from peers and sharing what works", "several"),
        ("Quick answers. Good company", "several"),
        ("Better tools, faster answers, more contacts", "several"),
        ("x" * 81, "long"),
        ("Better communication", "vague"),
        ("More synergies", "vague"),
        ("Synergies", "vague"),
        ("Lessons learned", "vague"),
        ("Learning", "vague"),
        ("Time and cost saving", ""),
        ("Invitations to speak and write", ""),
        ("Calls that get answered", ""),
        ("Nähe", "vague"),
        ("Wissensaustausch", ""),
        ("資金", ""),
        ("!", ""),
        ("e.g. a pump", ""),
        ("Answers within 2.5 days", ""),
    ],
)
def test_wording_is_commented_on_with_care(text, kind):
    assert remarks(text) == ((kind,) if kind else ())


def test_another_language_is_not_judged_by_words_it_does_not_share():
    assert remarks("Freude", "de") == ()
    assert remarks("Aprendizaje", "es") == ("vague",)


LESS = (
    *("Less", "Fewer", "Shorter", "No", "Without", "Menos", "Sin", "Ningún", "Moins de", "Pas de"),
    *("Sans", "Aucun", "Sem", "Nenhum", "Menos", "No weekly", "Fewer monthly"),
    *("Zero", "Cero", "Zéro", "Reduced", "Halved", "Brief", "Pocas", "Fin de las", "Fim das"),
)


def test_less_of_an_activity_is_no_activity(subtests):
    assert len(wording._ACTIVITIES) > 30
    for word in sorted(wording._ACTIVITIES):
        with subtests.test(word=word):
            texts = [f"{less} {word}{s}" for less in LESS for s in ("", "s")]
            kinds = {text: remarks(text) for text in texts}
            assert not [text for text, said in kinds.items() if "activity" in said]
    for text in ("Reuniones más cortas", "Réunions plus courtes", "Reuniões mais curtas"):
        assert not remarks(text)


OFTEN = """
    Workshop on Fridays; Meetings every Friday; Our meeting; Meeting with peers on Mondays;
    Expert call once a month; Calls twice a year;
    Lunch every second Tuesday; A fresh forum each year; Weekly coffee; Taller los viernes;
    Reunión cada mes; Reuniones todas las semanas; Charla cada quince días; Una reunión al mes;
    Tertulias los jueves; Atelier du vendredi; Réunions tous les mois; Café du lundi;
    Réunion toutes les deux semaines; Une formation par an; Infolettre mensuelle;
    Oficina às sextas; Reunião todas as semanas; Boletim todo mês; Oficina na sexta-feira;
    Um curso por ano; Reunião uma vez por mês
"""
WORTH = """
    Good talks over lunch; Training in one day instead of a week; Calls that get answered;
    Someone to talk to every day; Hours saved in meetings every week; Every call answered;
    Time for coffee with colleagues; Each meeting ends with a decision; Conversas francas;
    Horas ganadas en reuniones al mes; Chaque voix compte en réunion; Segunda opinião amiga;
    Meeting targets each quarter; Seminario propio algún día;
    Formación que se nota cada día; Encuentros que dejan amigos; Formation en une journée
"""


def test_an_activity_with_its_time_is_an_activity_and_a_worth_is_none():
    for texts, said in ((OFTEN, ("activity",)), (WORTH, ())):
        each = [" ".join(text.split()) for text in texts.split(";")]
        assert [text for text in each if remarks(text) != said] == []


def test_no_suggestion_is_called_an_activity_or_two_values(subtests):
    for path in sorted((ROOT / "copvalue_tui/suggest/packs").glob("*.toml")):
        with subtests.test(path=path):
            entries = tomllib.loads(path.read_text(encoding="utf-8"))["entries"]
            remarked = {entry["text"] for entry in entries if remarks(entry["text"])}
            assert len(remarked) <= 1, "one word of the toolkit is vague, and stays as it is"


def test_no_two_words_of_the_packs_are_a_slip():
    words: dict[str, dict[str, None]] = {}
    for path in sorted((ROOT / "copvalue_tui/suggest/packs").glob("*.toml")):
        texts = [each["text"] for each in tomllib.loads(path.read_text("utf-8"))["entries"]]
        language = path.stem.partition(".")[2] or "en"
        words.setdefault(language, {}).update(dict.fromkeys([*texts, *" ".join(texts).split()]))
    assert set(words) == set(LANGUAGES)
    assert {language: list(near_twins(each)) for language, each in words.items()} == {
        language: [] for language in LANGUAGES
    }


@settings(max_examples=examples(33, 1000), deadline=None)
@given(matrices)
def test_any_matrix_is_checked_and_every_finding_has_a_place_that_exists(matrix):
    places = set(selected(matrix, ALL, TODAY))
    for finding in findings(matrix, TODAY):
        assert finding.level in LEVELS
        assert finding.sentence.endswith((".", "?"))
        if finding.place is not None and finding.place not in places:
            assert not matrix.rows[finding.place.row].cell(finding.place.horizon)
        if finding.parked is not None:
            assert 0 <= finding.parked < len(matrix.parking_lot)
        assert finding.row is None or 0 <= finding.row < len(matrix.rows)
