"""Invented offices: every figure of the tables and every number of the documents is what the oracle says.

More of them by `python tests/oracle 5000` and `python tests/oracle 200 --documents`.
"""

from running import Batch, read_batch, run_batch


def told(batch: Batch) -> str:
    """Return how many figures differ, and one of each column."""
    first = [text for texts in batch.told.values() for text in texts[:1]]
    return "\n".join([f"{batch.columns.total()} of {batch.figures} differ", *first[:20]])


def test_every_figure_of_150_offices_is_what_the_oracle_says() -> None:
    batch = run_batch(range(150))
    assert batch.figures > 250_000
    assert not batch.columns, told(batch)


def test_every_number_in_the_documents_of_20_offices_is_what_the_oracle_says() -> None:
    batch = read_batch(range(20))
    assert batch.figures > 9_000
    assert not batch.columns, told(batch)
