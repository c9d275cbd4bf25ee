"""What is deployed elsewhere than here is of the form it must have, and names what there is."""

import configparser
from pathlib import Path
from typing import Any

import yaml

from sarup.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def unit(name: str) -> configparser.ConfigParser:
    """Return a unit of systemd; a key that stands several times keeps its last value."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "deploy" / name, encoding="utf-8")
    return parser


def test_the_unit_starts_the_service_waits_for_its_end_and_lets_it_write_nowhere_but_home() -> None:
    service = unit("sarup.service")["Service"]
    assert service["ExecStart"].endswith("/bin/sarup serve")
    assert int(service["TimeoutStopSec"]) > 10
    assert service["ReadWritePaths"] == "/srv/sarup/warehouse"
    assert (service["NoNewPrivileges"], service["ProtectSystem"], service["CapabilityBoundingSet"]) == (
        "yes",
        "strict",
        "",
    )
    named = {
        line.split("=")[1].removeprefix("SARUP_").lower()
        for line in (ROOT / "deploy/sarup.service").read_text(encoding="utf-8").splitlines()
        if line.startswith("Environment=SARUP_")
    }
    assert named <= Settings.model_fields.keys()
    assert unit("sarup-health.timer")["Timer"]["OnUnitActiveSec"] == "5min"
    assert "127.0.0.1:4280/health" in unit("sarup-health.service")["Service"]["ExecStart"]


def test_the_containers_listen_on_this_machine_alone_and_share_one_folder() -> None:
    compose: dict[str, Any] = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert sorted(services) == ["database", "sarup", "scheduler", "worker"]
    published = [port for one in services.values() for port in one.get("ports", ())]
    assert published == ["127.0.0.1:4200:4200", "127.0.0.1:4280:4280"]
    for name in ("sarup", "scheduler", "worker"):
        assert services[name]["cap_drop"] == ["ALL"]
    assert {"warehouse:/srv/sarup/warehouse", "shared:/srv/sarup/shared"} <= set(services["sarup"]["volumes"])
    assert services["worker"]["volumes"] == ["shared:/srv/sarup/shared"]
    named = {name.removeprefix("SARUP_").lower() for name in services["sarup"]["environment"] if "SARUP_" in name}
    assert named == {"task_runner", "dask_address", "shared_storage"} <= Settings.model_fields.keys()
    assert services["sarup"]["command"][:2] == ["sarup", "serve"]
    assert services["worker"]["command"][2] == "tcp://scheduler:8786"
    assert sorted(compose["volumes"]) == ["database", "shared", "warehouse"]


def test_the_image_is_made_of_what_there_is() -> None:
    lines = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("CMD")] == ['CMD ["sarup", "serve"]']
    variables = {word.split("=")[0] for line in lines for word in line.split() if word.startswith("SARUP_")}
    assert {name.removeprefix("SARUP_").lower() for name in variables} <= Settings.model_fields.keys()
