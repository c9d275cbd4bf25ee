"""The fifth verb: report.* → the documents of a round, written aside; and which older ones they take the place of."""

import glob
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb

from sarup.codes import Level
from sarup.office.report_options import ReportOptions, read_options
from sarup.phrases import Phrases
from sarup.placement import Change
from sarup.render.content.document import Document
from sarup.render.content.edition_labels import edition_code
from sarup.render.content.overview import read_overview
from sarup.render.content.overview_rows import Overview
from sarup.render.content.queries import ReportSource, find_plans
from sarup.render.content.read import read_document
from sarup.render.content.rows import ReportTitle
from sarup.render.content.seen_texts import seen_texts
from sarup.render.docx.memo import write_memo_docx
from sarup.render.docx.report import write_docx
from sarup.render.html.report import write_html
from sarup.render.pdf.memo import write_memo_pdf
from sarup.render.pdf.report import write_pdf
from sarup.render.xlsx.report import write_xlsx

REPORT, MEMO = "ed.filename", "memo.filename"
OVERVIEWS = {Level.MINISTRY: "overview.filename.ministry", Level.NATION: "overview.filename.nation"}
EDITIONS = re.compile(r"preliminary|final|corrected-[0-9]+")
WRITERS: Mapping[str, Callable[[Document, Path], None]] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "html": write_html,
    "xlsx": write_xlsx,
}

MEMO_WRITERS: Mapping[str, Callable[[Document, Path], None]] = {
    "docx": write_memo_docx,
    "pdf": write_memo_pdf,
}


def render_outputs(
    connection: duckdb.DuckDBPyConnection, round_code: str, folder: Path, files: Mapping[str, bytes], phrases: Phrases
) -> list[Path]:
    """Write the documents of every plan of a round into an empty folder; return their paths.

    `files` are the reference files by name: report.yaml says what the office chose.
    """
    options = read_options(files)
    folder.mkdir(parents=True, exist_ok=True)
    return [
        path
        for plan_code in find_plans(connection, round_code)
        for path in write_plan(ReportSource(connection, plan_code, round_code), options, files, phrases, folder)
    ]


def write_plan(
    source: ReportSource, options: ReportOptions, files: Mapping[str, bytes], phrases: Phrases, folder: Path
) -> list[Path]:
    """Write a plan's documents, named by agency, round and edition; return their paths.

    A cover letter comes in two files.
    """
    title = source.row(ReportTitle)
    document = seen_texts(read_document(source, options, files, phrases))
    slots = {"round": source.round_code, "edition": edition_code(title.edition_no, title.state)}
    written = {REPORT: WRITERS} | ({MEMO: MEMO_WRITERS} if document.memo else {})
    return [
        path
        for key, writers in written.items()
        for name in [phrases.say(key, agency_code=title.agency_code, **slots)]
        for path in write_document(document, folder / name, writers)
    ]


def write_overviews(
    connection: duckdb.DuckDBPyConnection,
    overviews: Sequence[Overview],
    options: ReportOptions,
    phrases: Phrases,
    folder: Path,
) -> list[Path]:
    """Write the reports of ministries or of the nation, named by ministry, round and edition; return their paths."""
    paths = []
    for one in overviews:
        document = seen_texts(read_overview(connection, one, options, phrases))
        slots = {"ministry_code": one.ministry_code, "round": one.round_code, "edition": edition_code(None, one.state)}
        paths += write_document(document, folder / phrases.say(OVERVIEWS[one.level], **slots))
    return paths


def write_document(
    document: Document, stem: Path, writers: Mapping[str, Callable[[Document, Path], None]] = WRITERS
) -> list[Path]:
    """Write a document in every format, its path without ending given; return the paths."""
    paths = []
    for ending, write in writers.items():
        paths.append(stem.with_name(f"{stem.name}.{ending}"))
        write(document, paths[-1])
    return paths


def changes_of_documents(
    documents: Sequence[Path], output: Path, phrases: Phrases, before: Path | None = None
) -> list[Change]:
    """Return what these documents change in a folder: those of another edition go, and cover letters nobody wants.

    `before` is a folder where they lay in earlier releases: there they all go.
    """
    names = {path.name for path in documents}
    starts = [phrases.texts[key].partition("{")[0] for key in (REPORT, MEMO, *OVERVIEWS.values())]
    stems = {path.stem.rpartition("_")[0] for path in documents}
    rounds = {stem.removeprefix(start) for stem in stems for start in starts if stem.startswith(start)}
    replaced = {
        path
        for folder in (output, *([before] if before else []))
        for stem in (f"{start}{agency_round}_" for start in starts for agency_round in rounds)
        for path in folder.glob(f"{glob.escape(stem)}*")
        if EDITIONS.fullmatch(path.stem.removeprefix(stem)) and path.suffix.removeprefix(".") in WRITERS
    }
    outdated = sorted(path for path in replaced if path.name not in names or path.parent != output)
    return [Change(output / path.name, path) for path in documents] + [Change(path, None) for path in outdated]
