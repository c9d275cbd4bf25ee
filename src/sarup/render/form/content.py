"""What a division's form is filled with before the division opens it: its items from the plan, last round's values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from sarup.codes import Kind, Layout, RoundName
from sarup.form.cards import CARDS_VERSION
from sarup.phrases import Phrases, year_slots
from sarup.rows import read_rows
from sarup.thai.dates import ERA_OFFSET, format_full, format_short

CellValue = str | int | float | Decimal | None
FormRow = dict[str, CellValue]


@dataclass(frozen=True)
class FormContent:
    """One workbook to write: keys of the hidden sheet, head lines, the guide, and rows by table.

    Rows are keyed by the fields of templates/submission/; `kind` in a results row is the measure's kind, and
    `is_first` marks the row that bears the item-level inputs. `page_head` stands left and right on printed pages.
    Lines of texts that stand in `underlined` are underlined. `covers` are the first and the last day that the round
    speaks of; `next_steps` say what happens after sending. In a form of cards (`is_cards`) an item is a card.
    """

    kind: str
    round_name: str | None
    keys: Mapping[str, str]
    head_lines: tuple[str, ...]
    guide: tuple[str, ...]
    slots: Mapping[str, str]
    tables: Mapping[str, tuple[FormRow, ...]]
    annual_entry: str = "both"
    page_head: tuple[str, str] = ("", "")
    underlined: tuple[str, ...] = ()
    covers: tuple[date, date] | None = None
    next_steps: tuple[str, ...] = ()

    @property
    def is_cards(self) -> bool:
        """Tell a form of cards from one of tables."""
        return self.keys.get("form_version") == CARDS_VERSION


@dataclass(frozen=True)
class FormTitle:
    """The plan and the round that a form asks about; `due_on` is None where no day is set."""

    plan_code: str
    round_code: str
    round: RoundName
    plan_name: str
    fiscal_year_be: int
    due_on: date | None
    is_sample: bool
    covers_from: date | None = None
    covers_to: date | None = None


@dataclass(frozen=True)
class FormDivision:
    """The division that fills a form in."""

    division_code: str
    division_name: str


@dataclass(frozen=True)
class FormMeasure:
    """A measure that a division is asked for: texts as in the plan, `previous` its value at six months."""

    item_code: str
    measure_no: int
    kind: Kind | None
    unit: str | None
    interim_target: Decimal | None
    interim_on: date | None
    strategy_label: str | None
    strategy_name: str | None
    tactic_label: str | None
    tactic_name: str | None
    guideline: str | None
    activity: str | None
    starts_on: date | None
    ends_on: date | None
    indicator: str | None
    target_text: str | None
    role: str
    previous: Decimal | None
    previous_on: date | None
    is_first: bool
    across_rounds: str | None = None
    may_exceed: bool = False


def form_contents(
    connection: duckdb.DuckDBPyConnection,
    round_code: str,
    phrases: Phrases,
    annual_entry: str = "both",
    layout: Layout = Layout.TABLE,
    contact: tuple[str, str] = ("", ""),
) -> dict[str, FormContent]:
    """Return division code -> content of its form for a round, from the plan in force and the last round's values.

    `contact` is whom divisions call: the office and its telephone.
    """
    contents = {}
    for title in read_rows(connection, FormTitle, TITLES, [round_code]):
        for division in read_rows(connection, FormDivision, DIVISIONS, [title.plan_code, round_code]):
            code = division.division_code
            found = read_rows(connection, FormMeasure, RESULT_ROWS, [title.plan_code, title.round_code, code])
            contents[code] = make_content(title, division, found, phrases, annual_entry, layout, contact)
    return contents


def make_content(
    title: FormTitle,
    division: FormDivision,
    measures: Sequence[FormMeasure],
    phrases: Phrases,
    annual_entry: str,
    layout: Layout = Layout.TABLE,
    contact: tuple[str, str] = ("", ""),
) -> FormContent:
    """Return one division's form."""
    round_name = title.round
    slots = year_slots(title.fiscal_year_be, phrases)
    heads = _head_lines(title, division, slots, phrases, annual_entry)
    covers = (title.covers_from, title.covers_to) if title.covers_from and title.covers_to else None
    return FormContent(
        kind="results",
        round_name=round_name,
        keys={
            "form": "results",
            "form_version": CARDS_VERSION if layout is Layout.CARD else "1",
            "plan_code": title.plan_code,
            "round_code": title.round_code,
            "division_code": division.division_code,
            "annual_entry": annual_entry,
        },
        head_lines=tuple(heads),
        guide=_guide(phrases, layout),
        slots=slots,
        tables={
            "results": tuple(_result_row(row, round_name, phrases, annual_entry) for row in measures),
            "event": (),
            "topic": (),
            "signoff": (
                {"signer": phrases.texts["sign.reporter"]},
                {"signer": phrases.texts["sign.certifier"]},
            ),
        },
        annual_entry=annual_entry,
        page_head=("\n".join(heads[1:3]), phrases.texts["form.sample"] if title.is_sample else ""),
        covers=covers,
        next_steps=_next_steps(title, phrases, contact),
    )


def _head_lines(
    title: FormTitle,
    division: FormDivision,
    slots: Mapping[str, str],
    phrases: Phrases,
    annual_entry: str,
) -> list[str]:
    """Return what stands above every table: plan, year, division, what is asked, by when, whether it is a sample."""
    round_name = title.round
    asks = "form.asks.6m" if round_name == RoundName.HALF else f"form.asks.12m.{annual_entry}"
    heads = [
        phrases.say("form.title", plan_name=title.plan_name),
        phrases.say(f"form.subtitle.{round_name}", **_only(phrases, f"form.subtitle.{round_name}", slots)),
        phrases.say("form.division", division_name=division.division_name),
        phrases.say(asks, **_only(phrases, asks, slots)),
    ]
    if title.due_on:
        heads.append(phrases.say("form.due", due_date=phrases.number(format_full(title.due_on))))
    if title.is_sample:
        heads.append(phrases.texts["form.sample"])
    return heads


def _next_steps(title: FormTitle, phrases: Phrases, contact: tuple[str, str]) -> tuple[str, ...]:
    """Return what happens after sending: how to send, by when, when an answer comes, whom to call."""
    office, phone = contact[0], phrases.number(contact[1])
    key = "card.next.phone" if phone else "card.next.contact"
    due = phrases.number(format_full(title.due_on)) if title.due_on else ""
    return (
        phrases.texts["form.guide.send"],
        *([phrases.say("card.next.due", due_date=due)] if due else []),
        phrases.texts["card.next.receipt"],
        phrases.texts["form.guide.returned"],
        *([phrases.say(key, office=office, phone=phone)] if office else []),
    )


def _guide(phrases: Phrases, layout: Layout) -> tuple[str, ...]:
    """Return the instructions of the first sheet, in order."""
    if layout is Layout.CARD:
        keys = ("form.no_blank", "form.digits", "form.guide.prompt", "form.guide.lines")
        ours = ("card.guide.tab", "card.guide.check", "card.guide.room")
        version = phrases.say("form.version", version=phrases.number(CARDS_VERSION))
        return (*(phrases.texts[key] for key in (*keys, *ours)), version)
    return (
        phrases.texts["form.no_blank"],
        phrases.texts["form.digits"],
        phrases.texts["form.guide.prompt"],
        phrases.texts["form.guide.lines"],
        phrases.say("form.version", version=phrases.number(1)),
        phrases.texts["form.guide.send"],
        phrases.texts["form.guide.returned"],
    )


TITLES = "select * from report.title where round_code = ?"
DIVISIONS = """
select division_code, division_name from rollup.completeness
where plan_code = ? and round_code = ?
order by sort_no, division_code
"""
RESULT_ROWS = """
select
    i.item_code, m.measure_no, m.kind, m.unit, m.interim_target, m.interim_on,
    i.strategy_label, i.strategy_name, i.tactic_label, i.tactic_name,
    concat_ws(' ', i.printed_no, i.guideline) as guideline, i.activity, i.starts_on, i.ends_on,
    coalesce(m.measure_text, i.indicator) as indicator, i.target_text, r.role,
    h.outcome_value as previous, h.outcome_on as previous_on,
    m.across_rounds, coalesce(m.may_exceed, false) as may_exceed,
    row_number() over (partition by i.item_code order by m.measure_no) = 1 as is_first
from core.item as i
inner join core.measure as m
    on i.plan_code = m.plan_code and i.round_code = m.round_code and i.item_code = m.item_code
inner join staging.role as r
    on i.plan_code = r.plan_code and i.round_code = r.round_code and i.item_code = r.item_code
left join rollup.division_measure as h
    on h.round = '6m' and i.round = '12m' and h.plan_code = i.plan_code
        and h.fiscal_year_be = i.fiscal_year_be and h.item_code = i.item_code
        and h.measure_no = m.measure_no and h.division_code = r.division_code
where i.plan_code = ? and i.round_code = ? and r.division_code = ? and i.state <> 'cancelled'
order by i.strategy_no, i.tactic_no, i.guideline_no, m.measure_no
"""


def _result_row(row: FormMeasure, round_name: RoundName, phrases: Phrases, annual_entry: str) -> FormRow:
    ask = f"ask.{round_name}.{row.kind}" if row.kind else "ask.unknown"
    if annual_entry != "both" and f"{ask}.{annual_entry}" in phrases:
        ask = f"{ask}.{annual_entry}"
    strategy = " ".join(part for part in (row.strategy_label, row.strategy_name) if part)
    tactic = " ".join(part for part in (row.tactic_label, row.tactic_name) if part)
    start, end = row.starts_on, row.ends_on
    period = phrases.number(f"{format_short(start)} – {format_short(end)}") if start and end else ""
    return {
        "kind": row.kind or "",
        "is_first": int(row.is_first),
        "item_key": row.item_code,
        "measure_no": row.measure_no,
        "item_code": row.item_code,
        "strategy": "\n".join(part for part in (strategy, tactic) if part),
        "guideline": row.guideline,
        "activity": row.activity,
        "role": phrases.options("list.role")[row.role],
        "period": period,
        "indicator": row.indicator,
        "target": row.target_text,
        "unit": row.unit,
        "interim": _interim(row, phrases),
        "ask": phrases.texts[ask],
        "previous": _previous(row),
        "across_rounds": row.across_rounds or "",
        "may_exceed": int(row.may_exceed),
    }


def _interim(row: FormMeasure, phrases: Phrases) -> str | None:
    """Return the interim target as a person reads it."""
    if row.interim_on:
        return phrases.number(format_short(row.interim_on))
    return None if row.interim_target is None else phrases.figure(row.interim_target, row.unit)


def _previous(row: FormMeasure) -> CellValue:
    """Return what the first half came to: a number, or a date written as people are asked to write it."""
    day = row.previous_on
    return f"{day.day}/{day.month}/{day.year + ERA_OFFSET}" if day else row.previous


def _only(phrases: Phrases, key: str, slots: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in slots.items() if f"{{{name}}}" in phrases.texts[key]}
