"""Run as a program: publish an inbox elsewhere, at another time; prints nothing. Used to compare bytes."""

import sys
from datetime import datetime
from pathlib import Path

from tests.support.whole_way import HALF, YEAR, publish_office

if __name__ == "__main__":
    inbox, reference, home, output = (Path(name) for name in sys.argv[1:5])
    publish_office(inbox, home, (HALF, YEAR), reference, datetime.fromisoformat(sys.argv[5]), output)
