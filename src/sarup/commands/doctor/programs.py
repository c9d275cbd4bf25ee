"""Versions, fonts and Prefect: what others made, and Sarup leans on."""

import os
import platform
from collections.abc import Iterator
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, requires, version
from urllib.request import urlopen

from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]
from packaging.requirements import Requirement

from sarup.assets import asset_path
from sarup.commands.doctor.check import Check, Part, Patient

API_URL = "PREFECT_API_URL"
SECONDS = 5
SHOWN = ("duckdb", "great-expectations", "typst")
FONTS = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")


def check_versions(patient: Patient) -> Iterator[Check]:
    """Hold every package against the versions that Sarup was made with."""
    wrong = [one for one in map(_unmet, requires("sarup") or ()) if one]
    if wrong:
        yield patient.ill(Part.VERSIONS, "unmet", packages=", ".join(wrong))
        return
    shown = [f"{name} {version(name)}" for name in SHOWN]
    yield patient.well(
        Part.VERSIONS, "ok", sarup=version("sarup"), python=platform.python_version(), packages=", ".join(shown)
    )


def check_fonts(patient: Patient) -> Iterator[Check]:
    """Open the fonts that documents are set in."""
    try:
        for name in FONTS:
            with TTFont(asset_path(f"templates/fonts/{name}")) as font:
                font.getBestCmap()
    except (OSError, TTLibError, KeyError) as error:
        yield patient.ill(Part.FONTS, "missing", fault=error)
        return
    yield patient.well(Part.FONTS, "ok", n=len(FONTS))


def check_prefect(patient: Patient) -> Iterator[Check]:
    """Ask the server that PREFECT_API_URL names; without one a run brings its own."""
    url, known = os.environ.get(API_URL), version("prefect")
    if not url:
        yield patient.well(Part.PREFECT, "own", version=known)
        return
    try:
        with urlopen(f"{url}/health", timeout=SECONDS) as answer:
            is_well = answer.status == 200
    except (OSError, HTTPException, ValueError):
        is_well = False
    key = "ok" if is_well else "dead"
    yield (patient.well if is_well else patient.ill)(Part.PREFECT, key, version=known, url=url)


def _unmet(line: str) -> str:
    """Return what of a required package is there in another version, or not at all; an empty text if all is well."""
    wanted = Requirement(line)
    if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
        return ""
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return f"{wanted.name}{wanted.specifier} (-)"
    return "" if wanted.specifier.contains(found, prereleases=True) else f"{wanted.name}{wanted.specifier} ({found})"
