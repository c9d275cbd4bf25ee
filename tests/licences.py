"""The packages that Sarup needs to run, each with its licence as it says itself; run as a program it writes their page.

`uv run python tests/licences.py` writes docs/licences.md.
"""

from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(__file__).resolve().parents[1] / "docs" / "licences.md"
CLASSIFIER = "License :: "
# What the packages' own words are called in SPDX; longer texts are known by how they begin.
SPDX = {
    "Apache 2.0": "Apache-2.0", "Apache License 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0", "Apache Software License 2.0": "Apache-2.0", "Apache": "Apache-2.0",
    "Apache 2": "Apache-2.0", "MIT license": "MIT",
    "Apache-2": "Apache-2.0", "MIT License": "MIT", "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause", "3-Clause BSD License": "BSD-3-Clause", "new BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "ISC License (ISCL)": "ISC", "ISC License": "ISC",
    "Python Software Foundation License": "PSF-2.0", "GNU Lesser General Public License v2 (LGPLv2)": "LGPL-2.1-only",
    "LGPL-2.1-only": "LGPL-2.1-only", "The Unlicense (Unlicense)": "Unlicense", "BSD 3-Clause License": "BSD-3-Clause",
}  # fmt: skip
# Of these the files say more than the metadata.
KNOWN = {
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}


HEAD = """# Licences of what Sarup needs to run

Each package as it says itself, in the locked versions on Linux; `uv run python tests/licences.py` writes this page. A
test fails where a package under the GPL alone or the AGPL comes in, and where this page is not what is installed. Sarup
itself is under Apache-2.0, its fonts under OFL-1.1. `uv export --frozen --no-dev --format cyclonedx1.5` gives the list
as CycloneDX; `.ci/run` makes it as `.ci/sbom.json`.

| package | licence |
|---|---|
"""


def runtime_packages() -> dict[str, Distribution]:
    """Return the packages that an installation without extras has here, by their canonical names."""
    found: dict[str, Distribution] = {}
    waiting = [(Requirement("sarup"), "")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        wanted, extra = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # of another system
        for text in found[name].requires or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting += [(needed, each) for each in (*needed.extras, "")]
    return dict(sorted((name, one) for name, one in found.items() if name != "sarup"))


def licence_of(package: Distribution) -> str:
    """Return a package's licence as SPDX where it can be told, else in its own words; "" where it says nothing."""
    if known := KNOWN.get(canonicalize_name(package.name)):
        return known
    told = package.metadata.get_all("Classifier") or []
    classified = [one.rpartition(" :: ")[2] for one in told if one.startswith(CLASSIFIER)]
    words = package.metadata["License-Expression"] or package.metadata["License"] or ""
    if "\n" in words or len(words) > 60 or not words:
        words = " OR ".join(SPDX.get(one, one) for one in sorted(set(classified) - {"OSI Approved"})) or words[:60]
    return SPDX.get(words, words)


def page() -> str:
    """Return the page: a line a package."""
    rows = [f"| {name} | {licence_of(one)} |" for name, one in runtime_packages().items()]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
