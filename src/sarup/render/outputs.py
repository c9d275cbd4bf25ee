"""The fifth verb: report.* → the documents of a round, written aside; and which older ones they take the place of."""

import glob
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import duckdb

from sarup.office.report_options import read_options
from sarup.phrases import Phrases
from sarup.placement import Change
from sarup.render.content.document import Document
from sarup.render.content.edition_labels import edition_code
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
    connection: duckdb.DuckDBPyConnection,
    round_code: str,
    folder: Path,
    files: Mapping[str, bytes],
    phrases: Phrases,
    left_out: Collection[str] = (),
) -> list[Path]:
    """Write the documents, named by agency, round and edition, into an empty folder; return their paths.

    `files` are the reference files by name: report.yaml says what the office chose. A cover letter comes in two files.
    Agencies that are left out have their documents from elsewhere.
    """
    options = read_options(files)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for plan_code in find_plans(connection, round_code):
        source = ReportSource(connection, plan_code, round_code)
        title = source.row(ReportTitle)
        if title.agency_code in left_out:
            continue
        edition = edition_code(title.edition_no, title.state)
        document = seen_texts(read_document(source, options, files, phrases))
        written = {REPORT: WRITERS} | ({MEMO: MEMO_WRITERS} if document.memo else {})
        for key, writers in written.items():
            name = phrases.say(key, agency_code=title.agency_code, round=round_code, edition=edition)
            for ending, write in writers.items():
                paths.append(folder / f"{name}.{ending}")
                write(document, paths[-1])
    return paths


def changes_of_documents(documents: Sequence[Path], output: Path, phrases: Phrases) -> list[Change]:
    """Return what these documents change in a folder: those of another edition go, and cover letters nobody wants."""
    names = {path.name for path in documents}
    starts = [phrases.texts[key].partition("{")[0] for key in (REPORT, MEMO)]
    stems = {path.stem.rpartition("_")[0] for path in documents}
    rounds = {stem.removeprefix(start) for stem in stems for start in starts if stem.startswith(start)}
    replaced = {
        path
        for stem in (f"{start}{agency_round}_" for start in starts for agency_round in rounds)
        for path in output.glob(f"{glob.escape(stem)}*")
        if EDITIONS.fullmatch(path.stem.removeprefix(stem)) and path.suffix.removeprefix(".") in WRITERS
    }
    outdated = sorted(path for path in replaced if path.name not in names)
    return [Change(output / path.name, path) for path in documents] + [Change(path, None) for path in outdated]
