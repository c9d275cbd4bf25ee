"""Python imports this when it starts, in a test's process and in every child: no request leaves the machine.

What would is refused and written into the file that ADDRESSES_TOUCHED names, where the test that did it finds it.
Standard library only: the readers of files start in milliseconds.
"""

import os
import sys
from typing import Any

TOUCHED = "ADDRESSES_TOUCHED"
SOCK_DGRAM = 2  # of the module socket, which is not imported for this
ASKED = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
LOOKED_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
HERE = frozenset({"", "localhost", "::1", "::", "0.0.0.0", os.uname().nodename})


def is_here(host: object) -> bool:
    """Tell whether a host is this machine."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    return name in HERE or name.startswith("127.")


def refuse_others(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what leaves the machine. Raises PermissionError."""
    if event in ASKED:
        if event == "socket.connect" and arguments[0].type == SOCK_DGRAM:
            return  # sends nothing: programs ask in this way for their own address
        address = arguments[1] if len(arguments) > 1 else None
        host = address[0] if isinstance(address, tuple) else ""  # a path is a socket of this machine
    elif event in LOOKED_UP:
        host = arguments[0]
    else:
        return
    if not is_here(host):
        if path := os.environ.get(TOUCHED):
            with open(path, "a", encoding="utf-8") as file:
                file.write(f"{event} {host}\n")
        raise PermissionError(f"{event}: {host} is not this machine")


sys.addaudithook(refuse_others)
