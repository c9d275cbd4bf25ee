"""A command loads what it uses: nobody waits for Prefect to read a help, or for a typesetter to get a form."""

import subprocess
import sys

import pytest

FLOW = {"prefect", "great_expectations", "pandas"}
DATA = {"duckdb", "polars", "pyarrow"}
DOCUMENTS = {"docx", "docxtpl", "typst", "pikepdf", "lxml"}
FORMS = {"xlsxwriter"}
MAIL = {"smtplib", "imaplib", "apprise"}
LOADS = {
    "sarup.cli.app": FLOW | DATA | DOCUMENTS | FORMS | MAIL,
    "sarup.commands.deciding": FLOW | DATA | DOCUMENTS | FORMS,
    "sarup.commands.status": FLOW | DOCUMENTS | FORMS,
    "sarup.commands.explain.read": FLOW | DOCUMENTS | FORMS,
    "sarup.commands.check": FLOW | DOCUMENTS | FORMS,
    "sarup.commands.export": FLOW | DOCUMENTS,
    "sarup.commands.forms": FLOW | DOCUMENTS,
    "sarup.commands.receive": FLOW | {"polars", "typst", "docx", "docxtpl", "pikepdf", "smtplib", "apprise"} | FORMS,
    "sarup.commands.send": FLOW | {"typst", "docx", "docxtpl", "pikepdf", "imaplib", "apprise"},
    "sarup.commands.import_report": FLOW | DOCUMENTS,
    "sarup.gather.worker": FLOW | DATA | DOCUMENTS | FORMS | {"yaml", "pydantic"},
}


@pytest.mark.parametrize("module", LOADS)
def test_a_command_loads_no_library_that_it_does_not_use(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert LOADS[module] & set(said) == set()
