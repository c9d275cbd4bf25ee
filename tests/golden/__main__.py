"""Writes the golden texts anew from the sample, to be read in the diff: `uv run python tests/golden`."""

import tempfile
from pathlib import Path

from tests.support.document_texts import read_text
from tests.support.whole_way import HALF, SAMPLE, YEAR, publish_office

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Publish the sample's two rounds and write the text of each document beside this file."""
    with tempfile.TemporaryDirectory() as home:
        published = publish_office(SAMPLE / "inbox", Path(home), (HALF, YEAR))
        for code, documents in published.documents.items():
            for path in documents:
                golden = HERE / f"{code}{path.suffix}.txt"
                golden.write_text(read_text(path), encoding="utf-8")
                print(golden.relative_to(HERE.parents[1]))


if __name__ == "__main__":
    main()
