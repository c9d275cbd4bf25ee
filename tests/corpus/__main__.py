"""Writes the corpus into a folder: `uv run python tests/corpus FOLDER`."""

import sys
from pathlib import Path

from tests.support.corpus.corpus import write_corpus

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(f"{len(write_corpus(folder))} files and expected.json in {folder}")
