"""Charts of the page: places as shares of the scale, numbers where they have room, colours that can be told apart."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sarup.render.content.document import Bar, Chart
from sarup.render.html.charts import Drawing, draw_chart

CHART = Chart(
    name="status",
    heading="ต้นไม้",
    alt="ต้นไม้สองแปลง",
    series=("รดแล้ว", "ยังไม่รด"),
    colours=("#1b4f8a", "#cfd6de"),
    bars=(Bar("แปลงที่ ๑", (3, 1)),),
    axis="ต้น",
    most=Decimal(8),
    kind="number",
)


def drawn(*values: Decimal | int | None, digits: str = "thai", **changes: object) -> Drawing:
    """Return the drawing of one bar with these values."""
    bar = Bar("แปลงที่ ๑", values, printed=str(changes.pop("printed", "")), mark=changes.pop("mark", None))  # type: ignore[arg-type]
    return draw_chart(replace(CHART, bars=(bar,), **changes), digits)  # type: ignore[arg-type]


def test_pieces_of_a_stacked_bar_follow_each_other() -> None:
    (lane,) = drawn(3, 1).lines[0].lanes
    assert [(one.start, one.width, one.middle, one.number) for one in lane] == [
        ("0.00%", "37.50%", "18.75%", "๓"),
        ("37.50%", "12.50%", "43.75%", "๑"),
    ]


def test_a_piece_of_nothing_is_not_drawn() -> None:
    (lane,) = drawn(0, 2).lines[0].lanes
    assert [(one.series, one.start) for one in lane] == [(1, "0.00%")]


def test_a_number_without_room_is_left_to_the_table() -> None:
    (lane,) = drawn(1, 90, most=Decimal(100)).lines[0].lanes
    assert [one.number for one in lane] == ["", "๙๐"]


def test_what_is_printed_behind_a_bar_does_not_stand_in_it_too() -> None:
    (lane,) = drawn(3, 1, printed="๔ ต้น").lines[0].lanes
    assert [one.number for one in lane] == ["", ""]


def test_grouped_series_have_a_lane_each_and_keep_it_when_one_is_missing() -> None:
    line = drawn(None, Decimal(4), is_stacked=False).lines[0]
    assert [[one.series for one in lane] for lane in line.lanes] == [[], [1]]
    assert not line.is_bare and drawn(None, None, is_stacked=False).lines[0].is_bare


def test_bars_and_marks_end_where_the_scale_ends() -> None:
    drawing = drawn(Decimal(20), None, mark=Decimal(9), line=Decimal(4))
    assert drawing.lines[0].lanes[0][0].width == "100.00%"
    assert (drawing.lines[0].mark, drawing.goal) == ("100.00%", "50.00%")
    assert drawn(Decimal(-3), None).lines[0].lanes[0][0].width == "0.00%"


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (1, ["๐", "๑"]),
        (6, ["๐", "๑", "๒", "๓", "๔", "๕", "๖"]),
        (9, ["๐", "๒", "๔", "๖", "๘"]),
        (18, ["๐", "๕", "๑๐", "๑๕"]),
        (150, ["๐", "๕๐", "๑๐๐", "๑๕๐"]),
        (7000, ["๐", "๒,๐๐๐", "๔,๐๐๐", "๖,๐๐๐"]),
        (0, ["๐", "๑"]),
    ],
)
def test_the_scale_has_few_round_numbers(most: int, ticks: list[str]) -> None:
    assert [number for _, number in drawn(1, most=Decimal(most)).ticks] == ticks


def test_numbers_are_written_in_the_documents_digits() -> None:
    drawing = drawn(3, 1, digits="arabic")
    assert [one.number for one in drawing.lines[0].lanes[0]] == ["3", "1"]
    assert [number for _, number in drawing.ticks][:3] == ["0", "2", "4"]


def test_dark_fills_are_lifted_from_the_dark_page_and_pale_ones_stay() -> None:
    dark, pale = drawn(3, 1).colours
    assert (pale.light, pale.dark, pale.ink_on_light) == ("#cfd6de", "#cfd6de", "#000000")
    assert dark.light == "#1b4f8a" and dark.ink_on_light == dark.ink_on_dark == "#ffffff"
    assert all(int(dark.dark[at : at + 2], 16) > int(dark.light[at : at + 2], 16) for at in (1, 3, 5))


def test_only_long_labels_stand_above_their_bars() -> None:
    assert not drawn(1).has_long_labels
    assert draw_chart(replace(CHART, bars=(Bar("๑", (1,), text="สวนสาธารณะริมแม่น้ำ"),)), "thai").has_long_labels
    assert draw_chart(replace(CHART, bars=(Bar("สวนสาธารณะริมแม่น้ำฝั่งตะวันออก", (1,)),)), "thai").has_long_labels
