"""A cell is read by its column and its round, and once where it stands in many files."""

from sarup.gather.column_reader import ColumnReader, column_reader
from sarup.phrases import known_phrases


def reader(field: str, round_name: str = "6m") -> ColumnReader:
    return column_reader("results", field, round_name, known_phrases())


def test_a_cell_gives_its_text_its_value_and_its_date_and_none_gives_three_blanks() -> None:
    assert reader("value").read("text", " ๑๒.๕ ") == {"value_text": "๑๒.๕", "value": "12.5", "value_on": None}
    assert reader("value").blank == {"value_text": None, "value": None, "value_on": None}


def test_the_kind_of_a_cell_is_part_of_what_is_remembered() -> None:
    assert reader("value").read("number", "0.6")["value_text"] == "0.6"
    assert reader("value").read("percent", "0.6")["value_text"] == "60%"


def test_each_round_remembers_its_own_choices() -> None:
    assert reader("no_value_code", "6m").read("text", "ยังไม่ดำเนินการ")["no_value_code"] == "not_started"
    assert reader("no_value_code", "12m").read("text", "ยังไม่ดำเนินการ")["no_value_code"] is None


def test_what_stands_in_many_files_is_read_once() -> None:
    before = reader("narrative").read.cache_info().misses
    for _ in range(3):
        reader("narrative").read("text", "อบรมเจ้าหน้าที่ของทุกกอง")
    assert reader("narrative").read.cache_info().misses == before + 1


def test_what_nobody_sees_is_told_only_of_what_could_be_read() -> None:
    found = reader("value").doubt("text", "6\u200b", False)
    assert found is not None and found.rule == "R81"
    assert reader("value").doubt("text", "หก\u200b", False) is None


def test_the_year_of_a_date_is_doubted_where_the_measure_is_a_deadline() -> None:
    found = reader("value").doubt("text", "30/6/2021", True)
    assert found is not None and found.rule == "R62"
    assert reader("value").doubt("text", "30/6/2021", False) is None
