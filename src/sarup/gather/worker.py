"""The reader as a program, `python -m sarup.gather.worker`: for each file one JSON line in and one out.

It imports the standard library only: it starts in milliseconds, and a killer file costs one small process.
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import IO, Any

from sarup.gather.container import NOT_GIVEN, OUT_OF_MEMORY, Limits, Refusal
from sarup.gather.read_file import read_file
from sarup.gather.workbook import pack
from sarup.system import limit_this_process

READY = b"ready\n"


def main() -> None:
    """Say that we are ready, then answer every request until the pipe is closed."""
    replies = sys.stdout.buffer
    replies.write(READY)
    replies.flush()
    answer_all(sys.stdin.buffer, replies)


def answer_all(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Answer each {"path", "limits"} by {"ok": true, "workbook"} or {"ok": false, "rule", "detail", "kind"}."""
    for line in requests:
        try:
            reply = _encoded(answer(json.loads(line)))
        except MemoryError:
            reply = _encoded(_refused(Refusal("X02", OUT_OF_MEMORY)))
        replies.write(reply)
        replies.flush()


def answer(request: Mapping[str, Any]) -> dict[str, object]:
    """Return what became of one file; what nobody foresaw is X01, so that the run goes on."""
    try:
        limits = Limits(**request["limits"])
        limit_resources(limits)
        data = _bytes_of(request["path"], limits.file_bytes)
        return {"ok": True, "workbook": pack(read_file(data, limits))}
    except Refusal as refusal:
        return _refused(refusal)
    except MemoryError:
        return _refused(Refusal("X02", OUT_OF_MEMORY))
    except Exception as error:
        return _refused(Refusal("X01", repr(error)))


def _bytes_of(path: str, most: int) -> bytes:
    """Return a file's first bytes, one more than are read. Raises Refusal where the disk does not give them."""
    try:
        with open(path, "rb") as file:
            # Asked for more than there is, Python would make room for it first.
            return file.read(min(os.fstat(file.fileno()).st_size, most) + 1)
    except OSError as error:
        raise Refusal("X01", repr(error), NOT_GIVEN) from error


def limit_resources(limits: Limits) -> None:
    """Bound this process; CPU time adds up, so each file gets its share on top of what was used."""
    limit_this_process(limits.memory_bytes, limits.cpu_seconds)


def _encoded(reply: Mapping[str, object]) -> bytes:
    # Thai as it is: escapes would be twice the bytes and the time.
    return json.dumps(reply, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _refused(refusal: Refusal) -> dict[str, object]:
    return {"ok": False, "rule": refusal.rule, "detail": refusal.detail, "kind": refusal.kind}


if __name__ == "__main__":
    main()
