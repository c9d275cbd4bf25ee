"""The page that a division gets for a file: what became of it, each finding with its place and remedy."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from sarup.assets import asset_path
from sarup.codes import Severity, Verdict
from sarup.form.places import say_place
from sarup.phrases import Phrases
from sarup.render.html.report import font_data
from sarup.render.html.text import mark_words, page_counter
from sarup.thai.letters import show_odd

CLOSE_FROM, MOST_PLACES = 6, 30


@dataclass(frozen=True)
class LetterFinding:
    """A finding as a letter tells it; a file as a whole has no sheet and no cell."""

    severity: Severity
    rule: str
    message_th: str
    remedy_th: str
    sheet: str | None
    cell: str | None
    column_name: str | None
    table_name: str | None
    value: str | None = None
    submission_id: str = ""

    @property
    def at(self) -> tuple[str, str] | None:
        """Return sheet and cell; None for what stands in no cell."""
        return (self.sheet, self.cell) if self.sheet and self.cell else None


@dataclass(frozen=True)
class Line:
    """Findings of one sentence and remedy, with all their places in one text."""

    number: str
    sentence: str
    remedy: str
    place: str
    rule: str


@dataclass(frozen=True)
class Part:
    """All findings of one severity."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Letter:
    """One page: see templates/returned/letter.html.j2. A notice is about no file, and has no verdict."""

    sender: str
    dated: str
    subject_label: str
    subject: str
    salutation: str
    opening: str
    verdict: Verdict | None
    verdict_label: str
    explanation: str
    facts: tuple[tuple[str, str], ...]
    found: str
    heads: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    foot: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Whether the findings need closer lines to stand on one page."""
        return sum(len(part.lines) for part in self.parts) > CLOSE_FROM


def letter_page(letter: Letter, phrases: Phrases) -> str:
    """Return the letter as a page that asks nothing of any other place."""
    return _template().render(
        letter=letter,
        page_counter=page_counter(phrases.texts["page"], phrases.digits),
        regular=font_data("Sarabun-Regular.woff2"),
        bold=font_data("Sarabun-Bold.woff2"),
    )


@lru_cache(1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(asset_path("templates/returned")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = mark_words
    return environment.get_template("letter.html.j2")


def parts_of(findings: Sequence[LetterFinding], phrases: Phrases) -> tuple[Part, ...]:
    """Return the findings by severity, the worst first; their numbers run on."""
    parts: list[Part] = []
    number = 1
    for severity in Severity:
        lines = _lines([one for one in findings if one.severity == severity], phrases, number)
        if lines:
            parts.append(Part(phrases.texts[f"severity.{severity}"], lines))
            number += len(lines)
    return tuple(parts)


def _lines(findings: Sequence[LetterFinding], phrases: Phrases, first: int) -> tuple[Line, ...]:
    """Return one line for each sentence and remedy, in the order of their first places, numbered from `first`."""
    grouped: dict[tuple[str, str, str], list[LetterFinding]] = {}
    for one in findings:
        grouped.setdefault((one.message_th, one.remedy_th, one.rule), []).append(one)
    return tuple(
        Line(phrases.number(number), show_odd(sentence), show_odd(remedy), _places(same, phrases), rule)
        for number, ((sentence, remedy, rule), same) in enumerate(grouped.items(), first)
    )


def _places(findings: Sequence[LetterFinding], phrases: Phrases) -> str:
    """Return where a finding stands; cells of one sheet are named together, of very many the first."""
    if len(findings) == 1:
        return place_of(findings[0], phrases)
    if all(one.cell and not str(one.sheet).startswith("ตารางที่") for one in findings):
        by_sheet: dict[str, list[str]] = {}
        for one in findings:
            by_sheet.setdefault(str(one.sheet), []).append(str(one.cell))
        return " ".join(
            phrases.say(
                "letter.grouped", n=phrases.number(len(cells)), sheet=show_odd(sheet), cells=_first(cells, phrases)
            )
            for sheet, cells in by_sheet.items()
        )
    return _first(list(dict.fromkeys(place_of(one, phrases) for one in findings)), phrases)


def _first(places: Sequence[str], phrases: Phrases) -> str:
    """Return the places in one text, of very many the first and how many more there are."""
    shown, left = places[:MOST_PLACES], len(places) - MOST_PLACES
    return " ".join([*shown, phrases.say("letter.more_places", n=phrases.number(left))] if left > 0 else shown)


def place_of(finding: LetterFinding, phrases: Phrases) -> str:
    """Return where one finding stands, in words."""
    sheet = show_odd(finding.sheet) if finding.sheet else None
    return say_place(phrases, sheet, finding.cell, finding.column_name, finding.table_name)
