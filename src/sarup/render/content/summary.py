"""The sentences of the summary page, composed from the report views in the words of templates/phrases.yaml."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sarup.codes import Comparator, RoundName, Status
from sarup.phrases import Phrases
from sarup.render.content.cells import judged_by
from sarup.render.content.counted import say_buckets, say_events, say_received
from sarup.render.content.guideline_names import name_guidelines
from sarup.render.content.queries import ORDER, ReportSource
from sarup.render.content.rows import (
    ReportCompleteness,
    ReportItem,
    ReportItemChange,
    ReportStrategy,
    ReportSummary,
    ReportTarget,
    ReportTitle,
    ReportUnreported,
)
from sarup.thai.dates import format_day, format_full, format_month
from sarup.thai.figures import PERCENT, Number, join_unit

SayItem = Callable[[ReportItem], str]
# More items without a report than these are counted and stand in the annex of targets.
MOST_NAMED = 10


@dataclass(frozen=True)
class Summary:
    """The paragraphs of the summary page, and what they say of which item."""

    paragraphs: tuple[str, ...]
    items: tuple[tuple[str, str], ...]


def compose_summary(source: ReportSource, title: ReportTitle, months: str, phrases: Phrases) -> Summary:
    """Return the paragraphs: what was reached, what is behind and why, what awaits whom, who has not reported.

    `months` are those of the round as the office writes them.
    """
    items = source.rows(ReportItem, ORDER)
    targets: dict[tuple[str, int | None], ReportTarget] = {
        (t.item_code, t.measure_no): t for t in source.rows(ReportTarget, f"{ORDER}, measure_no")
    }
    writer = _SummaryWriter(source, title, months, phrases, items, targets)
    paragraphs = tuple(paragraph for paragraph in writer.paragraphs() if paragraph)
    return Summary(paragraphs, tuple(writer.named))


def join_names(names: Sequence[str], phrases: Phrases) -> str:
    """Join names as Thai does: two with และ, three or more with numbers where a name has inner spaces."""
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return phrases.say("s.join.two", a=names[0], b=_after_word(names[1]))
    if not any(" " in name for name in names):
        return phrases.say("s.join.three", a=" ".join(names[:-2]), b=names[-2], c=_after_word(names[-1]))
    numbered = [phrases.say("s.join.numbered", n=phrases.number(n), a=name) for n, name in enumerate(names, 1)]
    return phrases.say("s.join.two", a=" ".join(numbered[:-1]), b=_after_word(numbered[-1]))


def _after_word(name: str) -> str:
    """Return a name that follows a Thai word: a number or a bracket keeps its space."""
    return f" {name}" if name[:1].isdecimal() or name.startswith("(") else name


def _short_of_target(target: ReportTarget) -> str:
    """Return the key of the sentence about a value that is not as its target wants it."""
    if target.outcome_on is not None:
        return "s.behind.item.day"
    is_percent = target.unit == PERCENT
    if target.comparator == Comparator.AT_MOST:
        return "s.breached.item.percent" if is_percent else "s.breached.item"
    if is_percent:
        return "s.behind.item.percent"
    value, goal = _value_and_goal(target)
    return "s.behind.item.number" if value < goal else "s.behind.item.beyond"


def _value_and_goal(target: ReportTarget) -> tuple[Decimal, Decimal]:
    """Return a measure's value and its target. Raises ValueError for one that is judged without them."""
    if target.outcome_value is None or target.target_value is None:
        raise ValueError(f"measure {target.measure_no} of {target.item_code} is {target.status} without a value")
    return target.outcome_value, target.target_value


class _SummaryWriter:
    """Holds what every sentence needs."""

    def __init__(
        self,
        source: ReportSource,
        title: ReportTitle,
        months: str,
        phrases: Phrases,
        items: Sequence[ReportItem],
        targets: dict[tuple[str, int | None], ReportTarget],
    ) -> None:
        self.source, self.title, self.months, self.phrases = source, title, months, phrases
        self.names = name_guidelines(items, phrases)
        self.all_items = items
        self.items = [item for item in items if item.is_applicable]
        self.targets = targets
        self.is_annual = title.round == RoundName.YEAR
        self.counted = source.row(ReportSummary)
        self.named: list[tuple[str, str]] = []

    def paragraphs(self) -> list[str]:
        """Return every paragraph; an empty one has nothing to say."""
        unfinished = "s.unfinished" if self.is_annual else "s.inprogress"
        return [
            " ".join(part for part in (self._overall(), self._on_track(), self._change()) if part),
            self._best(),
            *self._missed(),
            self._listed(Status.AWAITING_EXTERNAL_RESULT, "s.awaiting", self._awaiting_item),
            self._listed(Status.IN_PROGRESS, unfinished, self._name_item),
            self._listed(Status.NOT_STARTED, f"s.notstarted.{self.title.round}", self._name_item),
            self._listed(Status.NOT_DUE, "s.notdue", self._name_item),
            self._cancelled(),
            " ".join(part for part in (self._completeness(), self._unreported()) if part),
            " ".join(
                part
                for part in (say_events(self.counted, self.phrases), self._budget(), self._obstacles(), self._checks())
                if part
            ),
        ]

    def _overall(self) -> str:
        total = self.counted.item_count
        if total and self.counted.met_count == total:
            return self.phrases.say("s.overall.all_met", total=self._number(total))
        text = self.phrases.texts["s.overall.no_items"]
        if total:
            strategies = self._number(self.counted.strategy_count)
            text = self.phrases.say(
                "s.overall.items",
                total=self._number(total),
                k=strategies,
                text=say_buckets(self.counted, self.title.round, self.phrases),
            )
        agency = self.title.agency_short
        if self.is_annual:
            year = self._plain(self.title.fiscal_year_be)
            return self.phrases.say("s.overall.12m", year=year, agency_short=agency, text=text)
        return self.phrases.say("s.overall.6m", period=self.months, agency_short=agency, text=text)

    def _on_track(self) -> str:
        count = self.counted.on_track_count
        return self.phrases.say("s.ontrack", n=self._number(count)) if count else ""

    def _change(self) -> str:
        """Return how many more or fewer items are met than at six months, of those that can be compared."""
        count = self.counted
        if count.gained_count is None or count.compared_count is None:
            return ""
        text = self._gained(count.gained_count)
        if count.compared_count == count.item_count:
            return text
        compared, total = self._number(count.compared_count), self._number(count.item_count)
        return self.phrases.say("s.change.compared", text=text, n=compared, total=total)

    def _gained(self, gained: int) -> str:
        if gained > 0:
            return self.phrases.say("s.change.up", n=self._number(gained))
        if gained == 0:
            return self.phrases.texts["s.change.same"]
        rows = self.source.rows(ReportItemChange, ORDER)
        lost = [r for r in rows if r.is_comparable and r.half_bucket == "met" and r.year_bucket != "met"]
        names, fewer = self._join([self._name_item(r) for r in lost]), self._number(-gained)
        if len(lost) == -gained:
            return self.phrases.say("s.change.down", n=fewer, items=names)
        return self.phrases.say("s.change.down.lost", n=fewer, m=self._number(len(lost)), items=names)

    def _best(self) -> str:
        rows = self.source.rows(ReportStrategy, "strategy_no")
        best = [self._number(r.strategy_no) for r in rows if r.met_count == r.item_count]
        return self.phrases.say("s.best", list=join_names(best, self.phrases)) if best else ""

    def _missed(self) -> list[str]:
        """Return the paragraphs on what has a value short of its target or beyond its ceiling."""
        breached, not_met = self._with_status(Status.BREACHED), self._with_status(Status.NOT_MET)
        if breached and not_met:
            return [
                self.phrases.say(
                    "s.notmet.parts",
                    total=self._number(len(breached) + len(not_met)),
                    n=self._number(len(breached)),
                    breached=self._each(breached, self._behind_item),
                    m=self._number(len(not_met)),
                    items=self._each(not_met, self._behind_item),
                )
            ]
        over = self._listed(Status.BREACHED, "s.breached", self._behind_item)
        if self.is_annual:
            return [over, self._listed(Status.NOT_MET, "s.notmet", self._behind_item)]
        return [over, self._listed(Status.BEHIND, "s.behind", self._behind_item) or self._of_reported("s.behind.none")]

    def _of_reported(self, key: str) -> str:
        """Return what holds of all items where all are reported, else of those that are; of none nothing is said."""
        reported = self.counted.reported_item_count
        if not reported:
            return ""
        if reported == self.counted.item_count:
            return self.phrases.texts[key]
        return self.phrases.say(f"{key}.of", n=self._number(reported))

    def _listed(self, status: Status, key: str, say_item: SayItem) -> str:
        found = self._with_status(status)
        if not found:
            return ""
        return self.phrases.say(key, n=self._number(len(found)), items=self._each(found, say_item))

    def _each(self, items: Sequence[ReportItem], say_item: SayItem) -> str:
        """Return what is said of each item, joined, and remember which item it is said of."""
        each = [(say_item(item), item.item_code) for item in items]
        self.named += each
        return self._join([text for text, _ in each])

    def _behind_item(self, item: ReportItem) -> str:
        target = self.targets[item.item_code, item.deciding_measure_no]
        text = self.phrases.say(
            _short_of_target(target),
            s=self._number(item.strategy_no),
            g=self.names[item.item_code],
            indicator=target.indicator,
            **self._reached(target),
        )
        cause = item.cause
        return f"{text} {self.phrases.say('s.behind.cause', cause=cause)}" if cause else text

    def _reached(self, target: ReportTarget) -> dict[str, str]:
        """Return the value, the target and what lies between them as the sentence prints them."""
        if target.outcome_on is not None and target.target_on is not None:
            value, goal = (self.phrases.number(format_day(day)) for day in (target.outcome_on, target.target_on))
            return {"value": value, "target": goal}
        unit = target.unit
        outcome, wanted = _value_and_goal(target)
        value = self.phrases.figure(outcome, *judged_by(target))
        goal = self.phrases.figure(wanted, unit)
        if unit == PERCENT:
            return {"value": value, "target": goal}
        # What lies between is more than nothing, however little.
        gap = self.phrases.figure(abs(wanted - outcome), unit, target.is_computed, 0, Comparator.AT_MOST)
        return {"value": join_unit(value, unit), "target": join_unit(goal, unit), "gap": f"{gap} {unit}"}

    def _awaiting_item(self, item: ReportItem) -> str:
        target = self.targets[item.item_code, item.deciding_measure_no]
        if not (target.assessor and target.expected_month):
            return self._name_item(item)
        return self.phrases.say(
            "s.awaiting.item",
            s=self._number(item.strategy_no),
            g=self.names[item.item_code],
            body=target.assessor,
            month_year=self.phrases.number(format_month(target.expected_month)),
        )

    def _name_item(self, item: ReportItem | ReportItemChange) -> str:
        return self.phrases.say("s.item", s=self._number(item.strategy_no), g=self.names[item.item_code])

    def _cancelled(self) -> str:
        names = [self._name_item(item) for item in self.all_items if item.status == Status.CANCELLED]
        return self.phrases.say("s.cancelled", n=self._number(len(names)), items=self._join(names)) if names else ""

    def _completeness(self) -> str:
        count = self.counted
        if not count.division_count:
            return ""
        if count.missing_count == count.division_count:
            return self.phrases.say("s.complete.silent", expected=self._number(count.division_count))
        rows = self.source.rows(ReportCompleteness, "sort_no, division_code")
        returned = [r.division_name for r in rows if r.is_received and not r.is_accepted]
        missing = [r.division_name for r in rows if not r.is_received]
        sentences = [say_received(count, self.phrases)]
        for key, names in (("s.returned", returned), ("s.missing", missing)):
            if names:
                sentences.append(self.phrases.say(key, n=self._number(len(names)), divisions=self._join(names)))
        if not returned and not missing:
            sentences.append(self.phrases.texts["s.missing.none"])
        return " ".join(sentences)

    def _unreported(self) -> str:
        """Return which items lack the report of which of their divisions; that none came at all is said elsewhere."""
        if not self.counted.accepted_count:
            return ""
        divisions: dict[str, list[str]] = {}
        for row in self.source.rows(ReportUnreported, f"{ORDER}, role, sort_no"):
            divisions.setdefault(row.item_code, []).append(row.division_name)
        silent = [item for item in self.items if item.item_code in divisions]
        if not silent:
            return ""
        names = self._each(
            silent[:MOST_NAMED],
            lambda item: self.phrases.say(
                "s.unreported.item",
                s=self._number(item.strategy_no),
                g=self.names[item.item_code],
                divisions=self._join(divisions[item.item_code]),
            ),
        )
        if len(silent) > MOST_NAMED:
            names = self.phrases.say("s.unreported.more", items=names, n=self._number(len(silent) - MOST_NAMED))
        return self.phrases.say("s.unreported", n=self._number(len(silent)), items=names)

    def _budget(self) -> str:
        count = self.counted
        if not count.money_item_count:
            return self._of_reported("s.budget.none")
        text = self._money(count.budget_baht, count.spent_baht, count.spent_pct)
        if not text or count.money_earlier_on is None:
            return text
        date = self.phrases.number(format_full(count.money_earlier_on))
        return self.phrases.say("s.budget.earlier", text=text, date=date)

    def _money(self, given: Decimal | None, spent: Decimal | None, pct: Decimal | None) -> str:
        """Return what was allocated and disbursed; an amount that nobody told is not said to be zero.

        The percentage is None where one of the amounts is known of some items only.
        """
        a, b = (self._number(amount or 0, least_places=2) for amount in (given, spent))
        paid = self.phrases.say("s.budget.spent", b=b) if spent else ""
        if not given:
            none = self.phrases.texts["s.budget.unallocated"] if given is not None else ""
            return " ".join(part for part in (none, paid) if part)
        if spent is None or (pct is None and not spent):
            return self.phrases.say("s.budget.untold", a=a)
        if not spent:
            return self.phrases.say("s.budget.unspent", a=a)
        if pct is None:
            return self.phrases.say("s.budget.partly", a=a, b=b)
        return self.phrases.say("s.budget", a=a, b=b, pct=self.phrases.share(pct))

    def _obstacles(self) -> str:
        count = self.counted.obstacle_item_count
        return (
            self.phrases.say("s.obstacles", n=self._number(count)) if count else self._of_reported("s.obstacles.none")
        )

    def _checks(self) -> str:
        count = self.counted.warning_count
        return self.phrases.say("s.check", n=self._number(count)) if count else ""

    def _with_status(self, status: Status) -> list[ReportItem]:
        return [item for item in self.items if item.status == status]

    def _number(self, value: Number, least_places: int = 0) -> str:
        return self.phrases.figure(value, least_places=least_places)

    def _plain(self, value: int) -> str:
        return self.phrases.number(value)

    def _join(self, names: Sequence[str]) -> str:
        return join_names(names, self.phrases)
