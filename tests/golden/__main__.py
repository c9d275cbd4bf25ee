"""Writes the golden texts anew from the sample, to be read in the diff: `uv run python tests/golden`."""

import sys
import tempfile
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))


def main() -> None:
    """Publish the sample's two rounds and write the text of each document beside this file."""
    whole_way = import_module("whole_way")
    read_text = import_module("document_texts").read_text
    with tempfile.TemporaryDirectory() as home:
        rounds = (whole_way.HALF, whole_way.YEAR)
        published = whole_way.publish_office(whole_way.SAMPLE / "inbox", Path(home), rounds)
        for code, documents in published.documents.items():
            for path in documents:
                golden = HERE / f"{code}{path.suffix}.txt"
                golden.write_text(read_text(path), encoding="utf-8")
                print(golden.relative_to(HERE.parents[1]))


if __name__ == "__main__":
    main()
