"""HTTP as Discord speaks it: reading bodies, writing answers, noting every request."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import BodyPartReader, web

from tests.standin.refusal import JSON, Failure, Refusal, stricter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.standin.bell import Bell
    from tests.standin.messages import Files

PREFIX = "/api/v10"
_FILE = re.compile(r"files\[(\d)\]")
_BAD_JSON = Refusal(400, 50109, "The request body contains invalid JSON.")


@dataclass(slots=True)
class Request:
    """One request as it arrived, and how it was answered."""

    at: float
    """Monotonic time of arrival."""
    method: str
    path: str
    query: dict[str, str]
    authorization: str | None
    body: JSON | list[JSON] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    status: int = 0


@dataclass(slots=True)
class Trouble:
    """What a test wants to happen to a request: another answer than the real one, or a slow one."""

    method: str
    path: re.Pattern[str]
    refusal: Refusal | None
    """None: the real answer, late."""
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    handled: bool = False
    """Do what is asked before refusing: the answer got lost on its way back."""
    coming: float = 0.0
    """Seconds on the way here."""
    going: float = 0.0
    """Seconds on the way back."""


NOTED = web.RequestKey("noted", Request)
"""Under which a handler finds what arrived."""


def answer(status: int, body: object = None, headers: dict[str, str] | None = None) -> web.Response:
    """Write JSON with a content type of exactly ``application/json``: clients compare it."""
    if status == 204:
        return web.Response(status=status)
    said = {"Content-Type": "application/json"} | (headers or {})
    return web.Response(status=status, body=json.dumps(body).encode(), headers=said)


async def read(request: web.Request, noted: Request) -> None:
    """Read a JSON or multipart body into the note."""
    kind = request.content_type
    if not request.can_read_body:
        return
    if kind == "application/json":
        noted.body = _parse(await request.read())
    elif kind == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            name = part.name or ""
            content = bytes(await part.read())
            if name == "payload_json":
                noted.body = _parse(content)
            elif match := _FILE.fullmatch(name):
                noted.files[int(match[1])] = (part.filename or "", content)
            else:
                message = f"unknown or too high part {name!r}"
                raise stricter(message)
    else:
        message = f"unexpected content type {kind!r}"
        raise stricter(message)


def _parse(content: bytes) -> JSON | list[JSON]:
    try:
        body = json.loads(content)
    except ValueError:
        raise _BAD_JSON from None
    if not isinstance(body, dict | list):
        raise _BAD_JSON
    return body


class Log:
    """Every request, every failure, and the trouble that tests ordered."""

    def __init__(self, bell: Bell) -> None:
        self.bell = bell
        self.requests: list[Request] = []
        self.failures: list[Failure] = []
        self.troubles: list[Trouble] = []

    def _ordered(self, noted: Request) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.times and trouble.method == noted.method and trouble.path.fullmatch(noted.path):
                trouble.times -= 1
                return trouble
        return None

    def middleware(self) -> Callable[[web.Request, Callable[..., Awaitable[web.StreamResponse]]], object]:
        """Return the outermost layer of the server."""

        @web.middleware
        async def layer(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            if not request.path.startswith(PREFIX) and request.match_info.http_exception is None:
                return await handler(request)
            path = request.path.removeprefix(PREFIX)
            sent = request.headers.get("Authorization")
            noted = Request(time.monotonic(), request.method, path, dict(request.query), sent)
            request[NOTED] = noted
            self.requests.append(noted)
            self.bell.ring()
            response = await self._answer(request, noted, handler)
            noted.status = response.status
            self.bell.ring()
            return response

        return layer

    async def _answer(
        self, request: web.Request, noted: Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        try:
            await read(request, noted)
            if (trouble := self._ordered(noted)) is not None:
                return await self._trouble(trouble, request, noted, handler)
            if request.match_info.http_exception is not None:
                raise Refusal(request.match_info.http_exception.status, 0, "404: Not Found")  # noqa: TRY301
            return await handler(request)
        except Refusal as no:
            refused = no
        except Exception as bug:  # noqa: BLE001 - a body that breaks a check must fail the test, not vanish in a log
            refused = Refusal(500, 0, f"stand-in: {bug!r}")
        details = (refused.status, refused.code, refused.message, refused.errors)
        self.failures.append(Failure(noted.method, noted.path, *details))
        return answer(refused.status, refused.body)

    @staticmethod
    async def _trouble(
        trouble: Trouble,
        request: web.Request,
        noted: Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        await asyncio.sleep(trouble.coming)
        noted.at += trouble.coming
        real = await handler(request) if trouble.handled or trouble.refusal is None else None
        await asyncio.sleep(trouble.going)
        if trouble.refusal is None:
            assert real is not None
            return real
        return answer(trouble.refusal.status, trouble.refusal.body | trouble.refusal.errors, trouble.headers)
