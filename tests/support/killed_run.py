"""Run as a program: a run that kills itself the moment before the nth call of something.

Arguments: home, inbox, a pickle of what the suites find in each file, what and which ("fsync:26", "rename:3",
"model:40"; "fsync:0" runs to the end and prints how many calls of each there are), and a reason to close with.
"""

import json
import os
import pickle
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sarup.rollup import build
from tests.support.office_at_work import OfficeAtWork, SameProcess

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
    home, inbox, judged, moment, *closing = sys.argv[1:]
    wanted, _, number = moment.partition(":")
    last = {name: int(number) if name == wanted else 0 for name in ("fsync", "rename", "model")}
    os.fsync = watch("fsync", os.fsync, last["fsync"])
    Path.replace = watch("rename", Path.replace, last["rename"])  # type: ignore[method-assign]
    build._run = watch("model", build._run, last["model"])
    judge = SameProcess(pickle.loads(Path(judged).read_bytes()))
    OfficeAtWork(Path(home), Path(inbox), judge).report(closing=closing[0] if closing else None)
    print(json.dumps(COUNTED))
