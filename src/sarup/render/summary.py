"""The sentences of the summary page, composed from the report views in the words of templates/phrases.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sarup.phrases import Phrases
from sarup.render.cells import judged_by
from sarup.render.guideline_names import name_guidelines
from sarup.render.queries import ORDER, ReportSource
from sarup.thai.dates import format_day, format_month, format_months_joined
from sarup.thai.figures import PERCENT, Number, join_unit

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Summary:
    """The paragraphs of the summary page, and what they say of which item."""

    paragraphs: tuple[str, ...]
    items: tuple[tuple[str, str], ...]


def compose_summary(source: ReportSource, title: dict[str, Any], phrases: Phrases) -> Summary:
    """Return the paragraphs: what was reached, what is behind and why, what awaits whom, who has not reported."""
    items = source.rows("item", ORDER)
    targets = {(t["item_code"], t["measure_no"]): t for t in source.rows("target", f"{ORDER}, measure_no")}
    teller = _Teller(source, title, phrases, items, targets)
    paragraphs = tuple(paragraph for paragraph in teller.paragraphs() if paragraph)
    return Summary(paragraphs, tuple(teller.said))


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


class _Teller:
    """Holds what every sentence needs."""

    def __init__(
        self,
        source: ReportSource,
        title: dict[str, Any],
        phrases: Phrases,
        items: Rows,
        targets: dict[tuple[str, int], dict[str, Any]],
    ) -> None:
        self.source, self.title, self.phrases = source, title, phrases
        self.names = name_guidelines(items, phrases)
        self.all_items = items
        self.items = [item for item in items if item["is_applicable"]]
        self.targets = targets
        self.is_annual = title["round"] == "12m"
        self.counted = source.row("summary") or {}
        self.said: list[tuple[str, str]] = []

    def paragraphs(self) -> list[str]:
        """Return every paragraph; an empty one has nothing to say."""
        return [
            " ".join(part for part in (self._overall(), self._on_track(), self._change()) if part),
            self._best(),
            self._listed("breached", "s.breached", self._behind_item),
            self._listed("not_met", "s.notmet", self._behind_item) if self.is_annual else self._behind(),
            self._listed("awaiting_external_result", "s.awaiting", self._awaiting_item),
            self._listed("in_progress", "s.unfinished" if self.is_annual else "s.inprogress", self._name_item),
            self._cancelled(),
            self._completeness(),
            " ".join(part for part in (self._events(), self._budget(), self._obstacles(), self._checks()) if part),
        ]

    def _overall(self) -> str:
        count = self.counted
        total, met = count["item_count"], count["met_count"]
        if total and met == total:
            return self.phrases.say("s.overall.all_met", total=self._number(total))
        slots = {
            "agency_short": self.title["agency_short"],
            "total": self._number(total),
            "k": self._number(count["strategy_count"]),
            "met": self._number(met),
            "pct": self.phrases.share(count["met_pct"]),
            "none": self._number(count["no_value_count"]),
        }
        not_yet = self._number(count["not_yet_met_count"])
        if self.is_annual:
            said = self.phrases.say(
                "s.overall.12m", year=self._plain(self.title["fiscal_year_be"]), notmet=not_yet, **slots
            )
        else:
            months = format_months_joined(self.title["covers_from"], self.title["covers_to"])
            period = self.phrases.number(months)
            said = self.phrases.say("s.overall.6m", period=period, notyet=not_yet, **slots)
        return said if met else f"{said} {self.phrases.texts['s.overall.none_met']}"

    def _on_track(self) -> str:
        count = self.counted["on_track_count"]
        return self.phrases.say("s.ontrack", n=self._number(count)) if count else ""

    def _change(self) -> str:
        gained = self.counted["gained_count"]
        if gained is None:
            return ""
        if gained > 0:
            return self.phrases.say("s.change.up", n=self._number(gained))
        if gained == 0:
            return self.phrases.texts["s.change.same"]
        rows = self.source.rows("item_change", ORDER)
        lost = [r for r in rows if r["half_bucket"] == "met" and r["year_bucket"] != "met"]
        return self.phrases.say(
            "s.change.down", n=self._number(-gained), items=self._join([self._name_item(r) for r in lost])
        )

    def _best(self) -> str:
        rows = self.source.rows("status_by_strategy", "strategy_no")
        best = [self._number(r["strategy_no"]) for r in rows if r["met_count"] == r["item_count"]]
        return self.phrases.say("s.best", list=join_names(best, self.phrases)) if best else ""

    def _behind(self) -> str:
        if not self._with_status("behind"):
            return self.phrases.texts["s.behind.none"]
        return self._listed("behind", "s.behind", self._behind_item)

    def _listed(self, status: str, key: str, say_item: Any) -> str:
        found = self._with_status(status)
        if not found:
            return ""
        said = [(say_item(item), str(item["item_code"])) for item in found]
        self.said += said
        return self.phrases.say(key, n=self._number(len(found)), items=self._join([text for text, _ in said]))

    def _behind_item(self, item: dict[str, Any]) -> str:
        target = self.targets[item["item_code"], item["deciding_measure_no"]]
        value, goal, unit = target["outcome_value"], target["target_value"], target["unit"]
        slots: dict[str, object] = {
            "s": self._number(item["strategy_no"]),
            "g": self.names[item["item_code"]],
            "indicator": target["indicator"],
        }
        if target["outcome_on"] is not None:
            days = [self.phrases.number(format_day(target[name])) for name in ("outcome_on", "target_on")]
            said = self.phrases.say("s.behind.item.day", value=days[0], target=days[1], **slots)
            return f"{said} {self.phrases.say('s.behind.cause', cause=item['cause'])}" if item["cause"] else said
        reached, wanted = self.phrases.figure(value, *judged_by(target)), self.phrases.figure(goal, unit)
        if unit == PERCENT:
            said = self.phrases.say("s.behind.item.percent", value=reached, target=wanted, **slots)
        else:
            slots |= {"value": join_unit(reached, unit), "target": join_unit(wanted, unit)}
            if target["comparator"] == "at_most":
                said = self.phrases.say("s.breached.item", **slots)
            else:
                # What is left is more than nothing, however little.
                gap = self.phrases.figure(goal - value, unit, target["is_computed"], 0, "at_most")
                said = self.phrases.say("s.behind.item.number", gap=f"{gap} {unit}", **slots)
        cause = item["cause"]
        return f"{said} {self.phrases.say('s.behind.cause', cause=cause)}" if cause else said

    def _awaiting_item(self, item: dict[str, Any]) -> str:
        target = self.targets[item["item_code"], item["deciding_measure_no"]]
        if not (target["assessor"] and target["expected_month"]):
            return self._name_item(item)
        return self.phrases.say(
            "s.awaiting.item",
            s=self._number(item["strategy_no"]),
            g=self.names[item["item_code"]],
            body=target["assessor"],
            month_year=self.phrases.number(format_month(target["expected_month"])),
        )

    def _name_item(self, item: dict[str, Any]) -> str:
        return self.phrases.say("s.item", s=self._number(item["strategy_no"]), g=self.names[item["item_code"]])

    def _cancelled(self) -> str:
        names = [self._name_item(item) for item in self.all_items if item["status"] == "cancelled"]
        return self.phrases.say("s.cancelled", n=self._number(len(names)), items=self._join(names)) if names else ""

    def _completeness(self) -> str:
        count = self.counted
        said = self.phrases.say(
            "s.complete",
            expected=self._number(count["division_count"]),
            received=self._number(count["accepted_count"]),
            pct=self.phrases.share(count["accepted_pct"]),
            ontime=self._number(count["on_time_count"]),
            late=self._number(count["late_count"]),
        )
        rows = self.source.rows("completeness", "sort_no, division_code")
        missing = [r["division_name"] for r in rows if not r["is_accepted"]]
        if not missing:
            return f"{said} {self.phrases.texts['s.missing.none']}"
        names = self._join(missing)
        return f"{said} {self.phrases.say('s.missing', n=self._number(count['missing_count']), divisions=names)}"

    def _events(self) -> str:
        count = self.counted
        if not count["event_count"]:
            return ""
        return self.phrases.say(
            "s.events", n=self._number(count["event_count"]), m=self._number(count["attendee_count"])
        )

    def _budget(self) -> str:
        count = self.counted
        if not count["budget_baht"]:
            return self.phrases.texts["s.budget.none"]
        return self.phrases.say(
            "s.budget",
            a=self._number(count["budget_baht"], least_places=2),
            b=self._number(count["spent_baht"], least_places=2),
            pct=self.phrases.share(count["spent_pct"]),
        )

    def _obstacles(self) -> str:
        count = self.counted["obstacle_item_count"]
        return (
            self.phrases.say("s.obstacles", n=self._number(count)) if count else self.phrases.texts["s.obstacles.none"]
        )

    def _checks(self) -> str:
        count = self.counted["warning_count"]
        return self.phrases.say("s.check", n=self._number(count)) if count else ""

    def _with_status(self, status: str) -> Rows:
        return [item for item in self.items if item["status"] == status]

    def _number(self, value: Number, least_places: int = 0) -> str:
        return self.phrases.figure(value, least_places=least_places)

    def _plain(self, value: int) -> str:
        return self.phrases.number(value)

    def _join(self, names: Sequence[str]) -> str:
        return join_names(names, self.phrases)
