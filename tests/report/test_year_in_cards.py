"""A whole year of an office filled in again in cards is the same warehouse: values, findings by item, verdicts."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sarup.codes import Layout
from sarup.pipeline import Run, build_in_memory, open_run
from sarup.render.form.content import FormContent, form_contents
from tests.support.render.card_copies import read_form, write_as_cards
from tests.support.render.sample_form import PHRASES

OFFICE = Path(__file__).resolve().parents[1] / "health_office"
SEEN_AT = datetime.fromisoformat("2022-10-20T09:00:00+07:00")
ROUNDS = ("2565-6m", "2565-12m")
# The cell of the row's own answer, by submission, rule and item: what a finding is about, wherever it stands.
FACTS = {
    "values": "select * from rollup.measure_round order by all",
    "items": "select * from rollup.item_round order by all",
    "verdicts": "select division_code, round_code, file_name, verdict from core.submission order by all",
    "findings": """
        select f.division_code, f.round_code, f.rule, f.table_name, f.column_name, f.value, m.item_code, m.measure_no
        from core.finding as f
        left join staging.result_measure as m
            on f.submission_id = m.submission_id and f.row_no = m.row_no and f.table_name = 'results'
        order by all
    """,
}
CELLS = "select table_name, sheet, cell from core.finding where table_name in ('results', 'event', 'topic', 'signoff')"
TRACED = "select distinct sheet from report.crosswalk where column_name in ('narrative', 'outcome_text')"


def facts_of(run: Run) -> tuple[dict[str, list[Any]], list[Any], set[str], dict[str, dict[str, FormContent]]]:
    """Return what the warehouse says, its findings' cells, the sheets of printed texts, and empty forms of cards."""
    with build_in_memory(run) as connection:
        forms = {
            code: form_contents(connection, code, PHRASES, run.reference.report.annual_entry, Layout.CARD)
            for code in ROUNDS
        }
        facts = {name: connection.execute(query).fetchall() for name, query in FACTS.items()}
        traced = {sheet for (sheet,) in connection.execute(TRACED).fetchall()}
        return facts, connection.execute(CELLS).fetchall(), traced, forms


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """Return the facts of the year as it was sent in tables, and as it would be in cards."""
    home = tmp_path_factory.mktemp("year")
    inbox = Path(shutil.copytree(OFFICE / "inbox", home / "inbox"))

    def run(name: str) -> Run:
        return open_run(ROUNDS[-1], inbox, OFFICE / "reference", home / name, None, None, SEEN_AT)

    before = facts_of(run("tables"))
    for path in sorted(inbox.rglob("*.xlsx")):
        filled = read_form(path, path.parent.name)
        if filled.kind == "results":
            form = before[3][filled.keys["round_code"]][filled.keys["division_code"]]
            write_as_cards(filled, form, path)
    return before, facts_of(run("cards"))


@pytest.mark.parametrize("fact", [*FACTS])
def test_a_year_in_cards_is_the_year_in_tables(years: tuple[Any, Any], fact: str) -> None:
    before, after = years
    assert before[0][fact]
    assert after[0][fact] == before[0][fact]


def test_every_finding_names_a_cell_of_a_card_and_so_does_the_crosswalk(years: tuple[Any, Any]) -> None:
    _, cells, traced, _ = years[1]
    cards = PHRASES.texts["sheet.cards"]
    assert {sheet for table, sheet, _ in cells if table == "results"} == {cards}
    assert all(cell for _, _, cell in cells)
    assert traced == {cards}
