import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot.discord_ui import pictures
from bot.discord_ui.pictures import Pictures
from bot.domain.answer import ChartSpec
from bot.errors import RvuError


def spec(title: str) -> ChartSpec:
    return ChartSpec(title=title, alt=title, source="CMS", panels=())


class Drawer:
    """Draws a title, and only while it is let."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.threads: set[int] = set()
        self.may = threading.Event()
        self.may.set()

    def __call__(self, wanted: ChartSpec) -> bytes:
        self.may.wait(5)
        self.threads.add(threading.get_ident())
        self.drawn.append(wanted.title)
        if wanted.title == "impossible":
            raise ZeroDivisionError
        return wanted.title.encode()


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def made(drawer: Drawer) -> Iterator[Pictures]:
    there = Pictures(drawer)
    yield there
    drawer.may.set()
    there.close()


async def test_each_chart_is_drawn_once_in_one_thread_that_is_not_the_loops(made: Pictures, drawer: Drawer) -> None:
    drawer.may.clear()
    asked = [asyncio.create_task(made.of(spec(title))) for title in ("a", "b", "a", "a")]
    await asyncio.sleep(0)
    asked[0].cancel()
    drawer.may.set()
    assert await asyncio.gather(*asked[1:]) == [b"b", b"a", b"a"]
    assert await made.of(spec("a")) == b"a"
    assert drawer.drawn == ["a", "b"]
    assert len(drawer.threads) == 1
    assert threading.get_ident() not in drawer.threads


async def test_only_the_last_ones_are_kept(made: Pictures, drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_KEPT", 2)
    for title in "abacab":
        await made.of(spec(title))
    assert drawer.drawn == ["a", "b", "c", "b"]


async def test_one_that_fails_is_told_and_tried_again(made: Pictures, drawer: Drawer) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            await made.of(spec("impossible"))
    assert drawer.drawn == ["impossible"] * 2


async def test_no_more_may_wait_than_are_drawn_in_time(
    made: Pictures, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_MOST", 2)
    drawer.may.clear()
    waiting = [asyncio.create_task(made.of(spec(title))) for title in ("a", "b")]
    await asyncio.sleep(0)
    with pytest.raises(RvuError, match="Many charts"):
        await made.of(spec("c"))
    same = asyncio.create_task(made.of(spec("b")))
    drawer.may.set()
    assert await asyncio.gather(*waiting, same) == [b"a", b"b", b"b"]
    assert await made.of(spec("c")) == b"c"
