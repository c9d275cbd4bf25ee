"""Every figure of 150 invented offices is what the oracle says; 5,000 are compared by `python tests/oracle 5000`."""

from running import run_batch


def test_every_figure_of_150_offices_is_what_the_oracle_says() -> None:
    batch = run_batch(range(150))
    assert batch.figures > 250_000
    told = [text for texts in batch.told.values() for text in texts[:1]]
    assert not batch.columns, f"{batch.columns.total()} differences\n" + "\n".join(told[:20])
