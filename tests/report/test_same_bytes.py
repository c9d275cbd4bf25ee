"""The same submissions give the same documents, to the byte; other submissions change what is theirs and no more."""

import os
import random
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from test_fidelity import text_of

from sarup.assets import asset_path
from tests.support.office_at_work import OfficeAtWork
from tests.support.report.printed_blocks import COLUMNS, SEED, docx_blocks, folded
from tests.support.whole_way import ENDINGS, HALF, SAMPLE, YEAR, Published, without

TESTS = Path(__file__).resolve().parents[1]
OURS = ("src", "sql", "templates", "expectations")
LONG = 40
NOT_REPORTED = "หน่วยงานที่ยังไม่ส่งรายงานมี{n}หน่วยงานได้แก่"
MISSING_DIVISION = "hr"


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output folder of a second run: other folders, file order and times, zone, hash seed and year."""
    away = tmp_path_factory.mktemp("elsewhere")
    copy_shuffled(SAMPLE / "inbox", away / "box")
    shutil.copytree(SAMPLE / "reference", away / "register")
    folders = [str(away / name) for name in ("box", "register", "deep/home", "out")]
    script = str(TESTS / "support" / "report" / "second_run.py")
    environment = {
        **os.environ,
        "TZ": "America/New_York",
        "PYTHONHASHSEED": "4711",
        "LC_ALL": "C.UTF-8",
        "SOURCE_DATE_EPOCH": "1",
    }
    (away / "deep").mkdir()
    subprocess.run(
        [sys.executable, script, *folders, "2022-12-31T23:59:00+00:00"], check=True, env=environment, cwd=away
    )
    return away / "out"


def copy_shuffled(inbox: Path, copy: Path) -> None:
    """Copy an inbox in a random order, with times of last change that say nothing."""
    files = [path for path in inbox.rglob("*") if path.is_file()]
    random.Random(2564).shuffle(files)
    for n, path in enumerate(files):
        place = copy / path.relative_to(inbox)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
        os.utime(place, (1_000_000_000 + n * 977, 1_000_000_000 + n * 977))


def digests(paths: list[Path]) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_another_place_time_zone_and_year_give_the_same_bytes(
    office: Published, elsewhere: Path, round_code: str
) -> None:
    again = digests(sorted((elsewhere / round_code).iterdir()))
    assert len(again) == len(ENDINGS)
    assert again == digests(sorted(office.documents[round_code]))


def test_another_place_time_zone_and_year_give_the_same_tables_to_the_last_letter(
    office: Published, elsewhere: Path
) -> None:
    again = OfficeAtWork(elsewhere.parent / "deep" / "home", elsewhere.parent / "box").hashes()
    once = OfficeAtWork(office.home, office.inbox).hashes()
    assert {name for name in {*once, *again} if once.get(name) != again.get(name)} == set()
    assert len(once) > 60


def test_the_first_half_knows_nothing_of_the_year(office: Published, tmp_path: Path) -> None:
    alone = without(office, lambda one: one.keys.get("round_code") == YEAR, tmp_path)
    assert digests(list(alone.documents[HALF])) == digests(list(office.documents[HALF]))


@pytest.fixture(scope="session")
def without_division(office: Published, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return the office as if one division had never sent anything."""
    return without(
        office, lambda one: one.arrival.division_code == MISSING_DIVISION, tmp_path_factory.mktemp("without")
    )


def test_only_the_rows_of_a_division_that_sent_nothing_change(office: Published, without_division: Published) -> None:
    before = {row[0]: row for row in docx_blocks(office.document(HALF, "docx")) if len(row) == 5}
    after = {row[0]: row for row in docx_blocks(without_division.document(HALF, "docx")) if len(row) == 5}
    changed = {key for key in before if before[key] != after.get(key)} & guidelines({*items()})
    assert changed == guidelines(led_by(office, MISSING_DIVISION))


def items() -> list[str]:
    return [item["item"] for item in SEED["items"]]


def guidelines(codes: set[str]) -> set[str]:
    """Return the first cells of the rows of these items."""
    return {folded(item["guideline"]) for item in SEED["items"] if item["item"] in codes}


def led_by(office: Published, division: str) -> set[str]:
    rows = office.rows("select item_code from staging.role where round_code = ? and division_code = ?", HALF, division)
    return {row["item_code"] for row in rows}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_document_drops_its_texts_and_names_it_as_missing(
    office: Published, without_division: Published, ending: str
) -> None:
    before, after = (folded(text_of(one.document(HALF, ending))) for one in (office, without_division))
    narratives = [
        folded(item["narrative"]) for item in SEED["items"] if item["item"] in led_by(office, MISSING_DIVISION)
    ]
    assert narratives
    for narrative in narratives:
        assert opening(narrative) in before and opening(narrative) not in after
    assert NOT_REPORTED.format(n=1) in before
    (_, told) = after.split(NOT_REPORTED.format(n=2))[:2]
    rows = without_division.rows(
        "select division_name from rollup.completeness where round_code = ? and not is_received order by sort_no", HALF
    )
    names = [folded(row["division_name"]) for row in rows]
    assert len(names) == 2
    assert told.startswith("และ".join(names))


def opening(narrative: str) -> str:
    """Return the start of a narrative: a long one may run over a page."""
    return narrative[:60]


def test_no_sentence_of_the_published_report_is_ours() -> None:
    ours = "".join(
        folded(path.read_text(encoding="utf-8"))
        for folder in OURS
        for path in sorted(asset_path(folder).rglob("*") if folder != "src" else (TESTS.parent / "src").rglob("*"))
        if path.suffix in {".py", ".sql", ".yaml", ".j2", ".md", ".typ"}
    ) + folded(template_text())
    assert len(ours) > 100_000
    cells = [folded(item[column]) for item in SEED["items"] for column in COLUMNS]
    assert [stretch for cell in cells for stretch in stretches(cell) if stretch in ours] == []


def stretches(cell: str) -> list[str]:
    """Return every stretch of a cell that is long enough to be a sentence of it."""
    return [cell[start : start + LONG] for start in range(len(cell) - LONG + 1)]


def template_text() -> str:
    document = docx.Document(str(asset_path("templates/report/report.docx")))
    return re.sub("<[^>]+>", "", document.element.xml)
