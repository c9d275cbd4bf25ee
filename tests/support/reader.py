"""Run as a program: an analyst who opens the database again and again with the plain duckdb client, and never by sarup.

Arguments: the database, a file that appears when it is time to stop. Prints what each look saw, one JSON list a line.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

LOOK = """
select
    (select count(*) from core.submission),
    (select count(*) from core.result where is_reported),
    (select sum(item_count) from rollup.agency_round),
    (select count(*) from rollup.item_round)
"""

if __name__ == "__main__":
    database, stop = Path(sys.argv[1]), Path(sys.argv[2])
    while not stop.exists():
        with duckdb.connect(str(database), read_only=True) as connection:
            first = connection.execute(LOOK).fetchone()
            again = connection.execute(LOOK).fetchone()
        print(json.dumps([first, again]), flush=True)
        time.sleep(0.02)  # an analyst, not a second run: the writer needs the cores
