"""The commands of linear mode, in the order of the help, and the answer to a line."""

from __future__ import annotations

from copvalue_tui.linear import changing, filing, reading, review
from copvalue_tui.linear.numbers import NotKnown
from copvalue_tui.linear.session import LinearSession
from copvalue_tui.linear.wordbook import GRID, REVIEW, Word, help_line, say_all, word_for
from copvalue_tui.matrix.text.sanitize import acceptable_line
from copvalue_tui.matrix.vocabulary import STATUSES


def answer_to(session: LinearSession, line: str) -> str:
    """Does what a line says; gives the answer in a line, which may be empty."""
    taken = acceptable_line(line)
    if taken.refused:
        session.say(taken.refusal)
    text = taken.text.strip()
    said, _, rest = text.partition(" ")
    if not said:
        return ""
    visited = review.visited(session)
    try:
        answer = _answer(session, said, rest.strip())
    except NotKnown as trouble:
        return str(trouble)
    if review.visited(session) == visited:
        return answer
    return f"{answer} {review.visit_words(session)}".strip()


def _answer(session: LinearSession, said: str, rest: str) -> str:
    pane = REVIEW if session.state.reviewing is not None else GRID
    if said[0].isdecimal():
        if pane == REVIEW and said.isdecimal():
            return review.numbered(session, int(said[:4])) or session.take_message()
        return reading.value(session, f"{said} {rest}".rstrip())
    here = [word for word in WORDS if pane in word.panes]
    said = _SYNONYMS.get(said.casefold(), said)
    try:
        word = word_for(said, here)
    except NotKnown:
        elsewhere = [word for word in WORDS if word.name == said.casefold()]
        if not elsewhere and (other := filing.named_otherwise(session, said)):
            raise NotKnown(f"There is no command “{said}”. Did you mean: {other}") from None
        if not elsewhere:
            raise
        hint = "To leave it: end" if pane == REVIEW else "To begin one: review"
        where = "during" if pane == REVIEW else "outside"
        raise NotKnown(f"{elsewhere[0].name} does nothing {where} a review. {hint}") from None
    return word.run(session, rest) or session.take_message()


def _help(session: LinearSession, rest: str) -> str:
    pane = REVIEW if session.state.reviewing is not None else GRID
    if rest:
        here = sorted(WORDS, key=lambda word: pane not in word.panes)
        return help_line(word_for(rest, here))
    say_all(session, _INTRODUCTION)
    for word in WORDS:
        if pane not in word.panes:
            continue
        if word.group:
            session.say(f"{word.group}:")
        session.say(help_line(word))
    return ""


_INTRODUCTION = (
    "One command a line, such as: add 2 short: Faster answers. Or: status 3 realized.",
    "Its first letters are enough, as long as they are only its own.",
    "Words in capitals stand for yours; most of them can be left out.",
    "N is the number of a value, as read. Several: 3,5 or 3-5. Without one: the value you are at.",
    "A number keeps its value until the next read of everything, which numbers anew from 1.",
    "CELL is a row and a horizon, such as 2 short, or Members long. A row: its number or name.",
)
_SYNONYMS = {
    **{"show": "read", "list": "read", "print": "read", "?": "help", "exit": "quit", "q": "quit"},
    **{"remove": "delete", "rm": "delete", "reword": "edit", "search": "find", "w": "save"},
    **{"new": "add", "append": "add", "skip": "next", "step": "action"},
    **{"leave": "end", "stop": "end"},
}
"""Words that people try first → the command."""
_G, _R = (GRID,), (REVIEW,)
WORDS = (
    Word("read", "CELL", "read everything, a row, or a cell", reading.read, "Read"),
    Word("rows", "", "list the rows with their numbers", reading.rows),
    Word("go", "CELL", "go to a cell and read it", reading.go, "", _G),
    Word("next", "", "go to the next value and read it", reading.onward, "", _G),
    Word("back", "", "go to the previous value and read it", reading.back, "", _G),
    Word("where", "", "read where you are, and in which file", reading.where),
    Word("details", "N", "read every detail of a value", reading.details),
    Word("find", "WORDS", "read values with these words, or a filter", reading.find),
    Word("check", "LEVEL", "read what is missing or doubtful", reading.check),
    Word("history", "", "read what was done, the last step first", reading.history),
    Word("changes", "TIMES", "read what changed since so many steps ago", reading.changes),
    Word("add", "CELL: TEXT", "add a value, or several, one a line", changing.add, "Change", _G),
    Word("edit", "N TEXT", "give a value new words", changing.edit),
    Word("delete", "N", "delete a value", changing.delete, "", _G),
    Word("move", "N CELL", "move a value to a cell, or up or down", changing.move, "", _G),
    Word("copy", "N CELL", "copy a value to a cell", changing.copy, "", _G),
    Word("merge", "N,N TEXT", "make one value of several", changing.merge, "", _G),
    Word("paste", "", "add a list or table, line by line", filing.paste, "", _G),
    Word("suggest", "WORDS", "read what is suggested for the cell", changing.suggest, "", _G),
    Word("explain", "N", "read why it is suggested, and its source", changing.explain, "", _G),
    Word("adopt", "N", "add a suggestion, by its number there", changing.adopt, "", _G),
    Word("order", "CELL", "sort the values of a cell by votes", changing.order, "", _G),
    Word("park", "N", "put a value into the parking lot", changing.park, "", _G),
    Word("unpark", "N CELL", "place a value of the parking lot", changing.unpark, "", _G),
    Word("undo", "TIMES", "undo the last action", changing.undo, "", _G),
    Word("redo", "TIMES", "redo what was undone", changing.redo, "", _G),
    Word("status", "N STATUS", "set the status", changing.field("status"), "Details"),
    Word("set", "N DETAIL TEXT", "set any detail by its name", changing.set_detail),
    Word("priority", "N WORD", "high, medium, low or none", changing.field("priority")),
    Word("vote", "N", "add a vote", changing.vote),
    Word("votes", "N NUMBER", "set the number of votes", changing.field("votes")),
    Word("owner", "N ROLE", "set who looks after it", changing.field("owner")),
    Word("evidence", "N WORD", "how well it is shown", changing.field("evidence")),
    Word("note", "N TEXT", "anything worth keeping; - for none", changing.field("note")),
    Word("shared", "N THEME", "the theme of a shared value", changing.field("shared")),
    Word("indicator", "N TEXT", "a figure that shows it", changing.field("indicator")),
    Word("date", "N WHEN", "when to review it again", changing.field("review_by"), "", _G),
    Word("row", "ACTION", "add, rename, delete or move a row", filing.row, "Rows", _G),
    Word("about", "FACT: TEXT", "read or change title, purpose and so on", filing.about, "", _G),
    Word("review", "WHICH", "review values one by one, or go on", review.review, "Review", _G),
    Word("steps", "N", "read the open next steps, or mark one as done", review.steps),
    Word("minutes", "FILE", "save the minutes of the last review", filing.minutes, "", _G),
    Word("confirm", "", "it stays as it is; go on", review.confirm, "Verdicts", _R),
    *(
        Word(status.name, "", status.meaning, review.verdict(status.name), "", _R)
        for status in STATUSES
    ),
    Word("next", "", "go on without a verdict", review.onward, "Review", _R),
    Word("back", "", "go back", review.back, "", _R),
    Word("undecided", "", "go to the next value without a verdict", review.undecided, "", _R),
    Word("why", "TEXT", "the reason of the last verdict", review.why, "", _R),
    Word("action", "WHAT; WHO; WHEN", "note a next step", review.action, "", _R),
    Word("date", "WHEN", "the next review date", review.next_date, "", _R),
    Word("summary", "", "read what the review has changed", review.summary, "", _R),
    Word("undo", "TIMES", "undo the last verdict or change", review.undo, "", _R),
    Word("redo", "TIMES", "redo what was undone", review.redo, "", _R),
    Word("end", "present NAMES; note TEXT", "record the review and leave it", review.end, "", _R),
    Word("export", "FORMAT FILE", "write it for others: md, html, csv", filing.export, "File", _G),
    Word("save", "FILE", "save now, or under another name", filing.save),
    Word("open", "FILE", "open another file", filing.open_file, "", _G),
    Word("quit", "", "save and leave", filing.leave),
    Word("do", "NAME", "any other command of the editor; do alone lists them", filing.do),
    Word("help", "COMMAND", "list the commands, or explain one", _help),
)
