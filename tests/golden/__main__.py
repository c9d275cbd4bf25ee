"""Writes the golden texts anew from the sample, to be read in the diff: `uv run python -m tests.golden`."""

import tempfile
from pathlib import Path

from tests.golden.said import said_of_a_round
from tests.support.whole_way import HALF, SAMPLE, YEAR, publish_office

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Publish the sample's two rounds and write what their documents say beside this file."""
    with tempfile.TemporaryDirectory() as home:
        published = publish_office(SAMPLE / "inbox", Path(home), (HALF, YEAR))
        for code, documents in published.documents.items():
            golden = HERE / f"{code}.txt"
            golden.write_text(said_of_a_round(documents), encoding="utf-8")
            print(golden.relative_to(HERE.parents[1]))


if __name__ == "__main__":
    main()
