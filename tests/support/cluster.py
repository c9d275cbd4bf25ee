"""A Dask cluster of processes on this machine, and a store that speaks S3."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from threading import Thread

BUCKET = "sarup"
ACCOUNT = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


@dataclass(frozen=True)
class Workers:
    """Worker processes, each with a folder of its own for what it is at work on, and their scheduler's address."""

    address: str
    processes: Sequence[subprocess.Popen[bytes]]
    folders: Sequence[Path]

    def kill_the_first_at_work(self) -> Thread:
        """Kill the first worker that is in the midst of a chunk, from a thread that ends then."""

        def kill() -> None:
            while True:
                for process, folder in zip(self.processes, self.folders, strict=True):
                    if any(folder.glob("sarup-chunk-*/archive")):
                        process.kill()
                        process.wait()
                        return
                time.sleep(0.01)

        thread = Thread(target=kill, daemon=True)
        thread.start()
        return thread

    def alive(self) -> int:
        """Return how many are left."""
        return sum(process.poll() is None for process in self.processes)


@contextmanager
def workers_at_work(folder: Path, count: int) -> Iterator[Workers]:
    """Run a scheduler and so many workers while the block runs."""
    with socket() as place:
        place.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{place.getsockname()[1]}"
    folders = [folder / str(number) for number in range(count)]
    scheduler = _start("scheduler", folder, "--host", address)
    workers = []
    try:
        for one in folders:
            one.mkdir()
            workers.append(_start("worker", one, address, "--nthreads", "1", "--no-nanny", "--local-directory", "."))
        yield Workers(address, workers, folders)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _start(name: str, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parents[2]
    environment = {
        **os.environ,
        "TMPDIR": str(folder),
        "PREFECT_HOME": str(folder / "prefect"),
        "PYTHONPATH": str(root),
    }
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments, "--no-dashboard"]
    with (folder / f"{name}.log").open("wb") as words:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=words, stderr=words)


@contextmanager
def s3_store() -> Iterator[dict[str, str]]:
    """Run a store with one empty bucket; gives the variables of the environment that lead there."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        variables = {**ACCOUNT, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
        boto3.client("s3", endpoint_url=variables["AWS_ENDPOINT_URL"], **keys).create_bucket(Bucket=BUCKET)
        yield variables
    finally:
        server.stop()
