"""Run as a program: a run that kills itself the moment before the nth call of something.

Arguments: home, inbox, what and which ("fsync:26", "rename:3", "model:40"; "fsync:0" runs to the end and prints how
many calls of each there are), and a reason to close with.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from sarup.rollup import build
from tests.support.office_at_work import OfficeAtWork
from tests.support.suites_here import here

COUNTED: Counter[str] = Counter()


def watch(name: str, call: Callable[..., Any], last: int) -> Callable[..., Any]:
    """Return the call, counted, killing the process before its `last`."""

    def watched(*arguments: Any, **options: Any) -> Any:
        COUNTED[name] += 1
        if COUNTED[name] == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **options)

    return watched


if __name__ == "__main__":
    home, inbox, moment, *closing = sys.argv[1:]
    wanted, _, number = moment.partition(":")
    last = {name: int(number) if name == wanted else 0 for name in ("fsync", "rename", "model", "parquet")}
    os.fsync = watch("fsync", os.fsync, last["fsync"])
    Path.replace = watch("rename", Path.replace, last["rename"])  # type: ignore[method-assign]
    pl.DataFrame.write_parquet = watch("parquet", pl.DataFrame.write_parquet, last["parquet"])  # type: ignore[method-assign]
    build._run = watch("model", build._run, last["model"])
    OfficeAtWork(Path(home), Path(inbox), here).report(closing=closing[0] if closing else None)
    print(json.dumps(COUNTED))
