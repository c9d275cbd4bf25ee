"""Settings from the environment (SARUP_HOME, SARUP_WORKERS, …); the command line's options win over them."""

from pathlib import Path
from typing import Literal

from pydantic import PositiveFloat, PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where Sarup lives, how much of the machine it may use, and how long it waits for files that still change.

    Inbox and reference are the last ones used with the home where nothing names them. `sarup serve` listens at `host`
    with Prefect's server on `port` and its own health on `health_port`, and looks every `watch_seconds` for new files.
    `log` is text or json. Chunks of files go to the Dask cluster at `dask_scheduler`, where there is one.

    `settle_seconds` pass between two looks at the inbox; a file that is not whole is answered when it has not
    changed for `grace_seconds`.
    """

    model_config = SettingsConfigDict(env_prefix="SARUP_")

    home: Path = Path("warehouse")
    inbox: Path | None = None
    reference: Path | None = None
    workers: PositiveInt = 2
    settle_seconds: float = 0.5
    grace_seconds: float = 300.0
    host: str = "127.0.0.1"
    port: PositiveInt = 4200
    health_port: PositiveInt = 4280
    watch_seconds: PositiveFloat = 5.0
    dask_scheduler: str | None = None
    log: Literal["text", "json"] = "text"
