"""The corpus: every kind, the office around them, and their files with what is expected of each.

`uv run python tests/corpus FOLDER` writes it out, with expected.json, for any other checker to be tried on.
"""

import json
import shutil
from pathlib import Path

from pytest import MonkeyPatch

from sarup.render.form import workbook as forms
from tests.support.corpus import (
    kinds_of_attacks,
    kinds_of_cells,
    kinds_of_containers,
    kinds_of_formats,
    kinds_of_layouts,
    kinds_of_texts,
)
from tests.support.corpus.kind import Kind
from tests.support.rules.case_batch import write_correct_office
from tests.support.rules.invented_office import A

KINDS: list[Kind] = [
    *kinds_of_formats.KINDS,
    *kinds_of_cells.KINDS,
    *kinds_of_texts.KINDS,
    *kinds_of_layouts.KINDS,
    *kinds_of_containers.KINDS,
    *kinds_of_attacks.KINDS,
]


def write_corpus(folder: Path) -> dict[str, Path]:
    """Write reference/, inbox/ with the plan, and files/<division>/ with a file a kind; return the files by name."""
    folder.mkdir(parents=True, exist_ok=True)
    with MonkeyPatch.context() as patch:
        patch.setattr(forms, "EMPTY_ROWS", dict.fromkeys(forms.EMPTY_ROWS, 3))  # a smaller form makes smaller files
        correct_office = write_correct_office(folder)
    inbox, files = folder / "inbox" / A, folder / "files" / A
    for one in (inbox, files):
        one.mkdir(parents=True)
    shutil.copy(correct_office / "plan.xlsx", inbox / "plan-2566.xlsx")
    correct = (correct_office / "a-6m.xlsx").read_bytes()
    written = {}
    for one in KINDS:
        written[one.name] = files / one.file_name
        written[one.name].write_bytes(one.make(correct))
    expected = {one.file_name: {"verdict": one.verdict, "findings": one.findings} for one in KINDS}
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return written
