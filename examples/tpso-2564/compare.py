"""Compare two inboxes: `python compare.py BUILT COMMITTED`; exit 1 if they differ."""

import sys
import zipfile
from pathlib import Path


def differences(built: Path, committed: Path) -> list[str]:
    """Return one line for each workbook that is missing on one side or whose parts differ."""
    names = {p.relative_to(root).as_posix() for root in (built, committed) for p in root.rglob("*.xlsx")}
    return [name for name in sorted(names) if _parts(built / name) != _parts(committed / name)]


def _parts(path: Path) -> dict[str, bytes] | None:
    if not path.exists():
        return None
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


if __name__ == "__main__":
    found = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    for line in found:
        print(f"differs from source/: {line}")
    sys.exit(1 if found else 0)
