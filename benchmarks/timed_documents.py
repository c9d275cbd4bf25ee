"""One job of document_speed.py, in a process of its own; prints what it measured as JSON.

publish SAMPLE ROUND WAREHOUSE | write WAREHOUSE ROUND TIMES FOLDER ENDING… | weasyprint HTML OUT | libreoffice DOCX OUT
"""

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

SAMPLE = Path(__file__).resolve().parents[1] / "examples" / "tpso-2564"
SEEN_AT = datetime.fromisoformat("2021-10-20T09:00:00+07:00")


def main() -> None:
    """Do one job."""
    job, *arguments = sys.argv[1:]
    jobs: dict[str, Callable[..., dict[str, Any]]] = {
        "publish": publish,
        "write": write,
        "weasyprint": print_html,
        "libreoffice": print_docx,
    }
    told = jobs[job](*arguments)
    whose = {"main": resource.RUSAGE_SELF, "child": resource.RUSAGE_CHILDREN}
    print(json.dumps({**told, **{name: resource.getrusage(who).ru_maxrss / 1024 for name, who in whose.items()}}))


def publish(sample: str, round_code: str, warehouse: str) -> dict[str, Any]:
    """Publish the sample and keep its warehouse."""
    from sarup import pipeline
    from sarup.warehouse_file import WAREHOUSE, publishing

    with tempfile.TemporaryDirectory() as name:
        home, inbox, reference = Path(name), Path(sample) / "inbox", Path(sample) / "reference"
        run = pipeline.open_run(round_code, inbox, reference, home, None, None, SEEN_AT)
        with publishing(home):
            pipeline.load_warehouse(run, pipeline.validate_files(run, pipeline.gather_inbox(run)))
            pipeline.roll_up_warehouse(run)
            pipeline.publish_warehouse(run)
        shutil.copy(home / WAREHOUSE, warehouse)
    return {}


def write(warehouse: str, round_code: str, times: str, folder: str, *endings: str) -> dict[str, Any]:
    """Read a round's report and write its documents; imports and the dictionary of words are the start."""
    began = perf_counter()
    from sarup.assets import asset_path
    from sarup.gather.reference_folder import read_reference
    from sarup.office.report_options import read_options
    from sarup.phrases import load_phrases
    from sarup.render.content.queries import ReportSource, find_plans
    from sarup.render.content.read import read_document
    from sarup.render.outputs import WRITERS
    from sarup.thai.words import split_words
    from sarup.warehouse_file import open_warehouse

    split_words("คำ")
    files = read_reference(SAMPLE / "reference", None).files
    options = read_options(files)
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    started = perf_counter()
    with open_warehouse(Path(warehouse), read_only=True) as connection:
        (plan,) = find_plans(connection, round_code)
        document = read_document(ReportSource(connection, plan, round_code), options, files, phrases)
    work = {"reading": perf_counter() - started}
    document = repeated(document, int(times))
    Path(folder).mkdir(exist_ok=True)
    for ending in endings:
        at = perf_counter()
        WRITERS[ending](document, Path(folder) / f"report.{ending}")
        work[ending] = perf_counter() - at
    return {"start": started - began, "work": work, "pages": count_pages(Path(folder) / "report.pdf")}


def repeated(document: Any, times: int) -> Any:
    """Return the report with its strategies and annexes so many times over, each time in other words."""
    copies = [document] + [reworded(document, number) for number in range(2, times + 1)]
    return replace(
        document,
        strategies=tuple(part for copy in copies for part in copy.strategies),
        annexes=tuple(table for copy in copies for table in copy.annexes),
    )


def reworded(value: Any, number: int) -> Any:
    """Return a part of a report with a number in each of its longer phrases: a word list must not know them yet."""
    if isinstance(value, str):
        return re.sub(r"(?<!\S)[ก-๛]{8,}", rf"ชุด{number}\g<0>", value)
    if isinstance(value, tuple):
        return tuple(reworded(held, number) for held in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [
            field.name for field in fields(value) if field.name not in ("name", "kinds", "kind", "colours", "origins")
        ]
        return replace(value, **{name: reworded(getattr(value, name), number) for name in names})
    return value


def print_html(page: str, folder: str) -> dict[str, Any]:
    """Print a page with WeasyPrint."""
    began = perf_counter()
    from weasyprint import HTML  # type: ignore[import-not-found]

    started = perf_counter()
    Path(folder).mkdir(exist_ok=True)
    HTML(filename=page).write_pdf(Path(folder) / "report.pdf")
    took = perf_counter() - started
    return {"start": started - began, "work": {"pdf": took}, "pages": count_pages(Path(folder) / "report.pdf")}


def print_docx(document: str, folder: str) -> dict[str, Any]:
    """Print a Word file with LibreOffice, whose start is part of its work."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("soffice is not installed")
    profile = f"-env:UserInstallation={(Path(folder) / 'profile').resolve().as_uri()}"
    began = perf_counter()
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document]
    subprocess.run(command, check=True, capture_output=True)
    took = perf_counter() - began
    return {"start": 0.0, "work": {"pdf": took}, "pages": count_pages(Path(folder) / "report.pdf")}


def count_pages(path: Path) -> int:
    """Return the number of pages of a PDF."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


if __name__ == "__main__":
    main()
