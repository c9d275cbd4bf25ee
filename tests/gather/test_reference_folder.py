"""Where the heads of a reference table stand: under a title of a few lines, and no farther."""

import pytest

from sarup.gather.reference_folder import HEADS_WITHIN, read_table
from sarup.office.tables import Faults

HEADS = ("agency_code", "agency_name")


@pytest.mark.parametrize(("lines_above", "is_found"), [(0, True), (9, True), (10, False)])
def test_heads_stand_within_the_first_ten_lines(lines_above: int, is_found: bool) -> None:
    assert HEADS_WITHIN == 10
    title = "".join(f"ทะเบียน {number},ของสำนักงาน\n" for number in range(lines_above))
    faults = Faults()
    table = read_table(f"{title}agency_code,agency_name\na,กรม\n".encode(), "agencies.csv", HEADS, faults)
    assert (table is not None) == is_found
    assert bool(faults.messages) != is_found
    if table:
        assert table.heads == HEADS
