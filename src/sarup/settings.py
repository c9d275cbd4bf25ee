"""An office's settings: the command line's options win over the environment, that over sarup.toml, that over ours.

sarup.toml is the file that SARUP_CONFIG names (`sarup --config`), else the one beside the home: beside `SARUP_HOME`
(`--home`), or in the current folder, where the home is unless told otherwise. Paths in it are seen from its folder.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

PREFIX = "SARUP_"
CONFIG, HOME = f"{PREFIX}CONFIG", f"{PREFIX}HOME"
SETTINGS_FILE, DEFAULT_HOME = "sarup.toml", Path("warehouse")
FILES = ("smtp_password_file", "smtp_ca_file", "imap_password_file", "imap_ca_file")
PLACES = frozenset({"home", "inbox", "reference", *FILES})
# What is never said back.
SECRETS = frozenset({"smtp_password", "imap_password", "alarm_urls"})
_LINE = re.compile(r"at line (\d+)")


class Fault(StrEnum):
    """What can be wrong with a setting or with its file."""

    NO_FILE = "no_file"
    NO_TEXT = "no_text"
    NO_TOML = "no_toml"
    UNKNOWN = "unknown"
    NUMBER = "number"
    NOT_ABOVE = "not_above"
    BELOW = "below"
    CHOICE = "choice"
    OTHER = "other"


# What pydantic calls them.
_FAULTS = {
    "extra_forbidden": Fault.UNKNOWN,
    "int_parsing": Fault.NUMBER,
    "int_type": Fault.NUMBER,
    "int_from_float": Fault.NUMBER,
    "float_parsing": Fault.NUMBER,
    "float_type": Fault.NUMBER,
    "greater_than": Fault.NOT_ABOVE,
    "greater_than_equal": Fault.BELOW,
    "literal_error": Fault.CHOICE,
}


@dataclass(frozen=True)
class SettingFault:
    """One thing that is wrong: `place` is an environment variable or a file, `line_no` the file's line where known.

    `bound` is what a number must reach, or the choices there are.
    """

    fault: Fault
    place: str
    line_no: int | None = None
    key: str = ""
    value: str = ""
    bound: str = ""


class FaultySettings(Exception):
    """Settings that cannot be used: everything that is wrong with them."""

    def __init__(self, *faults: SettingFault) -> None:
        super().__init__("; ".join(f"{one.place} {one.line_no or ''} {one.key}: {one.fault}" for one in faults))
        self.faults = faults


class _OfficeFile(TomlConfigSettingsSource):
    """sarup.toml, its paths seen from where it lies."""

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        entries = _parsed(file_path)
        return {
            key: str(file_path.parent / value) if key in PLACES and isinstance(value, str) else value
            for key, value in entries.items()
        }


class Settings(BaseSettings):
    """What an office may set: names are those of sarup.toml, and with SARUP_ before them those of the environment.

    Inbox and reference are the last ones used with the home where nothing names them.

    Raises FaultySettings for a key that is none and a value that cannot be.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", title="Settings")

    home: Path = Field(
        default=DEFAULT_HOME, description="Archive, journal, editions, database, documents and letters of the office."
    )
    inbox: Path | None = Field(default=None, description="One folder a division; it is only read.")
    reference: Path | None = Field(default=None, description="Agencies, divisions, rounds, the office's choices.")
    workers: PositiveInt = Field(
        default=2, description="Processes that read and judge files, or write documents, at once."
    )
    settle_seconds: NonNegativeFloat = Field(
        default=0.5, description="Between two looks at a file that may still be copied."
    )
    grace_seconds: NonNegativeFloat = Field(
        default=300.0, description="After these, a file that is not whole and does not change is answered."
    )
    as_of_days: PositiveInt = Field(default=90, description="Days that looks into the past (HOME/as-of) are kept.")
    outbox_days: PositiveInt = Field(default=730, description="Days that letters and receipts of a round are kept.")
    free_disk_mb: PositiveInt = Field(
        default=2048, description="Megabytes that must be free where the home lies; below, `sarup doctor` says so."
    )
    readers: str = Field(
        default="",
        description="The group that may read database and documents; without one, whoever may enter the home.",
    )
    host: str = Field(default="127.0.0.1", description="Where `sarup serve` listens: this machine alone.")
    port: PositiveInt = Field(default=4200, description="The port of Prefect's server and pages.")
    health_port: PositiveInt = Field(
        default=4280, description="The port at which `sarup serve` says whether it is well."
    )
    watch_seconds: PositiveFloat = Field(default=5.0, description="Between two looks of `sarup serve` at the inbox.")
    page_host: str = Field(default="127.0.0.1", description="Where the page listens: this machine alone.")
    page_port: NonNegativeInt = Field(default=4270, description="The port of the page; 0: there is none.")
    page_url: str = Field(
        default="",
        description="How people reach the page, where a proxy stands before it: https://sarup.example.go.th.",
    )
    page_upload_mb: PositiveInt = Field(default=20, description="Megabytes that a file sent by the page may have.")
    log: Literal["text", "json"] = Field(default="text", description="How `sarup serve` writes its log.")
    task_runner: Literal["local", "dask"] = Field(
        default="local", description="Who reads and judges files and writes documents: this machine or a Dask cluster."
    )
    dask_address: str | None = Field(default=None, description="The scheduler of that cluster (tcp://host:8786).")
    shared_storage: str | None = Field(
        default=None, description="The folder or S3 address (s3://bucket/name) that this machine and all workers see."
    )
    smtp_host: str | None = Field(default=None, description="The server that sends mail; without one, none is sent.")
    smtp_port: PositiveInt = Field(default=587, description="The port of the server that sends mail.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the way to it is encrypted; none only on this machine."
    )
    smtp_user: str = Field(default="", description="The account that sends; without one, nobody logs in.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="Its password; better kept in a file.")
    smtp_password_file: Path | None = Field(default=None, description="A file with nothing but its password.")
    smtp_from: str = Field(default="", description="The address that mail comes from, the office's own.")
    smtp_ca_file: Path | None = Field(default=None, description="The authority of the server, where it is one's own.")
    imap_host: str | None = Field(default=None, description="The server from which mail is received.")
    imap_port: PositiveInt = Field(default=993, description="The port of the server from which mail is received.")
    imap_security: Literal["starttls", "tls", "none"] = Field(
        default="tls", description="How the way to it is encrypted; none only on this machine."
    )
    imap_user: str = Field(default="", description="The account whose mailbox is read.")
    imap_password: SecretStr = Field(default=SecretStr(""), description="Its password; better kept in a file.")
    imap_password_file: Path | None = Field(default=None, description="A file with nothing but its password.")
    imap_ca_file: Path | None = Field(default=None, description="The authority of the server, where it is one's own.")
    imap_done_folder: str = Field(default="", description="Where messages whose files were taken are moved.")
    imap_authserv_id: str = Field(
        default="", description="The name under which the server says who proved to be the sender (RFC 8601)."
    )
    mail_limit_mb: PositiveInt = Field(default=35, description="Megabytes that a message may have to be received.")
    alarm_urls: SecretStr = Field(
        default=SecretStr(""),
        description="Where digests and alarms go beside mail: Apprise's addresses, spaces between.",
    )

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise FaultySettings(*(_fault(one, given) for one in error.errors())) from error

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where settings come from, the strongest first."""
        return init_settings, env_settings, _OfficeFile(settings_cls, settings_file())


def settings_file() -> Path | None:
    """Return the sarup.toml that holds, None where there is none.

    Raises FaultySettings when SARUP_CONFIG names a file that is not there.
    """
    if named := os.environ.get(CONFIG):
        if not Path(named).is_file():
            raise FaultySettings(SettingFault(Fault.NO_FILE, named))
        return Path(named)
    beside = Path(os.environ.get(HOME) or DEFAULT_HOME).parent / SETTINGS_FILE
    return beside if beside.is_file() else None


def environment_of_a_child() -> dict[str, str]:
    """Return the environment for a process that reads, judges or writes: without secrets, and what Prefect is told."""
    kept_back = {f"{PREFIX}{name}".upper() for name in SECRETS}
    return {
        name: value
        for name, value in os.environ.items()
        if name.upper() not in kept_back and not name.upper().startswith("PREFECT_")
    }


def unknown_variables() -> list[str]:
    """Return the variables of the environment that look like settings and are none, such as a misspelt one."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {CONFIG}
    return sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)


def _parsed(path: Path) -> dict[str, Any]:
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise FaultySettings(SettingFault(Fault.NO_TEXT, str(path))) from error
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))  # else it is at the end
        line = int(found[1]) if found else len(text.splitlines())
        raise FaultySettings(SettingFault(Fault.NO_TOML, str(path), line)) from error


def _fault(error: Any, given: Mapping[str, Any]) -> SettingFault:
    """Return where a faulty value was set: given by a caller, in the environment or in a line of the file."""
    key = str(error["loc"][0])
    variable = next((name for name in os.environ if name.upper() == f"{PREFIX}{key}".upper()), None)
    file = None if variable or key in given else settings_file()
    context = error.get("ctx", {})
    return SettingFault(
        fault=_FAULTS.get(error["type"], Fault.OTHER),
        place=variable or str(file or ""),
        line_no=_line_of(key, file) if file else None,
        key=key,
        value="…" if key in SECRETS else str(error["input"]),
        bound=str(context.get("gt", context.get("ge", context.get("expected", "")))),
    )


def _line_of(key: str, path: Path) -> int | None:
    """Return the line, numbered from 1, on which a key of the file or a table of that name begins."""
    begins = re.compile(rf"""\s*\[?\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if begins.match(line)), None)
