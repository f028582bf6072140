"""The command that hands things out: exports, a row's page, minutes, the clipboard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from copvalue_tui.editor.filter.filtered import shown_cell
from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.palette import CommandSearch
from copvalue_tui.editor.keys.preconditions import no_review_record, no_value_here
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import HORIZONS, Horizon, Matrix, Row

# What writes files is loaded when it is needed: most sessions hand nothing out.

_FOR_THE_SHELL = " with --outline"


class Way(NamedTuple):
    """One way to hand something out."""

    option: Option
    run: Callable[[State, Host], Awaitable[State]]


@command(
    "Export, report, minutes…",
    "X",
    words="share print save as page pdf html word docx excel csv markdown send hand out "
    "publish clipboard copy minutes",
    group="SHARE",
)
async def share(state: State, host: Host) -> State:
    """Export the matrix, hand out a row's page or the minutes, or copy as Markdown."""
    ways = _ways(state)
    options = [way.option for way in ways]
    choice = await host.choose("Share", options, find=CommandSearch(options).find)
    if choice is None or choice.index is None:
        return state
    option, run = ways[choice.index]
    return state.with_message(option.why_not) if option.why_not else await run(state, host)


def _ways(state: State) -> list[Way]:
    """All there are, each with the name of the file that it writes."""
    from copvalue_tui.editor.review.record import minutes_name, save_minutes
    from copvalue_tui.editor.session.save import beside

    no_minutes = no_review_record(state) or ""
    minutes = "" if no_minutes else beside(state, *minutes_name(state)).name
    page = beside(state, *_page_name(state)).name
    kept = (
        Way(Option(f"The page of “{state.row.name}”…", page, group="HAND OUT",
                   about="this row and what it shares, without owners and notes"), _row_page),
        Way(Option(f"Report on “{state.row.name}”…", beside(state, *_report_name(state)).name,
                   group="HAND OUT", words="sponsor one page",
                   about="what came true, what is at risk, what is asked for"), _report),
        Way(Option("Minutes of the last review…", minutes, why_not=no_minutes, group="HAND OUT",
                   about="who, what was decided, what is next"), save_minutes),
    )  # fmt: skip
    return [*_exports(state), *kept, *_skeletons(state), *_copies(state)]


def _exports(state: State) -> list[Way]:
    """The formats there are, Markdown first."""
    from copvalue_tui.editor.session.save import beside
    from copvalue_tui.exports.registry import exporter, exporter_names

    found = [exporter(name) for name in sorted(exporter_names(), key=lambda name: name != "md")]
    return [
        Way(
            Option(
                f"Export as {each.title}…",
                hint=beside(state, "", each.endings[0]).name,
                group="EXPORT",
                about=each.meaning.removesuffix(_FOR_THE_SHELL),
                words=" ".join((each.name, *each.endings)),
            ),
            _export_as(each.name),
        )
        for each in found
    ]


def _export_as(name: str) -> Callable[[State, Host], Awaitable[State]]:
    async def run(state: State, host: Host) -> State:
        return await export(state, host, name)

    return run


async def export(state: State, host: Host, wanted: str) -> State:
    """The state told of an export: to a path that is asked for, or to a file that is named.

    `wanted` is the name of a format, or a file's name whose ending means one.
    """
    from copvalue_tui.editor.session.reopen import expanded
    from copvalue_tui.editor.session.save import saved_at, saved_beside
    from copvalue_tui.exports.registry import (
        CannotExport,
        ExportOptions,
        exported_as,
        exporter,
        exporter_for,
        exporter_names,
        loss_sentence,
    )

    def written(file: str) -> bytes:
        return exported_as(state.matrix, file)

    what, named = "the export", wanted.casefold() in exporter_names()
    try:
        found = exporter(wanted.casefold()) if named else exporter_for(wanted)
    except CannotExport as refusal:
        return state.with_message(f"{refusal} Nothing was saved.", warning=True)
    ending = found.endings[0]
    if named:
        after = await saved_beside(state, host, what, ("", ending), written)
    else:
        after = await saved_at(state, host, what, expanded(wanted), ending, written)
    loses = loss_sentence(state.matrix, found, ExportOptions())
    saved = after.message.startswith("Saved ") and not after.warning
    return after.with_message(f"{after.message} {loses}".strip()) if saved else after


def _page_name(state: State) -> tuple[str, str]:
    from copvalue_tui.files.user.pack_writing import id_of

    return id_of(f"{state.row.name} page"), ".txt"


async def _row_page(state: State, host: Host) -> State:
    """Saves one partner's page: the row and what it shares, in the format of the name's ending."""
    from copvalue_tui.editor.session.save import saved_beside
    from copvalue_tui.exports.extract import page_of_rows
    from copvalue_tui.exports.registry import ExportOptions, exported_as

    page = page_of_rows(state.matrix, (state.cursor.row,))
    asked = ExportOptions(full_rows=page.whole, outline=True)

    def written(file: str) -> bytes:
        return exported_as(page.matrix, file, asked)

    what = f"the page of “{state.row.name}”"
    return await saved_beside(state, host, what, _page_name(state), written)


def _report_name(state: State) -> tuple[str, str]:
    from copvalue_tui.files.user.pack_writing import id_of

    return id_of(f"{state.row.name} report"), ".html"


async def _report(state: State, host: Host) -> State:
    """Saves the report on one row, in the format of the name's ending."""
    from copvalue_tui.editor.session.save import saved_beside
    from copvalue_tui.exports.registry import CannotExport
    from copvalue_tui.exports.report import FORMATS, report_content, report_of

    report = report_of(state.matrix, (state.cursor.row,), day=host.today())

    def written(file: str) -> bytes:
        name = file.rpartition(".")[2].casefold()
        if name not in FORMATS:
            raise CannotExport(f"A report is written as {', '.join(FORMATS)}.")
        content = report_content(report, name)
        return content if isinstance(content, bytes) else content.encode("utf-8", "replace")

    what = f"the report on “{state.row.name}”"
    return await saved_beside(state, host, what, _report_name(state), written)


def _skeletons(state: State) -> list[Way]:
    """Texts to write on from, each with its file."""
    from copvalue_tui.editor.session.save import beside
    from copvalue_tui.exports.skeletons import SKELETONS

    return [
        Way(
            Option(
                f"{name.capitalize()}, a draft to edit…",
                beside(state, name, ".md").name,
                group="HAND OUT",
                about="every fact and agreed value, and a question where there is none",
                words="draft skeleton markdown document",
            ),
            _skeleton_as(name),
        )
        for name in SKELETONS
    ]


def _skeleton_as(name: str) -> Callable[[State, Host], Awaitable[State]]:
    async def run(state: State, host: Host) -> State:
        from copvalue_tui.editor.session.save import saved_beside
        from copvalue_tui.exports.registry import ExportOptions
        from copvalue_tui.exports.skeletons import skeleton_text

        text = skeleton_text(state.matrix, name, ExportOptions())
        return await saved_beside(state, host, f"the {name}", (name, ".md"), text)

    return run


@command(
    "Copy as Markdown or bullets…",
    words="clipboard yank cell row matrix list table mail chat",
    group="SHARE",
)
async def copy_as(state: State, host: Host) -> State:
    """Copy the cell, the row or the matrix to the clipboard, as a Markdown table or as bullets."""
    ways = _copies(state)
    choice = await host.choose("Copy", [way.option for way in ways])
    if choice is None or choice.index is None:
        return state
    option, run = ways[choice.index]
    return state.with_message(option.why_not) if option.why_not else await run(state, host)


def _copies(state: State) -> list[Way]:
    """What can be copied, and how."""
    here = _cell_alone(state)
    row = "" if state.row.short_term or state.row.long_term else "This row is empty; a to add."
    parts = (
        ("this cell", here, no_value_here(state) or ""),
        ("this row", _alone(state, state.row), row),
        ("the matrix", CopiedPart(state.matrix), ""),
    )
    return [
        Way(
            Option(f"Copy {what} as {how}", group="COPY", about="to the clipboard", why_not=why),
            _copying(part, what, how),
        )
        for what, part, why in parts
        for how in ("Markdown", "bullets")
    ]


class CopiedPart(NamedTuple):
    """What is copied of a matrix."""

    matrix: Matrix
    horizons: tuple[Horizon, ...] = HORIZONS
    titled: bool = True
    """Whether a list says of which row and horizon it is."""


def _alone(state: State, row: Row) -> CopiedPart:
    """One row for others to read: without the facts, and without what is retired."""
    for horizon in HORIZONS:
        row = row.with_cell(horizon, tuple(one for one in row.cell(horizon) if one.claimed))
    here = state.matrix.audience(state.cursor.row)
    return CopiedPart(
        Matrix(
            members=(row,) if here == "members" else (),
            organizations=(row,) if here == "organizations" else (),
            title=state.matrix.title,
            language=state.matrix.language,
        )
    )


def _cell_alone(state: State) -> CopiedPart:
    """The cell under the cursor, as it is shown."""
    horizon = state.cursor.horizon
    row = Row(state.row.name).with_cell(horizon, shown_cell(state))
    return CopiedPart(_alone(state, row).matrix, (horizon,), titled=False)


def _copying(part: CopiedPart, what: str, how: str) -> Callable[[State, Host], Awaitable[State]]:
    async def run(state: State, host: Host) -> State:
        from copvalue_tui.exports.registry import ExportOptions, exporter

        if how == "Markdown":
            text = str(exporter("md").write(part.matrix, ExportOptions(horizons=part.horizons)))
        else:
            text = _bullet_list(part)
        sent = await host.copy(text)
        return state.with_message(f"Copied {what} as {how}. {sent}")

    return run


def _bullet_list(part: CopiedPart) -> str:
    """The values as bullets, under the names of their rows and horizons if the part is titled."""
    from copvalue_tui.matrix.text.labels import labels_for

    labels = labels_for(part.matrix.language)
    lines: list[str] = []
    for row in part.matrix.rows:
        lines += ["", row.name] if part.titled else []
        for horizon in part.horizons:
            if row.cell(horizon):
                lines += [f"{labels(f'{horizon}_words').capitalize()}:"] if part.titled else []
                lines += [f"- {value.text}" for value in row.cell(horizon)]
    return "\n".join(lines).strip("\n") + "\n"
