import re
import sys

import pytest

from bot.errors import StartupError
from bot.store.database import Database
from bot.store.url import DEFAULT, checked


@pytest.mark.parametrize(
    ("written", "used"),
    [
        pytest.param(DEFAULT, DEFAULT, id="default"),
        pytest.param("sqlite:///rvu.db", "sqlite+aiosqlite:///rvu.db", id="sqlite-without-driver"),
        pytest.param("sqlite+aiosqlite:////var/rvu.db", "sqlite+aiosqlite:////var/rvu.db", id="absolute-path"),
        pytest.param("sqlite+aiosqlite://", "sqlite+aiosqlite://", id="memory"),
        pytest.param("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d", id="postgres-as-hosts-write-it"),
        pytest.param("postgresql+asyncpg://u:p@h/d", "postgresql+asyncpg://u:p@h/d", id="postgresql"),
        pytest.param(f" {DEFAULT}\n", DEFAULT, id="stray-blanks"),
    ],
)
def test_an_address_is_given_its_async_driver(written: str, used: str) -> None:
    assert checked(written) == used


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        pytest.param("rvu.db", "not a plain path", id="plain-path"),
        pytest.param("/srv/rvu.db", "not a plain path", id="absolute-plain-path"),
        pytest.param("", "not a plain path", id="empty"),
        pytest.param("mysql://u:secret@h/d", "mysql://: not supported", id="unsupported"),
        pytest.param("sqlite+pysqlite:///x.db", "sqlite+pysqlite://: not supported", id="blocking-driver"),
        pytest.param("sqlite+aiosqlite://rvu.db", "three slashes", id="two-slashes"),
        pytest.param("postgresql://u:secret@h:port/d", "not a valid address", id="port-in-words"),
    ],
)
def test_a_wrong_address_gets_one_sentence_that_repeats_no_password(written: str, sentence: str) -> None:
    with pytest.raises(StartupError, match=re.escape(sentence)) as caught:
        Database(written)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(StartupError, match="asyncpg, which is not installed"):
        Database("postgresql://user@localhost/rvu")
