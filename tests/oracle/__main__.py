"""Compares every figure of invented offices: `uv run python tests/oracle 5000`; their documents with `--documents`."""

import argparse
import sys
from collections import Counter

from inventing import FEATURES
from running import Batch, Column, first_told, read_batch, run, run_batch

DOCUMENTS_OF_A_BATCH = 5


def main() -> int:
    """Run the batches, tell what differs, and return 1 where anything does."""
    given = arguments()
    batches: list[Batch] = []
    columns: Counter[Column] = Counter()
    size = DOCUMENTS_OF_A_BATCH if given.documents else given.batch
    work = read_batch if given.documents else run_batch
    for batch in run(work, given.first, given.count, size, given.processes, given.without):
        batches.append(batch)
        columns += batch.columns
        done = sum(len(one.seeds) for one in batches)
        print(f"{done} of {given.count} offices, {sum(columns.values())} differences", file=sys.stderr, flush=True)
    batches.sort(key=lambda batch: batch.seeds.start)
    for line in first_told(batches, columns, given.show):
        print(line)
    figures, differences = sum(batch.figures for batch in batches), sum(columns.values())
    print(f"{given.count} offices, {figures} figures compared, {differences} differences")
    return 1 if differences else 0


def arguments() -> argparse.Namespace:
    """Return the command's arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="how many offices")
    parser.add_argument("first", type=int, nargs="?", default=0, help="the first seed")
    parser.add_argument("--documents", action="store_true", help="read the documents back instead of the tables")
    parser.add_argument("--batch", type=int, default=200, help="offices of one warehouse")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", type=int, default=2, help="differences told of each column")
    parser.add_argument(
        "--without", type=lambda text: text.split(","), default=[], help=f"leave out: {', '.join(sorted(FEATURES))}"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
