"""How fast the page answers: uv run python -m benchmarks.page_load

A round of 3,590 divisions is made of the published sample; 40 people look at the board and search in it, and divisions
send 100 files meanwhile. Prints the median and the 99th percentile of the board, and whether every file lies in the
inbox. The machine should be quiet.
"""

import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from sarup.codes import AccessRole
from sarup.gather.inbox import list_inbox
from sarup.warehouse_file import WAREHOUSE, open_warehouse
from tests.support.web.page_office import PageOffice, copied, csrf_of
from tests.support.web.served import served
from tests.support.whole_way import HALF, SAMPLE, publish_office

DIVISIONS, PEOPLE, LOOKS, FILES = 3_590, 40, 10, 100
MANY = f"""
insert into rollup.completeness
select c.* replace ('d' || range as division_code, 'หน่วยงานสมมติ ' || range as division_name, 100 + range as sort_no)
from rollup.completeness as c cross join range({DIVISIONS} - 11)
where round_code = '{HALF}' and division_code = 'pr'
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        published = publish_office(SAMPLE / "inbox", Path(name) / "published", (HALF,))
        page = copied(published, Path(name) / "page")
        (page.home / WAREHOUSE).chmod(0o600)
        with open_warehouse(page.home / WAREHOUSE) as connection:
            connection.execute(MANY)
        with served(page) as address:
            measure(page, address)
        page.office.close()


def measure(page: PageOffice, address: str) -> None:
    """Let everybody in, then look and send at once."""
    people = [page.browser(AccessRole.PLANNING_OFFICE).cookies for _ in range(PEOPLE)]
    senders = [page.browser(AccessRole.FOCAL_POINT, "pr") for _ in range(4)]
    tokens = [(client.cookies, csrf_of(client, f"/counter/{HALF}")) for client in senders]
    before = len(list_inbox(page.inbox))
    began = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE + len(tokens)) as pool:
        looked = [pool.submit(look, address, dict(cookies)) for cookies in people]
        sent = [pool.submit(send, address, dict(cookies), csrf, at) for at, (cookies, csrf) in enumerate(tokens)]
        times = sorted(seconds for one in looked for seconds in one.result())
        answers = [code for one in sent for code in one.result()]
    print(f"{DIVISIONS} divisions, {PEOPLE} people, {len(times)} looks in {time.perf_counter() - began:.1f} s")
    print(f"board: median {statistics.median(times) * 1000:.0f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.0f} ms")
    print(f"files: {answers.count(303)} of {FILES} answered, {len(list_inbox(page.inbox)) - before} in the inbox")


def look(address: str, cookies: dict[str, str]) -> list[float]:
    """Return the seconds of each look at the board, of one person who looks every few seconds."""
    found = []
    with httpx.Client(base_url=address, cookies=cookies, timeout=60) as client:
        for turn in range(LOOKS):
            began = time.perf_counter()
            answer = client.get(f"/rounds/{HALF}", params={"page": turn + 1, "q": "สมมติ" if turn % 2 else ""})
            found.append(time.perf_counter() - began)
            assert answer.status_code == 200
            time.sleep(5)
    return found


def send(address: str, cookies: dict[str, str], csrf: str, number: int) -> list[int]:
    """Return the answers to a quarter of the files, spread over the time that people look."""
    with httpx.Client(base_url=address, cookies=cookies, timeout=60) as client:
        answers = []
        for turn in range(FILES // 4):
            file = {"file": (f"load-{number}-{turn}.xlsx", f"PK {number} {turn}".encode())}
            answers.append(client.post(f"/counter/{HALF}/files", data={"csrf": csrf}, files=file).status_code)
            time.sleep(1.5)
    return answers


if __name__ == "__main__":
    main()
