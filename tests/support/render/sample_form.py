"""Forms of a made-up division: items of every kind, long texts, and texts that look like something else."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sarup.assets import asset_path
from sarup.codes import Kind, Layout, RoundName
from sarup.phrases import load_phrases
from sarup.render.form.content import FormContent, FormDivision, FormMeasure, FormTitle, make_content
from sarup.render.form.workbook import write_form

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
LONG = "ส่งเสริมให้เจ้าหน้าที่มีความรู้ความเข้าใจเรื่องผลประโยชน์ส่วนตนและผลประโยชน์ส่วนรวมในการปฏิบัติหน้าที่ "
LIST = "๑. จัดอบรม\n๒. จัดทำคู่มือและเผยแพร่บนเว็บไซต์ของหน่วยงานเพื่อให้ผู้มีส่วนได้ส่วนเสียเข้าถึงได้สะดวก\n๓. ติดตามผล"
KINDS = ("count", "stock", "progress", "document", "ratio", "score", "ceiling", "duration", "level", "deadline")

# Of a deadline the numbers are days.
DAYS = {"interim_target": None, "interim_on": date(2021, 3, 1), "previous": None, "previous_on": date(2021, 3, 15)}


def measure(number: int, kind: str, **other: Any) -> FormMeasure:
    """Return a row as the query of forms gives it."""
    told: dict[str, Any] = {
        "item_code": f"1.1.{number}", "measure_no": 1, "kind": Kind(kind), "unit": "หลักเกณฑ์/แนวทาง/คู่มือ",
        "interim_target": Decimal(2), "interim_on": None,
        "strategy_label": "ยุทธศาสตร์ที่ ๑", "strategy_name": "สร้างสังคมที่ไม่ทนต่อการทุจริต",
        "tactic_label": "กลยุทธ์ที่ ๑", "tactic_name": LONG, "guideline": f"{number}. {LONG * 2}", "activity": LIST,
        "starts_on": date(2020, 10, 1), "ends_on": date(2021, 9, 30), "indicator": LONG, "target_text": "๒ ครั้ง",
        "role": "lead", "previous": Decimal(1), "previous_on": None, "is_first": True,
    }  # fmt: skip
    return FormMeasure(**{**told, **other})


def form_content(round_name: str, layout: Layout = Layout.TABLE, entry: str = "both", **division: str) -> FormContent:
    """Return the content of a form with an item of every kind, the last of which has texts of no good will."""
    title = FormTitle(
        round=RoundName(round_name), fiscal_year_be=2564, due_on=date(2021, 4, 15), is_sample=True,
        plan_name="แผนปฏิบัติการป้องกันและปราบปรามการทุจริต", plan_code="test-2564",
        round_code=f"2564-{round_name}", covers_from=date(2020, 10, 1),
        covers_to=date(2021, 3, 31) if round_name == "6m" else date(2021, 9, 30),
    )  # fmt: skip
    rows = [measure(number, kind, **(DAYS if kind == "deadline" else {})) for number, kind in enumerate(KINDS, 1)]
    rows.append(measure(1, "count", measure_no=2, is_first=False))
    rows.append(
        measure(11, "count", guideline='=HYPERLINK("http://x")', activity="<b>&amp;</b>", unit="+1", indicator="@")
    )
    whose = FormDivision(**{"division_code": "a", "division_name": "กลุ่มแผนงาน", **division})
    return make_content(title, whose, rows, PHRASES, entry, layout, ("กองยุทธศาสตร์และแผนงาน", "02 547 4800"))


def written_form(content: FormContent, path: Path) -> Path:
    """Write a form and return its path."""
    write_form(content, path, PHRASES)
    return path
