import logging
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.store import dialect
from bot.store.alarm import MEND, Alarm
from bot.store.dialect import Trouble


def refused(name: str) -> OperationalError:
    error = sqlite3.OperationalError("no")
    error.sqlite_errorname = name
    return OperationalError("INSERT", None, error)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (refused("SQLITE_FULL"), Trouble.FULL),
        (refused("SQLITE_READONLY_DBMOVED"), Trouble.READ_ONLY),
        (refused("SQLITE_BUSY_SNAPSHOT"), Trouble.LOCKED),
        (refused("SQLITE_CORRUPT_INDEX"), Trouble.UNUSABLE),
        (refused("SQLITE_IOERR_READ"), Trouble.UNREACHABLE),
        (PoolTimeoutError(), Trouble.LOCKED),
        (ConnectionResetError(), Trouble.UNREACHABLE),
    ],
    ids=lambda value: value.name if isinstance(value, Trouble) else "",
)
def test_each_error_has_its_trouble(error: Exception, trouble: Trouble) -> None:
    assert dialect.trouble(error) is trouble


def test_every_trouble_has_its_remedy() -> None:
    assert MEND.keys() == set(Trouble)


def test_it_is_told_at_once_then_once_a_minute_and_when_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    moments = iter((0.0, 1.0, 59.0, 61.0, 62.0))
    alarm = Alarm("write", lambda: next(moments))
    alarm.worked()
    for _ in range(4):
        alarm.failed(Trouble.FULL, "SQLITE_FULL")
    alarm.failed(Trouble.LOCKED, "SQLITE_BUSY")
    alarm.worked()
    alarm.worked()
    told = [record.getMessage() for record in caplog.records]
    assert ["free some space" in line for line in told] == [True, True, False, False]
    assert "failures=4" in told[1]
    assert "SQLITE_BUSY" in told[2]
    assert told[3] == "database_works_again access=write failures=5"
