"""Files and divisions in time: which version counts, who was asked, who answered by the due day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from inventing import holding, in_force
from offices import File, Office, Plan, due_on

BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True)
class Sender:
    """A division that a plan asks for items in a round: its versions by arrival, and the one in force."""

    division: str
    item_count: int
    versions: tuple[File, ...]
    in_force: File | None
    due: date

    @property
    def first_accepted(self) -> File | None:
        """Return the version that decides whether the division was on time."""
        return next((file for file in self.versions if file.is_accepted), None)

    @property
    def days_late(self) -> int | None:
        """Return the days after the due day of the first accepted version; None where nothing was accepted."""
        return days_after(self.first_accepted, self.due)

    @property
    def is_on_time(self) -> bool:
        """Tell whether the first accepted version came by the due day: not where nothing was accepted."""
        return self.days_late == 0


def senders(office: Office, plan: Plan, name: str) -> Iterator[Sender]:
    """Yield the divisions that the plan of the round names for an item that is not cancelled, in register order."""
    items = holding(plan, name).items
    for division in office.divisions:
        active = sum(division in item.divisions and not item.is_cancelled for item in items)
        if active:
            versions = tuple(f for f in plan.files if (f.division, f.round) == (division, name))
            yield Sender(
                division, active, versions, in_force(list(plan.files), division, name), due_on(plan.year, name)
            )


def received_on(file: File) -> date:
    """Return the day in Bangkok on which a file came."""
    return file.received_at.astimezone(BANGKOK).date()


def days_after(file: File | None, due: date) -> int | None:
    """Return how many days after the due day a file came, 0 when in time; None without a file."""
    return None if file is None else max((received_on(file) - due).days, 0)
