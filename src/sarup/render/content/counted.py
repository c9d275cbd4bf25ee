"""What a summary says alike of an agency, a ministry and the nation: items by bucket, reports received, events."""

from decimal import Decimal
from typing import Protocol

from sarup.codes import RoundName
from sarup.phrases import Phrases


class Counted(Protocol):
    """The counts that a summary says of an agency, a ministry or the nation alike."""

    @property
    def item_count(self) -> int:
        """Return how many items apply."""

    @property
    def met_count(self) -> int:
        """Return how many are met."""

    @property
    def met_pct(self) -> Decimal | None:
        """Return the share of those."""

    @property
    def not_yet_met_count(self) -> int:
        """Return how many have a value that is not enough."""

    @property
    def no_value_count(self) -> int:
        """Return how many have none."""

    @property
    def division_count(self) -> int:
        """Return how many divisions are to report."""

    @property
    def accepted_count(self) -> int:
        """Return of how many a report was accepted."""

    @property
    def accepted_pct(self) -> Decimal | None:
        """Return the share of those."""

    @property
    def on_time_count(self) -> int:
        """Return how many of these came in time."""

    @property
    def late_count(self) -> int:
        """Return how many came late."""

    @property
    def event_count(self) -> int:
        """Return how many events took place."""

    @property
    def told_event_count(self) -> int:
        """Return of how many it is known who attended."""

    @property
    def attendee_count(self) -> int | None:
        """Return how many did."""


def say_buckets(count: Counted, round_name: RoundName, phrases: Phrases) -> str:
    """Return how many items are in each bucket; of an empty one only that none is met is said."""
    if not count.accepted_count and count.no_value_count == count.item_count:
        return phrases.texts["s.overall.silent"]
    parts = [phrases.texts["s.overall.none_met"]]
    if count.met_count and count.met_pct is not None:
        met, pct = phrases.figure(count.met_count), phrases.share(count.met_pct)
        parts = [phrases.say(f"s.overall.met.{round_name}", n=met, pct=pct)]
    for key, number in (
        (f"s.overall.not_yet_met.{round_name}", count.not_yet_met_count),
        ("s.overall.no_value", count.no_value_count),
    ):
        parts += [phrases.say(key, n=phrases.figure(number))] if number else []
    return phrases.say("s.join.two", a=" ".join(parts[:-1]), b=parts[-1])


def say_received(count: Counted, phrases: Phrases) -> str:
    """Return of how many divisions a report was accepted, and how many of these came in time."""
    expected, accepted = phrases.figure(count.division_count), count.accepted_count
    if not accepted or count.accepted_pct is None:
        return phrases.say("s.complete.none", expected=expected)
    on_time, late = count.on_time_count, count.late_count
    key = "s.complete.both" if on_time and late else "s.complete.on_time" if on_time else "s.complete.late"
    return phrases.say(
        "s.complete",
        expected=expected,
        received=phrases.figure(accepted),
        pct=phrases.share(count.accepted_pct),
        timeliness=phrases.say(key, ontime=phrases.figure(on_time), late=phrases.figure(late)),
    )


def say_events(count: Counted, phrases: Phrases) -> str:
    """Return how many events took place and how many people attended, as far as that is known."""
    events, known, people = count.event_count, count.told_event_count, count.attendee_count
    if not events:
        return ""
    if not known or people is None:
        return phrases.say("s.events.unknown", n=phrases.figure(events))
    key = "s.events.known" if known < events else "s.events" if people else "s.events.no_attendees"
    return phrases.say(key, n=phrases.figure(events), m=phrases.figure(people), k=phrases.figure(known))
