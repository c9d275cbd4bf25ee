"""A ministry of eleven agencies in one home: every agency's totals are what its figures say, in both rounds."""

from pathlib import Path

import duckdb
import pytest

from sarup import pipeline
from sarup.commands.closing import close_round
from sarup.record.decisions import DecisionReason
from sarup.warehouse_file import publishing
from tests.support.ministry.generated_ministry import HALF_CODE, SEEN_AT, YEAR_CODE, Ministry, generate, letters_of
from tests.support.whole_way import ENDINGS

ROUNDS = {"6m": HALF_CODE, "12m": YEAR_CODE}


@pytest.fixture(scope="module")
def ministry(tmp_path_factory: pytest.TempPathFactory) -> Ministry:
    """Return the ministry's files."""
    return generate(tmp_path_factory.mktemp("ministry"), seed=2566)


@pytest.fixture(scope="module")
def home(ministry: Ministry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which the ministry's six-month round was reported, and closed by its first agency."""
    place = tmp_path_factory.mktemp("home")
    why = DecisionReason("ผู้ดูแลระบบ (ตัวอย่าง)", "ครบกำหนด", None, SEEN_AT, "dep01")
    run = pipeline.open_run(HALF_CODE, ministry.inbox, ministry.reference, place, None, None, SEEN_AT, why)
    with publishing(place):
        pipeline.load_warehouse(run, pipeline.validate_files(run, pipeline.gather_inbox(run)))
        pipeline.roll_up_warehouse(run)
        documents = pipeline.render_report(run)
        close_round(run, documents)
        pipeline.publish_warehouse(run, documents)
    return place


@pytest.fixture(scope="module")
def warehouse(home: Path) -> duckdb.DuckDBPyConnection:
    """Return the published file, opened by the plain client."""
    return duckdb.connect(str(home / "sarup.duckdb"), read_only=True)


@pytest.mark.parametrize("round_name", ["6m", "12m"])
def test_every_agency_comes_to_what_its_figures_say(
    ministry: Ministry, warehouse: duckdb.DuckDBPyConnection, round_name: str
) -> None:
    rows = warehouse.execute(
        "select agency_code, item_count, met_count, not_yet_met_count, no_value_count from rollup.agency_round "
        "where round = ? order by agency_code",
        [round_name],
    ).fetchall()
    expected = []
    for agency in ministry.agencies:
        buckets = agency.buckets(round_name)
        expected.append((agency.code, 4, buckets["met"], buckets["not_yet_met"], buckets["no_value"]))
    assert rows == expected
    # The ministry is not all of one kind, or the comparison would say little.
    assert all(sum(row[place] for row in rows) > 0 for place in (2, 3, 4))


@pytest.mark.parametrize("round_name", ["6m", "12m"])
def test_the_ministry_and_the_nation_are_the_sums(
    ministry: Ministry, warehouse: duckdb.DuckDBPyConnection, round_name: str
) -> None:
    met = sum(agency.buckets(round_name)["met"] for agency in ministry.agencies)
    sent = len(list(letters_of(ministry)))
    for table in ("rollup.ministry_round", "rollup.nation_round"):
        (row,) = warehouse.execute(
            "select agency_count, reporting_agency_count, item_count, met_count, division_count, accepted_count "
            f"from {table} where round = ?",
            [round_name],
        ).fetchall()
        assert row == (11, 11, 44, met, 22, sent)


@pytest.mark.parametrize("round_name", ["6m", "12m"])
def test_what_two_divisions_count_is_added_up(
    ministry: Ministry, warehouse: duckdb.DuckDBPyConnection, round_name: str
) -> None:
    rows = warehouse.execute(
        "select agency_code, outcome_value, is_partial from rollup.measure_round "
        "where round = ? and item_code = '1.1.1' order by agency_code",
        [round_name],
    ).fetchall()
    assert rows == [(a.code, a.trainings(round_name), a.silent is not None) for a in ministry.agencies]


def test_no_file_is_returned_and_the_silent_division_is_named(
    ministry: Ministry, warehouse: duckdb.DuckDBPyConnection
) -> None:
    errors = warehouse.execute(
        "select submission_id, rule, message_th from core.finding where severity = 'error'"
    ).fetchall()
    assert errors == []
    missing = warehouse.execute(
        "select distinct division_code from rollup.completeness where not is_accepted"
    ).fetchall()
    assert missing == [(a.division(a.silent),) for a in ministry.agencies if a.silent]


def test_each_agency_has_its_documents_and_the_edition_holds_those_of_the_agency_that_closed(
    ministry: Ministry, home: Path
) -> None:
    edition = {a.code: "final" if a.code == "dep01" else "preliminary" for a in ministry.agencies}
    output = home / "output" / HALF_CODE
    assert {path.name for path in output.iterdir()} == set(edition)
    for code, name in edition.items():
        names = {f"รายงาน_{code}_{HALF_CODE}_{name}.{end}" for end in ENDINGS}
        assert {path.name for path in (output / code).iterdir()} == names
    kept = home / "editions" / "dep01" / HALF_CODE / "1" / "documents"
    assert {path.name for path in kept.iterdir()} == {f"รายงาน_dep01_{HALF_CODE}_final.{end}" for end in ENDINGS}
