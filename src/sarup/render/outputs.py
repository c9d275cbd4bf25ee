"""The fifth verb: report.* → the four documents of a round, renamed into place when all of them are whole."""

import glob
import re
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import duckdb

from sarup.archive import sync_folder
from sarup.phrases import Phrases
from sarup.render.document import Document
from sarup.render.docx import write_docx
from sarup.render.edition_labels import edition_code
from sarup.render.html import write_html
from sarup.render.memo_docx import write_memo_docx
from sarup.render.memo_pdf import write_memo_pdf
from sarup.render.pdf import write_pdf
from sarup.render.queries import ReportSource, find_plans
from sarup.render.read_report import read_document
from sarup.render.seen_texts import seen_texts
from sarup.render.xlsx import write_xlsx
from sarup.report_options import read_options

UNFINISHED = ".unfinished-"
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
    output: Path,
    files: Mapping[str, bytes],
    phrases: Phrases,
    left_out: Collection[str] = (),
) -> list[Path]:
    """Write the documents, named by agency, round and edition, into `output`; return their paths.

    `files` are the reference files by name: report.yaml says what the office chose. A cover letter comes in two files.
    Agencies that are left out have their documents from elsewhere.
    """
    options = read_options(files)
    output.mkdir(parents=True, exist_ok=True)
    for leftover in output.glob(f"{UNFINISHED}*"):
        leftover.unlink()
    unfinished: dict[Path, Path] = {}
    for plan_code in find_plans(connection, round_code):
        source = ReportSource(connection, plan_code, round_code)
        title = source.row("title") or {}
        if title["agency_code"] in left_out:
            continue
        edition = edition_code(title["edition_no"], title["state"])
        document = seen_texts(read_document(source, options, files, phrases))
        written = {"ed.filename": WRITERS} | ({"memo.filename": MEMO_WRITERS} if document.memo else {})
        for key, writers in written.items():
            name = phrases.say(key, agency_code=title["agency_code"], round=round_code, edition=edition)
            for ending, write in writers.items():
                temporary = output / f"{UNFINISHED}{name}.{ending}"
                write(document, temporary)
                unfinished[temporary] = output / f"{name}.{ending}"
        if not document.memo:
            _remove_memos(output, title["agency_code"], round_code, phrases)
    return _put_in_place(unfinished, output)


def _remove_memos(output: Path, agency_code: str, round_code: str, phrases: Phrases) -> None:
    """Delete the cover letters of an office that has chosen to have none."""
    stem = phrases.say("memo.filename", agency_code=agency_code, round=round_code, edition="")
    for path in output.glob(f"{glob.escape(stem)}*"):
        if EDITIONS.fullmatch(path.stem.removeprefix(stem)):
            path.unlink()


def place_outputs(documents: Sequence[Path], output: Path) -> list[Path]:
    """Copy documents that were published before into `output`, all or none; return their new paths."""
    output.mkdir(parents=True, exist_ok=True)
    unfinished = {output / f"{UNFINISHED}{path.name}": output / path.name for path in documents}
    for path, temporary in zip(documents, unfinished, strict=True):
        shutil.copyfile(path, temporary)
    return _put_in_place(unfinished, output)


def _put_in_place(unfinished: Mapping[Path, Path], output: Path) -> list[Path]:
    """Rename whole documents into place, then take away those of an edition that these replace."""
    for temporary, final in unfinished.items():
        temporary.replace(final)
    for final in unfinished.values():
        stem = final.stem.rpartition("_")[0]
        for path in output.glob(f"{glob.escape(stem)}_*{final.suffix}"):
            if path != final and EDITIONS.fullmatch(path.stem.removeprefix(f"{stem}_")):
                path.unlink()
    sync_folder(output)
    return list(unfinished.values())
