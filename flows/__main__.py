"""A program of a served office: `python -m flows runner`, `… watch` or `… page`.

It ends with whoever started it from its first moment on, and not only when all it needs is imported.
"""

import os
import sys
from importlib import import_module

from flows.with_parent import end_quietly, end_with_parent


def main(name: str) -> None:
    """Run the program of this name until it is ended."""
    end_with_parent(lambda: os._exit(0))
    end_quietly()
    import_module(f"flows.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1])
