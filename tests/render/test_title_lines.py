"""The two lines of a title: nothing is printed twice, and nothing that the plan's name does not say is left out."""

import pytest

from sarup.phrases import known_phrases
from sarup.render.content.title_lines import title_lines

AGENCY = "สำนักงานสวนตัวอย่าง"
MONTHS = "รอบ ๑๒ เดือน (ต.ค.๖๔ – ก.ย.๖๕)"


@pytest.mark.parametrize(
    ("plan_name", "second"),
    [
        ("แผนดูแลสวน", f"ของ{AGENCY} ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ {MONTHS}"),
        (f"แผนดูแลสวน ของ{AGENCY} ประจำปีงบประมาณ พ.ศ. 2565", MONTHS),
        (f"แผนดูแลสวนของ{AGENCY}", f"ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ {MONTHS}"),
        ("แผนดูแลสวน ประจำปีงบประมาณ  พ.ศ. ๒๕๖๕", f"ของ{AGENCY} {MONTHS}"),
        # A span of years, another year and another office's name are not those of the report.
        ("แผนดูแลสวน (พ.ศ. ๒๕๖๑ – ๒๕๖๕)", f"ของ{AGENCY} ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ {MONTHS}"),
        ("แผนดูแลสวน ประจำปีงบประมาณ พ.ศ. ๒๕๖๔", f"ของ{AGENCY} ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ {MONTHS}"),
    ],
)
def test_the_second_line_says_what_the_plans_name_does_not(plan_name: str, second: str) -> None:
    first = f"รายงานผลการดำเนินการตาม{plan_name}"
    assert title_lines("report.title", plan_name, AGENCY, 2565, "12m", known_phrases()) == (first, second)
