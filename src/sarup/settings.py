"""Settings from the environment (SARUP_HOME, SARUP_WORKERS, …); the command line's options win over them."""

from pathlib import Path
from typing import Literal

from pydantic import Field, PositiveInt, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where Sarup lives, how much of the machine it may use, and how long it waits for files that still change.

    `settle_seconds` pass between two looks at the inbox; a file that is not whole is answered when it has not
    changed for `grace_seconds`.
    """

    model_config = SettingsConfigDict(env_prefix="SARUP_")

    home: Path = Path("warehouse")
    workers: PositiveInt = 2
    settle_seconds: float = 0.5
    grace_seconds: float = 300.0
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
