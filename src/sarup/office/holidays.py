"""Official holidays and working days: what moves a due day, and what a reminder counts back from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from sarup.assets import asset_path
from sarup.thai.dates import ERA_OFFSET
from sarup.yaml_files import read_yaml

ONE_DAY = timedelta(days=1)
SATURDAY, OCTOBER = 5, 10


@dataclass(frozen=True)
class Holidays:
    """The days on which no office works, beside Saturdays and Sundays.

    `yearly` has the month-day of each holiday of every year and the fiscal year from which it counts; `listed` are the
    days that an office adds: those by the moon, those in lieu, those that the cabinet grants.
    """

    yearly: Mapping[str, int] = field(repr=False)
    listed: frozenset[date] = frozenset()

    def is_holiday(self, day: date) -> bool:
        """Tell whether a day is an official holiday, whatever its weekday."""
        return day in self.listed or fiscal_year_be(day) >= self.yearly.get(day.isoformat()[5:], 9999)

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on a day."""
        return day.weekday() < SATURDAY and not self.is_holiday(day)

    def moved(self, day: date) -> date:
        """Return the day itself if offices work on it, else the next one on which they do."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """Return the working day so many working days after a day; before it where the count is below zero."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def with_listed(self, days: Iterable[date]) -> "Holidays":
        """Return these holidays with the days that an office adds."""
        return Holidays(self.yearly, self.listed | frozenset(days))


def fiscal_year_be(day: date) -> int:
    """Return the fiscal year of a day, by the year of the Buddhist era in which it ends.

    >>> fiscal_year_be(date(2020, 9, 30)), fiscal_year_be(date(2020, 10, 1))
    (2563, 2564)
    """
    return day.year + ERA_OFFSET + (day.month >= OCTOBER)


@lru_cache(1)
def yearly_holidays() -> Holidays:
    """Return the holidays of expectations/holidays.yaml, which fall on the same day every year."""
    entries = read_yaml(asset_path("expectations/holidays.yaml"))["holidays"]
    return Holidays({str(entry["day"]): int(entry["since"]) for entry in entries})
