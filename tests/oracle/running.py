"""Batches of invented offices, compared by two processes; a batch is one warehouse."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from comparing import Compared, compare
from expecting import expected_of_all
from inventing import invent
from offices import Office
from raw_offices import rolled_up
from reading_back import LEFT_OUT, read_back
from telling import context

Column = tuple[str, str]
TOLD_OF_A_COLUMN = 2  # differences of a column that a batch tells with their context


@dataclass(frozen=True)
class Batch:
    """What a batch came to; `told` are the first differences of each column with their context."""

    seeds: range
    figures: int
    columns: Counter[Column]
    told: dict[Column, list[str]]


def run_batch(seeds: range, without: Collection[str] = ()) -> Batch:
    """Invent the offices of some seeds, roll them up and compare every figure of the tables."""
    offices = [invent(seed, without) for seed in seeds]
    with closing(rolled_up(offices)) as connection:
        compared = compare(connection, expected_of_all(offices))
    return as_batch(seeds, offices, compared)


def read_batch(seeds: range, without: Collection[str] = ()) -> Batch:
    """Invent the offices of some seeds, render their documents and compare every number in them."""
    offices = [invent(seed, (*without, *LEFT_OUT)) for seed in seeds]
    return as_batch(seeds, offices, read_back(offices))


def as_batch(seeds: range, offices: Sequence[Office], compared: Compared) -> Batch:
    columns: Counter[Column] = Counter()
    told: dict[Column, list[str]] = {}
    for difference in compared.differences:
        column = (difference.table, difference.column)
        columns[column] += 1
        if columns[column] <= TOLD_OF_A_COLUMN:
            told.setdefault(column, []).append("\n".join([str(difference), *context(difference, offices)]))
    return Batch(seeds, compared.figures, columns, told)


def run(
    work: Callable[[range, Collection[str]], Batch], first: int, count: int, size: int, processes: int,
    without: Collection[str],
) -> Iterator[Batch]:  # fmt: skip
    """Yield each batch when it is done, in whatever order they end."""
    batches = [range(start, min(start + size, first + count)) for start in range(first, first + count, size)]
    with ProcessPoolExecutor(processes) as pool:
        waiting = [pool.submit(work, seeds, without) for seeds in batches]
        yield from (done.result() for done in as_completed(waiting))


def first_told(batches: list[Batch], columns: Counter[Column], many: int) -> Iterator[str]:
    """Yield the first differences of the columns that differ most often."""
    for column, number in columns.most_common():
        yield f"\n{number} of {column[0]}.{column[1]}"
        yield from islice((text for batch in batches for text in batch.told.get(column, [])), many)
