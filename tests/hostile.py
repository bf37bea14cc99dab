"""The worst that can be typed, made up without end.

Bytes, all of Unicode, code, SQL, mentions, markdown, and the words of clinics between them.
"""

import random
import re
from collections.abc import Iterator
from typing import Final

LIVE: Final = re.compile(r"(?<!\\)(?:\\\\)*(?:@(?:everyone|here)|<(?:@[!&]?|#|t:|a?:\w+:|/)|https?://|\[[^\]]*\]\()")
"""A ping, a mention, a timestamp, an emoji, a command or a link that Discord would bring to life."""

_PINGS: Final = (
    *("@everyone", "@here", "<@1>", "<@!1>", "<@&2>", "<#3>", "<t:1:R>", "<a:x:1>", "</ask:1>", "||spoiler||"),
    *(
        "[free](https://evil.test)",
        "https://evil.test/a?b=c",
        "# big",
        "-# small",
        "> quote",
        "```\n@everyone\n```",
        "`x`",
    ),
)
_CODE: Final = (
    *("'; DROP TABLE answers; --", '" OR 1=1 --', "UNION SELECT token FROM bots", "${jndi:ldap://x/a}", "{{7*7}}"),
    *(
        "<script>alert(1)</script>",
        "$(rm -rf /)",
        "`id`",
        "%s%n%x",
        "../../etc/passwd",
        "\\x00\\u0000",
        "__import__('os')",
    ),
    *(
        "{0.__class__}",
        "lambda x: x",
        "eval(1)",
        "\x1b[31m",
        "\r\n\r\nHTTP/1.1 200",
        "=cmd|' /C calc'!A0",
        "NaN",
        "1e999",
    ),
)
_CLINIC: Final = (
    *("99214", "17110", "99213-25", "G0447", "J3301", "wart", "skin tag", "30 min", "lifestyle talk", "knee injection"),
    *(
        "vs",
        "or",
        "and",
        "+",
        "x",
        "per hour",
        "how many",
        "equal",
        "what if",
        "need",
        "5000",
        "wrvu",
        "a year",
        "in Boston",
    ),
    *(
        "medicare",
        "facility",
        "2025",
        "130%",
        "$52.50",
        "target",
        "did 12",
        "today:",
        "what is",
        "global period",
        "same",
    ),
    *(
        "my last 5 questions",
        "last tuesday",
        "stats",
        "dpc",
        "$80 a month",
        "600 members",
        "no",
        "not",
        "1/2",
        "½",
        "0",
        "-3",
    ),
)


def endless(seed: int) -> Iterator[str]:
    """Yield texts without end, the same ones for the same seed."""
    source = random.Random(seed)  # noqa: S311 - not for secrets
    kinds = (_bytes, _unicode, _mixed, _mixed, _mixed, _repeated, _damaged)
    while True:
        yield source.choice(kinds)(source)


def _bytes(source: random.Random) -> str:
    return source.randbytes(source.randrange(1, 200)).decode(source.choice(("latin-1", "utf-8", "utf-16")), "replace")


def _unicode(source: random.Random) -> str:
    letters = (source.randrange(0x20, source.choice((0x80, 0x3000, 0x110000))) for _ in range(source.randrange(1, 120)))
    return "".join(map(chr, letters))


def _mixed(source: random.Random) -> str:
    parts = source.choices((*_PINGS, *_CODE, *_CLINIC, *_CLINIC, *_CLINIC), k=source.randrange(1, 14))
    return source.choice((" ", " ", " ", "", "\n", "\u200b", ", ")).join(parts)


def _repeated(source: random.Random) -> str:
    return source.choice((*_PINGS, *_CODE, *_CLINIC)) * source.randrange(1, 400)


def _damaged(source: random.Random) -> str:
    letters = list(" ".join(source.choices(_CLINIC, k=source.randrange(2, 10))))
    for _ in range(source.randrange(1, 6)):
        letters[source.randrange(len(letters))] = chr(source.randrange(0x20, 0x2FF))
    return "".join(letters)
