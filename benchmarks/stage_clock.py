"""Times of named stages, kept in the order in which they began."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any


class StageClock:
    """Seconds by stage; a stage that runs twice adds up. `began_at` is the epoch time at which the first one began."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.began_at: float | None = None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of the block to the stage `name`."""
        self.began_at = self.began_at or time.time()
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, timed as the stage `name`."""

        @wraps(function)
        def watched(*given: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*given, **named)

        return watched

    def write(self, path: Path) -> None:
        """Write what was measured as JSON."""
        path.write_text(json.dumps({"began_at": self.began_at, "seconds": self.seconds}), encoding="utf-8")
