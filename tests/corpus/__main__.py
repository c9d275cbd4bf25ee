"""Writes the corpus into a folder: `uv run python tests/corpus FOLDER`."""

import sys
from importlib import import_module
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "rules"))

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(f"{len(import_module('corpus').write_corpus(folder))} files and expected.json in {folder}")
