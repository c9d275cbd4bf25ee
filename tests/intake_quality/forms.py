"""Forms written by other programs and in other formats: what people's programs make of the same answers."""

import csv
import io
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl  # type: ignore[import-untyped]

from sarup.assets import asset_path
from sarup.form.spec import load_form_spec
from sarup.phrases import load_phrases
from sarup.render.form.content import FormContent
from sarup.render.form.workbook import write_form

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
RESULTS = PHRASES.texts["sheet.results"]
# What the published report prints of an item.
PRINTED = ("guideline", "activity", "indicator", "outcome_text", "narrative")
WRITERS = ("xlsxwriter", "openpyxl", "LibreOffice", "ODS", "CSV", "DOCX")


def write_by(writer: str, content: FormContent, path: Path) -> Path:
    """Write a form by a program, or in a format of its own ending; return where it lies.

    What LibreOffice writes is first a workbook of ours: convert() turns many into its own at once.
    """
    if writer == "DOCX":
        return _write_word(content, path.with_suffix(".docx"))
    write_form(content, path, PHRASES)
    if writer == "openpyxl":
        openpyxl.load_workbook(path).save(path)
    if writer == "CSV":
        return _write_delimited(path)
    return path


def convert(paths: Sequence[Path], ending: str) -> None:
    """Let LibreOffice save workbooks as another file beside them; a workbook that stays one is replaced."""
    if not paths:
        return
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        for number, path in enumerate(paths):
            (Path(folder) / f"{number}.xlsx").write_bytes(path.read_bytes())
        names = [f"{folder}/{number}.xlsx" for number in range(len(paths))]
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", f"{folder}/out", *names]
        subprocess.run(command, check=True, capture_output=True)
        for number, path in enumerate(paths):
            path.unlink()
            path.with_suffix(f".{ending}").write_bytes((Path(folder) / "out" / f"{number}.{ending}").read_bytes())


def _write_delimited(path: Path) -> Path:
    """Write the sheet of results as Excel saves it as CSV UTF-8, the hidden keys with it."""
    rows = [["" if value is None else value for value in row] for row in openpyxl.load_workbook(path)[RESULTS].values]
    path.unlink()
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    target = path.with_suffix(".csv")
    target.write_bytes("\ufeff".encode() + out.getvalue().encode())
    return target


def _write_word(content: FormContent, path: Path) -> Path:
    """Write what the report prints of an item as a table of Word, as divisions did before there was a form."""
    spec = next(sheet for sheet in load_form_spec("results").sheets if sheet.table == "results")
    heads = {column.field: PHRASES.texts[column.head] for column in spec.columns if column.field in PRINTED}
    document = docx.Document()
    for line in content.head_lines[:3]:
        document.add_paragraph(line)
    rows = content.tables["results"]
    table = document.add_table(len(rows) + 1, len(PRINTED))
    for column, field in enumerate(PRINTED):
        table.cell(0, column).text = heads[field]
        for number, row in enumerate(rows, 1):
            table.cell(number, column).text = str(row.get(field) or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path
