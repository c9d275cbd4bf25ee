"""The rounds that benchmarks/nation.py invents: the same bytes again, true forms, files that come to what they must."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import duckdb
import pytest
from filled_books import BookWriter
from nation import SEEN_AT, SIZES, blank_form, generate
from nation_agencies import Agency, Shares, fates_in_turn, invent
from nation_stages import differences, judged

from sarup.gather.pool import WorkerPool
from sarup.pipeline import build_in_memory, open_run
from sarup.render.form.content import form_contents
from sarup.render.form.workbook import write_form
from tests.support.honest.offices import HALF_CODE, PHRASES, HonestOffice, fill

SEED = 5
# So that an office of ten files has every kind: of nine divisions' files two are one's.
MANY = Shares(hostile=12, broken=12, faulty=12, odd=12, twice=12)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an office whose files are of every kind."""
    folder = tmp_path_factory.mktemp("office")
    generate(folder, SIZES["office"], SEED, MANY, processes=1)
    return folder


@pytest.fixture(scope="module")
def warehouse(office: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return what the office's files were judged to be."""
    run = open_run(HALF_CODE, office / "inbox", office / "reference", office / "home", None, None, SEEN_AT)
    with closing(build_in_memory(run)) as connection:
        yield connection


def hashes(folder: Path) -> dict[str, str]:
    """Return path -> SHA-256 of every file of a round; the home beside it is left out."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "home" not in path.relative_to(folder).parts
    }


def some_agency(seed: int) -> tuple[HonestOffice, str]:
    """Return an agency and its first division."""
    agency = invent(SIZES["office"], seed, Shares())[0]
    return agency.office, agency.office.divisions[0]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(office: Path, tmp_path: Path) -> None:
    for name, seed in (("again", SEED), ("other", SEED + 1)):
        (tmp_path / name).mkdir()
        generate(tmp_path / name, SIZES["office"], seed, MANY, processes=1)
    first, again, other = hashes(office), hashes(tmp_path / "again"), hashes(tmp_path / "other")
    assert len(first) == 10 + 4 + 2  # the files; the reference's four; receipts.csv and round.json
    assert first == again
    assert not set(first.values()) & {other[name] for name in other if name.endswith(".xlsx")}


def test_files_come_to_what_they_must(office: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    counts, wrong = differences(office, judged(warehouse))
    assert wrong == []
    assert {fate: sorted(verdicts) for fate, verdicts in counts.items()} == {
        "plan": ["accepted"],
        "honest": ["accepted"],
        "superseded": ["accepted"],
        "corrected": ["accepted"],
        "odd": ["accepted_with_warnings"],
        "faulty": ["returned"],
        "broken": ["refused"],
        "hostile": ["quarantined"],
    }


def test_a_file_that_came_to_something_else_would_be_seen(office: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    found = judged(warehouse)
    told = {one["fate"]: one["path"] for one in json.loads((office / "round.json").read_text())["files"]}
    found[told["honest"]] = {**found[told["honest"]], "verdict": "returned"}
    found[told["superseded"]] = {**found[told["superseded"]], "is_in_force": True}
    found[told["faulty"]] = {**found[told["faulty"]], "rules": ["Z99"]}
    del found[told["broken"]]
    _, wrong = differences(office, found)
    assert len(wrong) == 4


def test_forms_are_those_that_are_sent_out(office: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    (agency,) = invent(SIZES["office"], SEED, MANY)
    ours = {division: blank_form(agency.office, division) for division in agency.office.divisions}
    assert ours == form_contents(warehouse, HALF_CODE, PHRASES)


def test_a_form_filled_after_another_says_cell_by_cell_what_the_true_writer_says(tmp_path: Path) -> None:
    agency, division = some_agency(SEED)
    blank = blank_form(agency, division)
    first, second = (fill(blank, agency, division, Random(number)) for number in (1, 2))
    assert first != second
    books = BookWriter(PHRASES)
    books.write(first)
    (tmp_path / "filled.xlsx").write_bytes(books.write(second))
    write_form(second, tmp_path / "true.xlsx", PHRASES)
    assert len(books.shapes) == 1
    with WorkerPool(size=1) as pool:
        filled, true = pool.read_many([tmp_path / "filled.xlsx", tmp_path / "true.xlsx"])
    assert true.workbook is not None and len(true.workbook.sheets) == 7
    assert filled.workbook == true.workbook


def test_a_ministry_is_the_beginning_of_a_nation_and_files_are_as_many_as_asked_for() -> None:
    small, large = (invent(SIZES[size], 1, Shares()) for size in ("ministry", "departments"))
    assert small[:-1] == large[: len(small) - 1]
    assert files_of(small) == 110
    assert files_of(large) == 1_500


def files_of(agencies: list[Agency]) -> int:
    """Return how many files agencies and their divisions send."""
    return len(agencies) + sum(2 if sent.fate == "twice" else 1 for one in agencies for sent in one.sent)


def test_of_ten_thousand_divisions_so_many_send_something_else() -> None:
    fates = fates_in_turn(1, Shares())
    found = Counter(next(fates)[0] for _ in range(10_000))
    assert {fate: round(found[fate], -1) for fate in found if fate != "hostile"} == {
        "honest": 7290,
        "twice": 1500,
        "odd": 800,
        "faulty": 300,
        "broken": 100,
    }
    assert found["hostile"] in (10, 11)
