"""Each command of linear mode, and that every other command of the editor can be reached."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from copvalue_tui.editor.commands import COMMANDS
from copvalue_tui.files.session.read import read
from copvalue_tui.linear.filing import _ON_SCREEN
from copvalue_tui.linear.host import LinearHost
from copvalue_tui.linear.wording import without_keys
from copvalue_tui.linear.words import WORDS
from tests.linear.conftest import ROOT, Speak
from tests.linear.test_linear import begun

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LinearHost, "today", lambda host: TODAY)


def test_values_move_are_copied_merged_and_parked(speak: Speak, tmp_path: Path):
    said = {
        "move 1 to bank long": "Moved “Help” to Bank, long term.",
        "move 2 2 short": "Moved “Access” to Managers, short term.",
        "copy 3,4 managers short": "Copied 2 values to Managers, short term.",
        "move 6 up": "Moved “Speed” up.",
        "merge 2,6,5 Growth together": "Merged 3 values into “Growth together”.",
        "copy 4 bank short": "The value is already here.",
        "park 4": "Sent “Speed” to the parking lot.",
        "unpark 1 to engineers short": "Placed “Speed” in Engineers, short term.",
        "copy 7 engineers short": "There is no value 7; they go from 1 to 6.",
        "copy 1 bank long": "The value is already here.",
    }
    path = begun(tmp_path)
    told = speak(path, "".join(f"{line}\n" for line in said))
    assert told[1:-1] == list(said.values())
    matrix = read(path.read_text(encoding="utf-8"))
    assert [value.text for value in matrix.members[1].short_term] == ["Growth together"]
    assert [value.text for value in matrix.members[0].short_term] == ["Speed"]
    assert [value.text for value in matrix.organizations[0].long_term] == ["Help"]


def test_details_are_set_by_name_and_a_wrong_one_is_answered(speak: Speak, tmp_path: Path):
    said = {
        "status 1 realized": "“Help”: status realized.",
        "status realised": "“realised” is none of the answers. Did you mean realized? "
        "Nothing was chosen.",
        "priority hi": "“Help”: priority high.",
        "vote": "“Help”: 1 vote.",
        "votes 1,2 30": "2 values: 30 votes.",
        "owner 1 Core group": "“Help”: owner “Core group”.",
        "owner 2 Core group": "“Access”: owner “Core group”.",
        "owner 2 -": "“Access”: owner none.",
        "evidence 1 story": "“Help”: evidence story.",
        "note 1 3 of 4 asked said so": "“Help”: note “3 of 4 asked said so”.",
        "date 1 in 6 months": "“Help”: review date 23 May 2027.",
        "date 1 soon": "“soon” is not a month; type 2027-03 or march 2027.",
        "indicator 1 calls; 10; 20; 12": "“Help”: indicator calls; 10; 20; 12.",
        "indicator 1 calls: 1,5": "“1,5” has a comma; type decimals as in 2.5 and thousands "
        "as in 1200",
        "indicator 1 calls: 10 -> 12 a day of 20": "“Help”: indicator calls: 10 to 12 a day of 20.",
        "indicator 1 now: 14": "“Help”: indicator calls: 10 to 14 a day of 20 on 23 November 2026.",
        "indicator 1 now: many": "“many” is not a number; type one such as 41 or 2.5",
        "shared 1 Calm": "“Help”: shared value “Calm”.",
        "owner 1": "Owner of “Help”: Core group.",
        "indicator 1": "Indicator of “Help”: calls: 10 to 14 a day of 20 on 23 November 2026.",
    }
    told = speak(begun(tmp_path), "".join(f"{line}\n" for line in said) + "details 1\n")
    assert told[1:] == [
        *said.values(),
        "1 Help",
        *("Status: realized", "Priority: high", "Votes: 30", "Shared value: Calm"),
        *("Owner: Core group", "Evidence: story", "Review date: 23 May 2027"),
        "Indicator: calls: 10 to 14 a day of 20 on 23 November 2026",
        "Note: 3 of 4 asked said so",
        "End of input. Everything is saved in water.toml.",
    ]


def test_what_is_found_changed_ordered_and_explained_is_read(speak: Speak, tmp_path: Path):
    told = speak(
        begun(tmp_path),
        "status 2 at-risk\ndate 2 2026-11-01\nfind at-risk overdue\nfind growth\nfind zzz\n"
        "find status:foo\nvote 2\norder\norder\nchanges 3\nchanges\nchanges 9\n"
        "suggest learning curve\nexplain 1\nexplain 7\nundo 4\nchanges\n",
    )
    second = "2 Access, at-risk, 1 vote"
    expected = (
        "1 value at-risk, overdue.",
        *("3 Growth. Engineers, long term.", "1 value with “growth”."),
        "No value with “zzz”.",
        "“foo” is no status; type proposed, agreed, on-track, at-risk, realized, parked or "
        "retired.",
        *("Row 1, Engineers, short term: 2 values.", second, "1 Help", "Ordered by votes."),
        "They are in order of votes already.",
        "There are 4 steps to look back on.",
        *("1 Shorter learning curve", "Shorter learning curve:"),
        "Say the number of a suggestion, such as: explain 1. To hear them: suggest",
        *("No difference:", "It is identical to the present."),
    )
    at = 0
    for line in expected:
        assert line in told[at:], line
        at = told.index(line, at) + 1
    assert sum(line.startswith("Changed: ") for line in told) >= 2
    assert any(line.startswith("Thanks to: ") for line in told)


def test_rows_and_facts_and_files(speak: Speak, tmp_path: Path):
    path = begun(tmp_path)
    told = speak(
        path,
        "row add member Newcomers\nrow rename 2 New staff\nrow up 2\nrow persona 1 In year one\n"
        "row delete managers\nrow delete 1\nno\nrow tags 1 newcomer\n"
        "about title: Water Exchange\nabout language en\nabout\n"
        f"export {tmp_path}/out.csv\nexport md\nexport md\nexport nosuch\nminutes\n"
        f"save {tmp_path}/other.toml\nadd Calm\nopen {path}\nrows\n",
    )
    assert told[1:9] == [
        "Added the row “Newcomers”. It is row 2.",
        "Renamed “Newcomers” to “New staff”.",
        "Moved the row “New staff” up.",
        "Persona of “New staff” changed.",
        "Deleted the row “Managers” with 0 values.",
        "Tags of “New staff” changed.",
        "Title changed.",
        "Language changed.",
    ] or told[6].startswith("Deleted the row")
    assert "Title: Water Exchange" in told
    assert (tmp_path / "out.csv").exists()
    assert (tmp_path / "water.md").exists()
    assert any("“water.md” already exists" in line for line in told)
    assert "No review is recorded in this matrix yet. To start one: review." in told
    other = read((tmp_path / "other.toml").read_text(encoding="utf-8"))
    assert "Calm" in [value.text for row in other.rows for value in row.short_term]
    assert told[-2] == "3 Bank, organization: 1 short term, 0 long term."


def test_a_list_is_pasted_and_a_suggestion_adopted(speak: Speak, tmp_path: Path):
    path = begun(tmp_path)
    told = speak(
        path,
        "go 2 short\npaste\n- Calm\n- Speed at night\n\n.\nread here\n"
        "suggest\nadopt 2,1\nadopt 99\nsuggest learning curve\nadopt 1\nadopt x\n",
    )
    values = read(path.read_text(encoding="utf-8")).members[1].short_term
    assert [value.text for value in values][-5:-3] == ["Calm", "Speed at night"]
    start = told.index("Suggestions for Managers, short term:")
    first, second = (told[start + at].partition(" ")[2] for at in (1, 2))
    assert f"Adopted “{second}”. It is 7. Adopted “{first}”. It is 8." in told
    assert [value.text for value in values][-3:] == [second, first, "Shorter learning curve"]
    assert "There is no suggestion 99 here." in told
    assert told[-2].startswith("Say the number of a suggestion")


def test_a_review_goes_from_value_to_value_and_ends_in_a_record(speak: Speak, tmp_path: Path):
    path = begun(tmp_path)
    told = speak(
        path,
        "add 2 short: Calm\nreview all\nagreed\nwhy All said so\nowner Core group\n5\nundo\n"
        "4\ndate +6m\nnext\nback\nundecided\nedit Growth of people\nconfirm\nadd x\n"
        "action Ask the bank; Core group; in 2 weeks\nsummary\n"
        "end present Core group, Bank; facilitator Ana; note Fine\nhistory\nminutes\nsteps\n"
        "steps 1\nreview due\n",
    )
    answers = [line for line in told if "Now " in line]
    assert answers[:3] == [
        "5 values to review. Each verdict moves to the next. To hear the "
        "commands: help. Now 1 of 5: Help. Engineers, short term.",
        "“Help”: status agreed. Now 2 of 5: Access. Engineers, short term.",
        "“Access”: status realized. Now 3 of 5: Growth. Engineers, long term.",
    ]
    assert "“Access”: owner “Core group”." in told
    assert "add does nothing during a review. To leave it: end" in told
    assert "No value is due." in told
    (record,) = read(path.read_text(encoding="utf-8")).reviews
    assert (record.facilitator, record.present) == ("Ana", ("Core group", "Bank"))
    assert (record.note, record.date) == ("Fine", TODAY)
    assert record.decisions[0].endswith("proposed → agreed (All said so)")
    assert record.actions[0].done == TODAY
    minutes = (tmp_path / "water-minutes-2026-11-23.md").read_text(encoding="utf-8")
    assert "Growth of people" in minutes


def test_a_review_of_nothing_takes_no_further_line_of_a_script(speak: Speak, tmp_path: Path):
    told = speak(begun(tmp_path), "review zzz\nreview status:foo\nadd Calm\nreview calm\n")
    assert told[1:4] == [
        "No value with “zzz”. No review was begun.",
        "“foo” is no status; type proposed, agreed, on-track, at-risk, realized, parked or "
        "retired.",
        "Added “Calm”. It is 5 in Engineers, short term.",
    ]
    assert "Now 1 of 1: Calm. Engineers, short term." in told[5]


def test_what_can_be_chosen_is_said_in_words(speak: Speak, tmp_path: Path):
    path = begun(tmp_path)
    told = speak(path, "add Calm\ndo compare\n3\n")
    assert told[2:] == [
        *("Compare with", "1 The file as last saved", "2 Another file"),
        "3 A moment of the timeline",
        "Which? A number or the first words; an empty line cancels.",
        "Say how many steps ago, such as: changes 3. To hear them: history",
        "End of input. Everything is saved in water.toml.",
    ]
    told = speak(path, "do compare\nanother\n\n")
    assert "Compare with which file? Empty line to cancel." in told


def test_what_is_copied_is_put_elsewhere_as_it_is_said(speak: Speak, tmp_path: Path):
    told = speak(begun(tmp_path), "do copy\ngo bank short\ndo paste below\nread here\n")
    assert told[1] == "Copied “Help”. To put it elsewhere: do paste below."
    assert told[-3:-1] == ["4 Speed", "5 Help"]


def test_every_other_command_is_reached_by_do_and_none_leaves_the_grid(
    speak: Speak, tmp_path: Path
):
    names = [
        command.id
        for command in COMMANDS
        if "grid" in command.panes and command.id not in {*_ON_SCREEN, "quit-editor", "open-file"}
        and not command.rare
    ]  # fmt: skip
    assert {"balance", "shared-values", "compare", "name-checkpoint", "merge"} <= set(names)
    path = begun(tmp_path)
    told = speak(path, "".join(f"do {name}\n.\n.\ngo 1 short\n" for name in names))
    assert [line for line in told if "No command is called" in line] == []
    # After each of them one can go on in the grid.
    assert sum(line.startswith("Row 1, ") for line in told) >= len(names)


def test_messages_name_no_keys():
    texts = {
        node.value
        for path in (ROOT / "copvalue_tui/editor").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and not node.value.count("\n")
    }  # fmt: skip
    key = re.compile(r"(?:^|[.;,] )([uUwWrXadDARmyxnjs?]|Esc|Enter) (?:to|for) [a-z]")
    hinted = [text for text in texts if key.search(text)]
    assert len(hinted) > 40
    assert [text for text in hinted if key.search(without_keys(text))] == []
    assert without_keys("Deleted “X; a to b”. u to undo.") == "Deleted “X; a to b”."
    assert without_keys("All values are shown; w to save now.") == (
        "All values are shown. To save now: save."
    )
    assert without_keys("Confirmed “X”. Next date 1 June 2027: D") == (
        "Confirmed “X”. For the next date 1 June 2027: date."
    )


def test_the_help_names_every_word_and_each_is_short(speak: Speak, tmp_path: Path):
    told = speak(begun(tmp_path), "help\nreview all\nhelp\nhelp verdict\nhelp agreed\n")
    for word in WORDS:
        assert any(line.startswith(f"{word.name} ") or line.startswith(f"{word.name}:")
                   for line in told), word.name  # fmt: skip
    assert max(len(line) for line in told) <= 130
    assert told[-2].startswith("agreed: agreed by the core group")
