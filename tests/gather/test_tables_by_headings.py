"""A sheet under a name of its own is a table of the form when more than half of that table's headings stand in it."""

import pytest

from sarup.assets import asset_path
from sarup.form.spec import SheetSpec, load_form_spec
from sarup.gather.headings import find_tables
from sarup.gather.workbook import Cell, Sheet, Workbook
from sarup.phrases import load_phrases

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
SPECS = {spec.table: spec for spec in load_form_spec("results").sheets if spec.table != "results"}


def tables_found(spec: SheetSpec, count: int) -> list[str]:
    """Return which tables are found in a sheet that has so many of a table's headings."""
    heads = [PHRASES.texts[column.head] for column in spec.columns[-count:]]
    cells = [Cell(1, number, "text", head, False, True) for number, head in enumerate(heads, 1)]
    return [
        form.spec.table
        for form in find_tables(Workbook(False, (Sheet("x", "visible", cells, [], [], []),), False), "6m", PHRASES)
    ]


@pytest.mark.parametrize(("table", "count"), [("topic", 3), ("signoff", 3), ("event", 5)])
def test_more_than_half_the_headings_make_a_table(table: str, count: int) -> None:
    """Of five headings three are needed, of nine five."""
    assert tables_found(SPECS[table], count) == [table]
    assert tables_found(SPECS[table], count - 1) == []
