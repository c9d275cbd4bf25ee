"""What the tests know of the browser: how to open a page in it."""

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page


class PageOpener(Protocol):
    """Opens a file in a window of this width; complaints and outside requests fail the test at its end."""

    def __call__(self, path: Path, width: int = 1280, scheme: str = "light", script: bool = True) -> Page: ...
