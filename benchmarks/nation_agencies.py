"""The agencies of an invented round: their plans and divisions, and what becomes of what each division sends."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from random import Random

from nation_texts import THEMES

from tests.support.honest.catalogue import MATTERS, Matter
from tests.support.honest.offices import HonestOffice, Item

# Plans have one of so many shapes; items are numbered within their strategy.
SHAPES, ITEMS_A_STRATEGY = 12, 9


@dataclass(frozen=True)
class Shares:
    """How many of a hundred divisions send something else than one honest form."""

    hostile: float = 0.1
    broken: float = 1.0
    faulty: float = 3.0
    odd: float = 8.0
    twice: float = 15.0


@dataclass(frozen=True)
class Sent:
    """What a division sends; `turn` counts its kind of it."""

    division: str
    fate: str
    turn: int


@dataclass(frozen=True)
class Agency:
    """An agency and what its divisions send."""

    office: HonestOffice
    sent: tuple[Sent, ...]


def invent(files: int, seed: int, shares: Shares) -> list[Agency]:
    """Return agencies whose plans and divisions' files are so many; the last has as many divisions as remain."""
    fates, left = fates_in_turn(seed, shares), files
    agencies: list[Agency] = []
    while left > 0:
        office = invent_office(len(agencies) + 1, seed)
        left -= 1
        sent = []
        for division in office.divisions:
            if left > 0:
                fate, turn = next(fates)
                fate = "honest" if fate == "twice" and left == 1 else fate
                sent.append(Sent(division, fate, turn))
                left -= 2 if fate == "twice" else 1
        kept = tuple(one.division for one in sent) or office.divisions
        agencies.append(Agency(_without_others(office, kept), tuple(sent)))
    return agencies


def fates_in_turn(seed: int, shares: Shares) -> Iterator[tuple[str, int]]:
    """Yield what becomes of one division after the other, each kind spread evenly from a beginning by chance."""
    chance = Random(f"{seed} fates")
    begun = {fate: chance.random() for fate in asdict(shares)}
    turns = dict.fromkeys((*begun, "honest"), -1)
    while True:
        due = []
        for fate, share in asdict(shares).items():
            begun[fate] += share / 100
            if begun[fate] >= 1:
                due.append(fate)
        fate = due[0] if due else "honest"
        if due:
            begun[fate] -= 1  # what is due beside it comes with the next division
        turns[fate] += 1
        yield fate, turns[fate]


def invent_office(number: int, seed: int) -> HonestOffice:
    """Return an agency: one of a few shapes of plan, with themes, targets and a manner of writing of its own."""
    shape, chance = _shape(number % SHAPES, seed), Random(f"{seed} agency {number}")
    turn, code = chance.randrange(len(THEMES)), f"a{number:03}"
    items = tuple(
        Item(
            f"{place // ITEMS_A_STRATEGY + 1}.1.{place % ITEMS_A_STRATEGY + 1}",
            _themed(matter, THEMES[(theme + turn) % len(THEMES)], chance),
            tuple(f"{code}-{division:02}" for division in owners),
        )
        for place, (matter, theme, owners) in enumerate(shape.items)
    )
    divisions = tuple(f"{code}-{division:02}" for division in range(1, shape.divisions + 1))
    return HonestOffice(number, divisions, items, chance.choice(("thai", "arabic")))


@dataclass(frozen=True)
class _Shape:
    """How many divisions there are, and of each item its matter, its theme and who answers for it, the lead first."""

    divisions: int
    items: tuple[tuple[Matter, int, tuple[int, ...]], ...]


@lru_cache(SHAPES)
def _shape(number: int, seed: int) -> _Shape:
    chance = Random(f"{seed} shape {number}")
    divisions, many = chance.randint(8, 30), chance.randint(24, 45)
    owners: list[list[int]] = [[] for _ in range(many)]
    for division in range(1, divisions + 1):
        for place in chance.sample(range(many), min(many, chance.randint(8, 32))):
            owners[place].append(division)
    picked = chance.sample([(matter, theme) for matter in MATTERS for theme in range(len(THEMES))], many)
    for one in owners:
        chance.shuffle(one)
    return _Shape(
        divisions, tuple((*pair, tuple(one or [1])) for pair, one in zip(picked, owners, strict=True))
    )  # fmt: skip


def _themed(matter: Matter, theme: str, chance: Random) -> Matter:
    target = matter.target if matter.unit == "ร้อยละ" else max(1, matter.target + chance.choice((-1, 0, 0, 1)))
    guideline, activity = f"{matter.guideline}{theme}", f"{matter.activity}{theme}"
    return replace(matter, guideline=guideline, activity=activity, target=target)


def _without_others(office: HonestOffice, divisions: Sequence[str]) -> HonestOffice:
    """Return an office with these divisions alone, and the items that one of them answers for."""
    items = [replace(item, divisions=tuple(d for d in item.divisions if d in divisions)) for item in office.items]
    return replace(office, divisions=tuple(divisions), items=tuple(item for item in items if item.divisions))
