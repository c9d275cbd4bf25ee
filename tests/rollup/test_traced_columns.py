"""The texts that the form marks as traced are those that the crosswalk leads back to their cells, and no others."""

from sarup.form.spec import load_form_spec
from tests.support.rollup.files_of_a_plan import Sent, ask, roll_up_plan


def test_the_crosswalk_traces_what_the_form_marks() -> None:
    (results,) = (sheet for sheet in load_form_spec("results").sheets if sheet.table == "results")
    texts = [c for c in results.columns if c.level == "item" and not c.locked and c.kind == "text" and not c.options]
    answers = {column.field: f"คำตอบในช่อง {column.field}" for column in texts}
    with roll_up_plan({"1.1.1": ["a"]}, [Sent("a", items={"1.1.1": answers}, values={"1.1.1": {}})]) as connection:
        traced = ask(connection, "select distinct column_name from report.crosswalk where printed like 'คำตอบในช่อง %'")
    assert {name for (name,) in traced} == {column.field for column in texts if column.traced}
