"""Invents offices: same seed, same office. Nothing here knows what a figure comes to.

What is invented could have been accepted: a value or a reason and never both, halves that add up to the year, parts of
a ratio that give at most 100 where the plan does not allow more, a plan's progress that does not fall.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_DOWN, Decimal
from random import Random

from offices import (
    HALF,
    YEAR,
    Answer,
    Event,
    File,
    Item,
    ItemAnswer,
    Measure,
    Office,
    Plan,
    Revision,
    due_on,
    with_files,
)

BANGKOK = timezone(timedelta(hours=7))
STEP = Decimal("0.000001")
HUNDRED = Decimal(100)
PERCENT = "ร้อยละ"
# What may be left out to see a difference alone: each is a thing that an office may have.
FEATURES = frozenset(
    [
        "deadline",
        "restated_parts",
        "same_base",
        "may_exceed",
        "fine",
        "large",
        "corrected",
        "stopped",
        "two_years",
        "events",
        "value_alone",
        "ratio_ways",
    ]
)
KINDS = ("count", "stock", "progress", "document", "ratio", "score", "ceiling", "duration", "level", "deadline")
OF_PERCENT = ("progress", "document", "score", "ratio")
UNITS = {
    "count": ("ครั้ง", "เรื่อง", "คน"),
    "stock": ("ช่องทาง", "ระบบ"),
    "ceiling": ("เรื่อง",),
    "duration": ("วัน",),
    "level": ("ระดับ",),
    "deadline": ("วันที่",),
}
ACROSS_ROUNDS = ("sum", "latest", "max", "min", "mean")
ACROSS_DIVISIONS = ("sum", "lead", "latest", "min", "max", "mean")
WAITING = ("in_progress", "awaiting_external_result", "not_due", "not_started")
STOPPED = ("cancelled", "not_applicable")
PERCENTS = tuple(map(Decimal, ("0", "0.999", "33.333333", "49.999999", "50", "66.6667", "79.9999", "80", "84.995",
                               "85", "85.0033", "99.995", "99.99996", "100")))  # fmt: skip
COUNTS = tuple(map(Decimal, ("1", "2", "3", "4", "5", "7", "10", "12", "20", "40", "1000", "39999", "40000",
                             "20000", "1234567", "0.5", "2.5", "9999999999", "4999999999.5")))  # fmt: skip
PARTS = ((1, 3), (2, 3), (39999, 40000), (201, 20000), (40000, 40000), (17, 20), (0, 5), (5, 6), (399999999, 400000000),
         (84995, 100000), (1, 7), (45, 50), (160, 200), (7999, 10000))  # fmt: skip
MONEY = tuple(map(Decimal, ("20000", "40000", "100000", "3", "1234567.89", "0.07", "50000.5")))
NAMES = ("กองแผนงาน", "กองคลัง", "สำนักงานเลขานุการ", "กลุ่มกฎหมาย", "ศูนย์สารสนเทศ", "กลุ่มตรวจสอบ")
EVENTS = ("อบรมความโปร่งใส", "สัมมนาเครือข่าย", "ประชุมรับฟังความเห็น", "เปิดบ้านให้ประชาชน")


def invent(seed: int, without: Collection[str] = ()) -> Office:
    """Return the office of a seed. `without` names features to leave out."""
    return Inventor(Random(seed), frozenset(FEATURES - set(without))).office(seed)


@dataclass(frozen=True)
class Inventor:
    """Draws everything from one source of chance."""

    random: Random
    features: frozenset[str]

    def office(self, seed: int) -> Office:
        """Return an agency with two to six divisions and one plan, or two of following years."""
        code = f"s{seed}"
        divisions = tuple(f"{code}-{letter}" for letter in "abcdef"[: self.random.randint(2, 6)])
        names = dict(zip(divisions, NAMES, strict=False))
        years = [2564]
        if self.likely(0.25) and "two_years" in self.features:
            years = [2563, 2564]
        elif self.likely(0.05) and "two_years" in self.features:
            years = [2563]
        first = self.items(divisions)
        plans = []
        for year in years:
            items = first if year == years[0] else self.another_year(first, divisions)
            plans.append(self.plan(f"p{seed}-{year}", year, items, divisions))
        return Office(seed, code, f"m{self.random.randint(1, 3)}", divisions, tuple(plans), names)

    # The plan

    def plan(self, code: str, year: int, items: tuple[Item, ...], divisions: tuple[str, ...]) -> Plan:
        """Return a plan with its workbooks and files. Some have no file at all, some none in the second half."""
        plan = Plan(code, year, tuple(self.revisions(year, items, divisions)))
        stage = self.random.choices(("plan only", HALF, YEAR), (0.05, 0.15, 0.8))[0]
        rounds = {"plan only": (), HALF: (HALF,), YEAR: (HALF, YEAR)}[stage]
        files: list[File] = []
        for name in rounds:
            for division in divisions:
                files += self.versions(plan, division, name, files)
        return with_files(plan, files)

    def revisions(self, year: int, items: tuple[Item, ...], divisions: tuple[str, ...]) -> list[Revision]:
        start = datetime(year - 544, 10, 5, 9, tzinfo=BANGKOK)
        first = Revision(1, f"{year}-6m", start, items)
        all_of_them = [first]
        if self.likely(0.15):  # the same revision once more, corrected
            again = self.revised(items, divisions)
            all_of_them.append(replace(first, received_at=start + timedelta(days=3), items=again))
        if self.likely(0.1):  # a newer workbook that was returned changes nothing
            bad = self.revised(items, divisions)
            all_of_them.append(replace(first, received_at=start + timedelta(days=4), items=bad, is_returned=True))
        if self.likely(0.35):
            holds = self.random.choice((f"{year}-6m", f"{year}-12m", f"{year}-12m"))
            base = [r for r in all_of_them if not r.is_returned][-1].items
            later = self.revised(base, divisions)
            all_of_them.append(Revision(2, holds, start + timedelta(days=150), later))
        return all_of_them

    def revised(self, items: tuple[Item, ...], divisions: tuple[str, ...]) -> tuple[Item, ...]:
        """Return the items with targets changed, items cancelled and items added."""
        kept = [self.revised_item(item) for item in items]
        if self.likely(0.4):
            strategy = self.random.randint(1, 3)
            number = max([int(i.code.split(".")[2]) for i in kept if i.strategy_no == strategy], default=0) + 1
            kept.append(self.item(f"{strategy}.1.{number}", divisions))
        return in_order(kept)

    def revised_item(self, item: Item) -> Item:
        if self.likely(0.2) and not item.is_cancelled:
            return replace(item, state="cancelled")
        if self.likely(0.3):
            first = item.measures[0]
            other = replace(first, target=self.target(first.kind, first.comparator))
            if other.interim is not None and isinstance(other.target, Decimal):
                other = replace(other, interim=self.part_of(other.target))
            return replace(item, measures=(other, *item.measures[1:]))
        return item

    def another_year(self, items: tuple[Item, ...], divisions: tuple[str, ...]) -> tuple[Item, ...]:
        """Return next year's items: some as they were, some reworded or dropped, some with another target."""
        kept = [i for i in items if self.likely(0.85)]
        kept = [replace(i, guideline=f"{i.guideline}ใหม่") if self.likely(0.2) else i for i in kept]
        kept = [replace(i, state="active") if self.likely(0.5) else i for i in kept]
        return self.revised(tuple(kept) or items, divisions)

    def items(self, divisions: tuple[str, ...]) -> tuple[Item, ...]:
        """Return one to seven items in one to three strategies; numbers may jump."""
        codes: list[str] = []
        for strategy in range(1, self.random.randint(1, 3) + 1):
            number = 0
            for _ in range(self.random.randint(1, 3)):
                number += self.random.choice((1, 1, 1, 2, 9))
                codes.append(f"{strategy}.{self.random.choice((1, 1, 0))}.{number}")
        return in_order([self.item(code, divisions) for code in codes])

    def item(self, code: str, divisions: tuple[str, ...]) -> Item:
        count = min(len(divisions), self.random.choice((1, 1, 1, 2, 2, 3, 4, 5)))
        chosen = tuple(sorted(self.random.sample(divisions, count)))
        measures = tuple(self.measure(n) for n in range(1, self.random.choice((1, 1, 1, 2, 3)) + 1))
        state = "cancelled" if self.likely(0.07) else "active"
        return Item(code, f"แนวทางของข้อ {thai_letters(code)}", measures, self.random.choice(chosen), chosen, state)

    def measure(self, no: int) -> Measure:
        kinds = [kind for kind in KINDS if kind != "deadline" or "deadline" in self.features]
        kind = self.random.choice(kinds)
        usual = "at_most" if kind in ("ceiling", "duration", "deadline") else "at_least"
        comparator = usual if kind == "deadline" or self.likely(0.75) else self.random.choice(
            ("at_least", "at_most", "exactly")
        )  # fmt: skip
        target = self.target(kind, comparator)
        unit = PERCENT if kind in OF_PERCENT else self.random.choice(UNITS[kind])
        interim = None
        if isinstance(target, Decimal) and target > 0 and self.likely(0.2):
            interim = self.part_of(target)
        rounds, across = self.ways(kind)
        more = kind == "ratio" and "may_exceed" in self.features and self.likely(0.2)
        same = kind == "ratio" and rounds is None and "same_base" in self.features and self.likely(0.25)
        return Measure(no, kind, comparator, target, unit, interim, rounds, across, more, same)

    def ways(self, kind: str) -> tuple[str | None, str | None]:
        """Return overrides that make sense: parts are added as parts only, a percentage is not summed."""
        if kind == "deadline" or self.likely(0.5):
            return None, None
        if kind == "ratio" and "ratio_ways" not in self.features:
            return None, None
        if kind == "ratio":
            return self.random.choice((None, None, "latest")), self.random.choice((None, "lead", "mean", "min", "max"))
        rounds = [way for way in ACROSS_ROUNDS if way != "sum" or kind not in OF_PERCENT]
        across = [way for way in ACROSS_DIVISIONS if way != "sum" or kind not in OF_PERCENT]
        return self.random.choice((None, *rounds)), self.random.choice((None, *across))

    def target(self, kind: str, comparator: str) -> Decimal | date:
        if kind == "deadline":
            return date(2021, self.random.randint(1, 9), self.random.randint(1, 28))
        pool = [n for n in (PERCENTS if kind in OF_PERCENT else COUNTS) if "fine" in self.features or n == n // 1]
        pool = [n for n in pool if "large" in self.features or n < 1_000]
        target = self.random.choice(pool)
        if comparator == "at_least":
            return target or HUNDRED
        return target if self.likely(0.8) else Decimal(0)

    def part_of(self, whole: Decimal) -> Decimal:
        return self.shorten(max(whole * self.random.choice((Decimal("0.3"), Decimal("0.5"), Decimal("0.7"))), STEP))

    # The files

    def versions(self, plan: Plan, division: str, name: str, before: list[File]) -> list[File]:
        """Return a division's versions in a round; none where it sent nothing or is asked nothing."""
        asked = [i for i in holding(plan, name).items if division in i.divisions and not i.is_cancelled]
        due = due_on(plan.year, name)
        last_minute = datetime(due.year, due.month, due.day, 23, 59, 30, tzinfo=BANGKOK)
        on_time = [last_minute - timedelta(days=d) for d in (9, 4, 0)]
        late = [last_minute + timedelta(seconds=40), last_minute + timedelta(days=3), last_minute + timedelta(days=40)]
        good = self.random.choice(("accepted", "accepted", "accepted_with_warnings"))
        shapes: list[list[tuple[datetime, str]]] = [[(self.random.choice(on_time), good)]] * 6
        shapes += [[(self.random.choice(late), good)], [], []]
        if "corrected" in self.features:
            shapes += [
                [(on_time[0], "returned"), (on_time[1], good)],
                [(on_time[0], "returned"), (late[0], good)],
                [(on_time[0], good), (on_time[1], "accepted")],
                [(on_time[2], good), (late[1], "accepted")],
                [(on_time[1], good), (late[0], "returned")],
                [(on_time[1], "returned")],
                [(late[0], good), (late[1], "returned"), (late[2], "accepted_with_warnings")],
            ]
        sent = self.random.choice(shapes)
        if not asked:
            return []
        first = in_force(before, division, HALF) if name == YEAR else None
        return [self.file(plan, division, name, at, verdict, asked, first) for at, verdict in sent]

    def file(
        self, plan: Plan, division: str, name: str, at: datetime, verdict: str, asked: list[Item], first: File | None
    ) -> File:
        entry = self.random.choice(("both", "both", "cumulative", "second_half"))
        items = {item.code: self.item_answer(plan, item, division, name, first, entry) for item in asked}
        events = self.events(plan, name, asked) if "events" in self.features else ()
        return File(division, name, at, verdict, items, events)

    def item_answer(
        self, plan: Plan, item: Item, division: str, name: str, first: File | None, entry: str
    ) -> ItemAnswer:
        before = first.items.get(item.code) if first else None
        asked = {(i.code, m.no) for i in holding(plan, HALF).items if not i.is_cancelled for m in i.measures}
        answers = {
            m.no: self.answer(m, name, before.answers.get(m.no) if before else None, entry, (item.code, m.no) in asked)
            for m in item.measures
        }
        text = f"ผลลัพธ์ของ {division_word(division)} รอบ{ROUND_WORD[name]}" if self.likely(0.6) else None
        told = ItemAnswer(answers, text, f"{division_word(division)} ดำเนินการแล้ว{ROUND_WORD[name]}", "none")
        return self.with_obstacle(self.with_money(told, plan.year, name), name)

    def with_money(self, told: ItemAnswer, year: int, name: str) -> ItemAnswer:
        if self.likely(0.5):
            return told
        budget = self.random.choice(MONEY)
        revised = self.random.choice((None, None, self.random.choice(MONEY)))
        whole = revised or budget
        spent = self.random.choice((Decimal(0), whole, Decimal(201), (whole / 3).quantize(Decimal("0.01"), ROUND_DOWN),
                                    max(whole - Decimal("0.01"), Decimal(0))))  # fmt: skip
        end = date(year - 543, 3, 31) if name == HALF else date(year - 543, 9, 30)
        on = self.random.choice((end, end - timedelta(days=10), None))
        known = None if self.likely(0.05) else spent
        return replace(told, budget_use="used", budget=budget, revised=revised, spent=known, spent_on=on)

    def with_obstacle(self, told: ItemAnswer, name: str) -> ItemAnswer:
        shape = self.random.choice(("none", "none", "blank", "told", "told in full"))
        if shape == "blank":
            return told
        if shape == "none":
            return replace(told, obstacle=self.random.choice(("ไม่มี", "ไม่มี", " ไม่มี ", "-", "ไม่ระบุ")))
        told = replace(told, obstacle=f"งานล่าช้าในรอบ{ROUND_WORD[name]}")
        return replace(told, cause="บุคลากรไม่พอ", suggestion="ปรับแผนงาน") if shape == "told in full" else told

    def events(self, plan: Plan, name: str, asked: list[Item]) -> tuple[Event, ...]:
        """Return rows of events from a few names and days, so that several files speak of the same ones."""
        rows = []
        for _ in range(self.random.choice((0, 0, 1, 2, 3))):
            n = self.random.randrange(len(EVENTS))
            month = self.random.choice((12, 2) if name == HALF else (12, 5, 8))
            day = date(plan.year - 544 if month > 9 else plan.year - 543, month, 10 + n)
            code = f"EV{n}-{month}" if self.likely(0.5) else None
            spelled = EVENTS[n] if code or self.likely(0.6) else f" {EVENTS[n]}  "
            count = self.random.choice((None, Decimal(self.random.randint(1, 90))))
            serves = tuple(i.code for i in self.random.sample(asked, self.random.randint(1, min(2, len(asked)))))
            rows.append(Event(code, spelled, day, count, tuple(sorted(serves, key=code_order))))
        return tuple(rows)

    # An answer

    def answer(self, measure: Measure, name: str, first: Answer | None, entry: str, is_old: bool) -> Answer:
        """Return an answer; only of a measure that the first half asked for may that half be restated."""
        reasons = (*WAITING, "no_cases", *(STOPPED if "stopped" in self.features else ()))
        if self.likely(0.25):
            given = Answer(code=self.random.choice((*reasons, "completed_earlier") if name == YEAR else reasons))
            if given.code == "awaiting_external_result":
                given = replace(given, month="2021-08", assessor="สำนักงานผู้ประเมิน")
            return self.restating(measure, given) if name == YEAR and is_old and self.likely(0.1) else given
        if measure.kind == "ratio":
            return self.parts(measure, name == YEAR and is_old)
        if name == HALF:
            return Answer(value=self.value(measure, None))
        return self.annual(measure, first, entry, is_old)

    def parts(self, measure: Measure, may_restate: bool) -> Answer:
        numerator, denominator = self.two_parts(measure)
        given = Answer(numerator=numerator, denominator=denominator)
        return self.restating(measure, given) if may_restate and self.likely(0.15) else given

    def two_parts(self, measure: Measure) -> tuple[Decimal, Decimal]:
        if self.likely(0.5):
            numerator, denominator = map(Decimal, self.random.choice(PARTS))
        else:
            denominator = Decimal(self.random.randint(1, 300))
            numerator = Decimal(self.random.randint(0, int(denominator)))
        if measure.may_exceed and self.likely(0.3):
            return denominator, max(numerator, Decimal(1))
        return numerator, denominator

    def annual(self, measure: Measure, first: Answer | None, entry: str, is_old: bool) -> Answer:
        """Return an annual answer in the cells that the form asks for, not below a first half that cannot fall."""
        restate = is_old and self.likely(0.15)
        before = self.value(measure, None) if restate else first.value if first and is_old else None
        given = Answer(restated=before if restate else None)
        value = self.value(measure, before if measure.kind in ("progress", "document") else None)
        if ways_of(measure)[0] != "sum":
            return self.annual_of_latest(measure, given, value)
        assert isinstance(value, Decimal) and not isinstance(before, date)
        whole = value + (before or Decimal(0))
        if before is None and self.likely(0.5):
            whole += Decimal(self.random.randint(0, 3))
        if entry == "both":
            return replace(given, half=value, year=whole)
        if entry == "cumulative":
            alone = self.likely(0.3) and "value_alone" in self.features
            return replace(given, value=whole) if alone else replace(given, year=whole)
        return replace(given, half=value)

    def annual_of_latest(self, measure: Measure, given: Answer, value: Decimal | date) -> Answer:
        if measure.kind == "deadline" or isinstance(value, date):
            return replace(given, year=value)
        shape = self.random.choice(("year", "year", "year", "half", "value", "both"))
        if shape == "both":
            return replace(given, half=value, year=value)
        if shape == "half":
            return replace(given, half=value)
        alone = shape == "value" and "value_alone" in self.features
        return replace(given, value=value) if alone else replace(given, year=value)

    def restating(self, measure: Measure, given: Answer) -> Answer:
        if measure.kind != "ratio":
            return replace(given, restated=self.value(measure, None))
        if "restated_parts" not in self.features:
            return given
        numerator, denominator = self.two_parts(measure)
        return replace(given, restated_numerator=numerator, restated_denominator=denominator)

    def value(self, measure: Measure, least: Decimal | date | None) -> Decimal | date:
        """Return a value near something that matters: the target, its half, the interim target, nothing."""
        if isinstance(measure.target, date):
            return measure.target + timedelta(days=self.random.choice((-40, -1, 0, 1, 30)))
        target = measure.target
        marks = [Decimal(0), target, target / 2, target / 2 - STEP, target - STEP, target + STEP, target * 2 / 3,
                 target / 3, target * 3 / 2, target * Decimal("0.99999"), Decimal(self.random.randint(0, 12)),
                 self.random.choice(PERCENTS), measure.interim or target,
                 (measure.interim or target) - STEP]  # fmt: skip
        value = self.shorten(max(self.random.choice(marks), Decimal(0)))
        if measure.kind in OF_PERCENT:
            value = min(value, HUNDRED)
        value = min(value, Decimal("4999999999"))
        return max(value, least) if isinstance(least, Decimal) else value

    def shorten(self, number: Decimal) -> Decimal:
        """Return a number with at most six decimals, or whole where fine numbers are left out."""
        kept = number.quantize(STEP if "fine" in self.features else Decimal(1), ROUND_DOWN)
        return kept.normalize() + 0 if kept != kept.to_integral() else kept.to_integral()

    def likely(self, share: float) -> bool:
        return self.random.random() < share


ROUND_WORD = {HALF: "ครึ่งแรก", YEAR: "ทั้งปี"}
USUAL_ROUNDS = {
    "count": "sum", "stock": "latest", "progress": "latest", "document": "latest", "ratio": "ratio", "score": "latest",
    "ceiling": "sum", "duration": "max", "level": "latest", "deadline": "latest",
}  # fmt: skip


def ways_of(measure: Measure) -> tuple[str, str | None]:
    """Return what decides which cells the annual form asks for."""
    return measure.across_rounds or USUAL_ROUNDS[measure.kind], measure.across_divisions


def holding(plan: Plan, name: str) -> Revision:
    """Return the workbook that a division of the round answers."""
    rounds = {plan.round_code(HALF): 1, plan.round_code(YEAR): 2}
    sound = [r for r in plan.revisions if not r.is_returned and rounds[r.holds_from] <= rounds[plan.round_code(name)]]
    return max(sound, key=lambda revision: (revision.no, revision.received_at))


def in_force(files: list[File], division: str, name: str) -> File | None:
    """Return the newest accepted version of a division in a round."""
    mine = [f for f in files if f.division == division and f.round == name and f.is_accepted]
    return max(mine, key=lambda file: file.received_at, default=None)


def in_order(items: list[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: code_order(item.code)))


def code_order(code: str) -> tuple[int, ...]:
    return tuple(map(int, code.split(".")))


def thai_letters(code: str) -> str:
    """Return a code in letters, so that texts of a plan hold no number that a document would have to explain."""
    return " ".join("กขคงจฉชซญฐ"[int(digit)] for digit in code if digit.isdigit())


def division_word(division: str) -> str:
    return f"หน่วยงาน{'กขคงจฉ'['abcdef'.index(division[-1])]}"
