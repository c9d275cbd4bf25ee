"""An office that is served: what is dropped is answered, what is killed is made up for, what is stopped stops."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from flows.server import API_URL, server_of_a_run
from tests.support.whole_way import HALF, SAMPLE

ROOT = Path(__file__).resolve().parents[2]
PLAN, FIRST, SECOND = "plan/plan-2564.xlsx", "hr/รายงานผล_hr_2564-6m.xlsx", "fin/รายงานผล_fin_2564-6m.xlsx"


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


@dataclass
class Office:
    """A served office: its folders, its service, its ports."""

    home: Path
    inbox: Path
    port: int
    health_port: int
    service: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
        words = (
            "serve", "--home", self.home, "--inbox", self.inbox, "--reference", SAMPLE / "reference",
            "--port", self.port, "--health-port", self.health_port,
        )  # fmt: skip
        self.service = subprocess.Popen(
            [Path(sys.executable).with_name("sarup"), *map(str, words)],
            env={**environment, "SARUP_WATCH_SECONDS": "1", "SARUP_LOG": "json", "SARUP_PAGE_PORT": "0"},
            stdout=(self.home.parent / "out").open("ab"),
            stderr=(self.home.parent / "err").open("ab"),
        )

    def drop(self, path: str) -> None:
        (self.inbox / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLE / "inbox" / path, self.inbox / path)

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Return what the server answers; while its database is busy it asks to be asked again."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        for _ in range(20):
            try:
                with urlopen(Request(f"{self.url}/{path}", data, headers), timeout=20) as answer:
                    return json.load(answer)
            except HTTPError as error:
                if error.code != 503:
                    raise
                time.sleep(0.5)
        raise AssertionError(f"{path}: the server is busy")

    def runs(self) -> list[dict[str, Any]]:
        """Return every run, the first one first."""
        return sorted(self.ask("flow_runs/filter", {}), key=lambda run: str(run["created"]))

    def letters(self, division: str) -> list[str]:
        return sorted(path.name for path in (self.home / "outbox" / division).rglob("*.html"))

    def groups(self) -> list[int]:
        """Return the process groups of the programs that the service started."""
        said = (self.home.parent / "err").read_text(encoding="utf-8").splitlines()
        started = [json.loads(line)["message"] for line in said if line.startswith("{") and "started as" in line]
        return [int(message.rpartition(" ")[2]) for message in started]


def wait_until(holds: Callable[[], Any], seconds: float = 600) -> Any:
    """Return what holds as soon as it does."""
    until = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.2)
    return found


def lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def health(office: Office) -> dict[str, Any]:
    try:
        with urlopen(f"http://127.0.0.1:{office.health_port}/health", timeout=5) as answer:
            told: dict[str, Any] = json.load(answer)
    except HTTPError as error:
        told = json.load(error)
    except OSError:
        told = {"well": False}
    return told


def process_of(run_id: str) -> int | None:
    """Return the process of a deployed run."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"PREFECT__FLOW_RUN_ID={run_id}".encode() in (place / "environ").read_bytes().split(b"\0"):
                return int(place.name)
        except OSError:
            continue
    return None


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return an office whose plan and first file lie there when it begins to be served."""
    folder = tmp_path_factory.mktemp("served")
    served = Office(folder / "home", folder / "inbox", free_port(), free_port())
    for path in (PLAN, FIRST):
        served.drop(path)
    served.start()
    yield served
    assert served.service is not None
    served.service.kill()
    served.service.wait()


def test_what_lies_there_is_answered_by_a_run_that_is_named_by_round_and_reason(office: Office) -> None:
    wait_until(lambda: health(office)["well"])
    wait_until(lambda: office.letters("hr"))
    run = wait_until(lambda: [one for one in office.runs() if one["state_type"] == "COMPLETED"])[0]
    assert run["name"].startswith(f"{HALF} drop 2")
    assert run["parameters"] == {"request": {"round_code": HALF, "reason": "drop"}}
    tasks = office.ask("task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    assert {one["name"] for one in tasks} == {"gather", "validate", "load", "roll_up", "render", "answer", "publish"}
    assert office.letters("hr") == [name for name in office.letters("hr") if name.endswith("-receipt.html")]


def test_the_round_is_chosen_from_the_known_ones_and_nobody_closes_one_at_the_port(office: Office) -> None:
    deployment = office.ask("deployments/name/consolidated-report/report")
    schema = deployment["parameter_openapi_schema"]
    assert list(schema["properties"]) == ["request"]
    request = schema["definitions"]["ReportRequest"]
    assert request["properties"]["round_code"]["enum"] == ["2564-6m", "2564-12m"]
    assert sorted(request["properties"]) == ["as_of", "reason", "round_code"]
    wrong = {"request": {"round_code": HALF, "closing": {"role": "x"}}}
    with pytest.raises(HTTPError) as refused:
        office.ask(f"deployments/{deployment['id']}/create_flow_run", {"parameters": wrong})
    assert refused.value.code == 409


def test_a_command_on_the_machine_uses_the_server(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(API_URL, raising=False)
    with server_of_a_run(office.home, print) as wait:
        wait()
        assert os.environ[API_URL] == office.url


def test_a_killed_run_is_crashed_and_made_up_once_while_the_next_waits_its_turn(office: Office) -> None:
    office.drop(SECOND)
    known = {run["id"] for run in office.runs()}

    def at_work() -> list[dict[str, Any]]:
        return [one for one in office.runs() if one["id"] not in known and one["state_type"] == "RUNNING"]

    def state(run_id: str) -> str:
        return str(office.ask(f"flow_runs/{run_id}")["state_name"])

    (run,) = wait_until(at_work)
    parameters = {"request": {"round_code": "2564-12m"}}
    body = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
    waiting = office.ask(f"deployments/{run['deployment_id']}/create_flow_run", body)["id"]
    wait_until(lambda: state(waiting) == "AwaitingConcurrencySlot")
    office.ask(f"flow_runs/{waiting}/set_state", {"state": {"type": "CANCELLED"}, "force": True})
    os.kill(process_of(run["id"]) or -1, signal.SIGKILL)
    wait_until(lambda: state(run["id"]) == "Crashed")
    (again,) = wait_until(lambda: [one for one in office.runs() if "made-up" in one["tags"]])
    wait_until(lambda: state(again["id"]) == "Completed")
    assert office.letters("fin")
    assert office.ask(f"flow_runs/{again['id']}")["name"].startswith(f"{HALF} made-up 2")
    time.sleep(3)  # three more looks of the watch
    assert len([one for one in office.runs() if "made-up" in one["tags"]]) == 1
    (alarm,) = (office.home / "alarms").iterdir()
    assert "ระบบจะประมวลผลให้อีกหนึ่งครั้ง" in alarm.read_text(encoding="utf-8")


def test_prefect_yaml_deploys_from_a_clone(office: Office) -> None:
    environment = {
        **os.environ, API_URL: office.url, "SARUP_HOME": str(office.home), "SARUP_INBOX": str(office.inbox),
        "SARUP_REFERENCE": str(SAMPLE / "reference"), "PREFECT_HOME": str(office.home.parent / "prefect"),
    }  # fmt: skip
    office.ask("work_pools/", {"name": "sarup", "type": "process"})
    prefect = Path(sys.executable).with_name("prefect")
    done = subprocess.run(
        [prefect, "--no-prompt", "deploy", "--all"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    deployment = office.ask("deployments/name/consolidated-report/report")
    assert deployment["work_pool_name"] == "sarup"
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "ENQUEUE"


def test_it_stops_within_ten_seconds_and_pauses_nothing(office: Office) -> None:
    assert office.service is not None
    begun = time.monotonic()
    office.service.send_signal(signal.SIGTERM)
    assert office.service.wait(10) == 0
    assert time.monotonic() - begun < 10
    assert not any(map(lives, office.groups()))
    assert not (office.home / "prefect" / "server.json").exists()
    with closing(sqlite3.connect(office.home / "prefect" / "prefect.db")) as database:
        assert database.execute("select paused from deployment").fetchall() == [(0,), (0,)]
    said = (office.home.parent / "err").read_text(encoding="utf-8")
    assert "leaked" not in said
    lines = [json.loads(line) for line in said.splitlines()]
    assert {"file", "division", "verdict"} <= next(one for one in lines if one["logger"] == "sarup.files").keys()


def test_a_killed_service_leaves_no_program_behind(office: Office) -> None:
    before = office.groups()
    office.start()
    started = wait_until(lambda: [one for one in office.groups() if one not in before][2:] and office.groups())
    assert office.service is not None
    office.service.kill()
    wait_until(lambda: not any(map(lives, started)), 15)
