"""Everything that the environment or a `.env` file may set. Nothing is read before `read()` is called."""

from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import StartupError
from bot.store import url

_SHORT: Final = 3

Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """The settings, checked. An empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        # A refused token must not be printed with the refusal.
        hide_input_in_errors=True,
    )

    discord_token: SecretStr | None = None
    """None: no Discord, the console chat instead."""
    database_url: str = url.DEFAULT
    discord_api_base: str | None = None
    """A rate-limit proxy or a local stand-in; None: Discord's own address."""
    discord_gateway_url: str | None = None
    message_content: bool = False
    """Whether to ask for the privileged intent, needed only to listen in whole channels."""
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode] = None
    """The shards this process runs; None: all of them."""
    shard_count: Annotated[int, Field(ge=1)] | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    member_limit: Annotated[int, Field(ge=0)] = 300
    """Questions and clicks a minute that one member gets answered; 0: all."""
    server_limit: Annotated[int, Field(ge=0)] = 6000
    """The same of one server."""
    health_port: Port | None = None
    """None: no health page."""
    health_host: str = "127.0.0.1"
    """The address that the health page listens at: this machine alone unless chosen otherwise."""
    rvu_cms_dir: Path = Path("../shared/cms")
    """Where the CMS files lie that the catalog is made and tested from."""

    @field_validator("discord_token", mode="after")
    @classmethod
    def _token_without_blanks(cls, token: SecretStr | None) -> SecretStr | None:
        """Drop what copying brought along; a token of blanks alone is none."""
        bare = token.get_secret_value().strip() if token else ""
        return SecretStr(bare) if bare else None

    @property
    def secrets(self) -> list[SecretStr]:
        """Return what must not be read anywhere: the token, and the database's password however it is written."""
        quoted = urlsplit(self.database_url).password
        # One of a few letters would blot out half of every line.
        passwords = {quoted, unquote(quoted)} if quoted and len(quoted) > _SHORT else set()
        return [*([self.discord_token] if self.discord_token else []), *map(SecretStr, passwords)]

    @field_validator("database_url", mode="after")
    @classmethod
    def _known_database(cls, address: str) -> str:
        try:
            return url.checked(address)
        except StartupError as error:
            raise ValueError(str(error).removeprefix("DATABASE_URL ")) from error

    @field_validator("discord_api_base", "discord_gateway_url", mode="after")
    @classmethod
    def _whole_address(cls, address: str | None) -> str | None:
        if address is not None:
            parts = urlsplit(address)
            if parts.scheme not in {"http", "https", "ws", "wss"} or not parts.netloc:
                msg = "has to be a whole address, with http(s):// or ws(s):// and a host"
                raise ValueError(msg)
        return address

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _list_of_numbers(cls, written: object) -> object:
        """Read `0,1`; brackets are allowed."""
        if not isinstance(written, str):
            return written
        each = [number.strip() for number in written.strip("[] ").split(",")]
        if not all(number.isdecimal() for number in each):
            msg = "has to be whole numbers separated by commas, such as 0,1"
            raise ValueError(msg)
        numbers = [int(number) for number in each]
        if len(set(numbers)) < len(numbers):
            msg = "names a shard twice: each runs once"
            raise ValueError(msg)
        return numbers

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case_up(cls, written: object) -> object:
        return written.upper() if isinstance(written, str) else written

    @field_validator("log_format", mode="before")
    @classmethod
    def _any_case_down(cls, written: object) -> object:
        return written.lower() if isinstance(written, str) else written

    @model_validator(mode="after")
    def _shards_exist(self) -> Self:
        if self.shard_ids is not None:
            if self.shard_count is None:
                msg = "SHARD_IDS needs SHARD_COUNT, the number of all shards"
                raise ValueError(msg)
            if not all(0 <= number < self.shard_count for number in self.shard_ids):
                msg = f"SHARD_IDS has to lie between 0 and {self.shard_count - 1}, one less than SHARD_COUNT"
                raise ValueError(msg)
        return self


def read() -> Settings:
    """Read the environment and `.env`, the environment first.

    Raises `StartupError` that names each wrong variable in one line and repeats no value.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise StartupError("; ".join(wrong(error)) + ".") from None
    except UnicodeDecodeError:
        msg = "The file .env is not UTF-8 text."
        raise StartupError(msg) from None


def wrong(error: ValidationError) -> list[str]:
    """Say for each problem which variable is wrong and how, without its value."""
    lines = []
    for problem in error.errors(include_url=False, include_context=False, include_input=False):
        # Unions and lists add their own parts to the place; the variable's name comes first.
        name = str(problem["loc"][0]).upper() if problem["loc"] else ""
        lines.append(f"{name} {problem['msg'].removeprefix('Value error, ').removesuffix('.')}".strip())
    return list(dict.fromkeys(lines))
