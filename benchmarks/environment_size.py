"""How large the environment is, and who brings what: uv run python benchmarks/environment_size.py

One row a package: megabytes of its own files on disk, megabytes that would go with it (what nothing else asks for, its
own included), and who asks for it. "run" is what `pip install sarup` brings, "dev" what only the development group
adds.
With names of packages as arguments it says instead what would go from "run" if Sarup itself asked for none of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MEGABYTE = 1_000_000
OURS = "sarup"
SHOWN_REQUIRERS = 3


@dataclass(frozen=True)
class Package:
    """One installed package: bytes of its files, and the names it asks for in this environment."""

    name: str
    version: str
    size: int
    requires: frozenset[str]


def main() -> None:
    """Print the table, largest first, then the totals; or what goes with the packages that are named."""
    packages = installed_packages()
    run = reachable(packages, packages[OURS].requires)
    if sys.argv[1:]:
        gone = run - reachable(packages, packages[OURS].requires - set(sys.argv[1:]))
        print(f"{len(gone)} packages, {_megabytes(_sum(packages, gone))} MB: {', '.join(sorted(gone))}")
        return
    roots = {
        "run": packages[OURS].requires,
        "dev": frozenset(packages) - run - {OURS} - _asked_for(packages, set(packages) - run),
    }
    print("| package | MB | goes with it, MB | for | who asks for it |\n|---|---|---|---|---|")
    for package in sorted(packages.values(), key=lambda one: (-one.size, one.name)):
        if package.name != OURS:
            print(_line(package, packages, roots, "run" if package.name in run else "dev"))
    dev = set(packages) - run - {OURS}
    print(f"\nrun: {len(run)} packages, {_megabytes(_sum(packages, run))} MB")
    print(f"dev: {len(dev)} packages more, {_megabytes(_sum(packages, dev))} MB")
    print(f"together: {len(run) + len(dev)} packages, {_megabytes(_sum(packages, run | dev))} MB")


def installed_packages() -> dict[str, Package]:
    """Return name -> package of this environment. What is asked for on other systems or by extras is left out."""
    found = {str(canonicalize_name(one.metadata["Name"])): one for one in distributions()}
    return {name: Package(name, one.version, _size(one), _requires(one, found)) for name, one in found.items()}


def reachable(packages: Mapping[str, Package], names: Iterable[str], without: str = "") -> set[str]:
    """Return all packages that these need, themselves included, when one is taken away."""
    seen: set[str] = set()
    waiting = [name for name in names if name != without]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [one for one in packages[name].requires if one != without]
    return seen


def _line(package: Package, packages: Mapping[str, Package], roots: Mapping[str, frozenset[str]], use: str) -> str:
    everything = roots["run"] if use == "run" else roots["run"] | roots["dev"]
    gone = reachable(packages, everything) - reachable(packages, everything, without=package.name)
    askers = sorted(one.name for one in packages.values() if package.name in one.requires)
    told = ", ".join(askers[:SHOWN_REQUIRERS]) + (
        f" and {len(askers) - SHOWN_REQUIRERS} more" if len(askers) > SHOWN_REQUIRERS else ""
    )
    sizes = f"{_megabytes(package.size)} | {_megabytes(_sum(packages, gone))}"
    return f"| {package.name} {package.version} | {sizes} | {use} | {told or 'the development group'} |"


def _asked_for(packages: Mapping[str, Package], by: Iterable[str]) -> frozenset[str]:
    return frozenset(name for one in by for name in packages[one].requires if one != OURS)


def _requires(distribution: Distribution, found: Mapping[str, Distribution]) -> frozenset[str]:
    wanted = [Requirement(text) for text in distribution.requires or ()]
    here = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    return frozenset(str(canonicalize_name(one.name)) for one in here) & frozenset(found)


def _size(distribution: Distribution) -> int:
    """Return the bytes of the files as listed, compiled ones too; a file that was taken away counts nothing."""
    places = {Path(str(distribution.locate_file(file))) for file in distribution.files or ()}
    compiled = {one for place in places if place.suffix == ".py" for one in _compiled(place)}
    return sum(place.stat().st_size for place in places | compiled if place.is_file())


def _compiled(place: Path) -> list[Path]:
    return list((place.parent / "__pycache__").glob(f"{place.stem}.*.pyc"))


def _sum(packages: Mapping[str, Package], names: Iterable[str]) -> int:
    return sum(packages[name].size for name in names)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f}"


if __name__ == "__main__":
    main()
