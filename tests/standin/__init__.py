r"""A local Discord for end-to-end tests: real HTTP, real WebSocket, stricter than the original.

It imports nothing of the bot. A bot that points its REST base and gateway here logs in, syncs its commands and is
used by people that a test invents; whatever Discord would refuse is refused with Discord's error code, noted in
``discord.failures``, and fails the test when the block is left::

    from tests.standin import BotProcess, Discord, button, buttons, text

    async def test_a_question_is_answered(tmp_path):
        async with Discord() as discord:
            guild, ada = discord.guild("Clinic"), discord.user("Ada")
            async with BotProcess(discord, tmp_path / "rvu.db") as bot:
                seconds = await bot.ready()                       # READY, and how long it took
                it = await discord.slash(ada, guild, "ask", {"question": "10 min wart freeze vs 30 min talk"})
                assert it.latency < 100                           # milliseconds to the first response
                await it.done()                                   # past a deferral
                assert "$111.22" in text(it.message)
                math = await discord.click(ada, it.message, button(it.message, "Show the math"))

People, servers and channels: ``discord.user("Ada")``, ``discord.guild("Clinic", channels=("general", "stats"))``,
``guild.channel("stats")``, ``guild.join(ada, Permission.MANAGE_GUILD | ORDINARY)`` (whoever acts joins by themselves).

What people can do (each returns an exchange; ``where`` is a guild, one of its channels, or None for a DM):

==================================================  ============================================================
``slash(user, where, "history list", {...})``       options by name; users and channels as objects
``autocomplete(user, where, "compare",``            ``.choices`` of the exchange
``focused="first", options={"first": "wart"})``
``message_menu(user, "Ask about this", message)``
``click(user, message, custom_id)``                 the button must be there, enabled, and visible to the user
``select(user, message, custom_id, values)``
``submit(exchange, {"field": "value"})``            the modal that ``exchange.modal`` shows
``mention(user, where, text)``                      a message that begins with the bot's mention
``message(user, where, text, reply_to=m)``          plain, or a reply; ``ping=False`` switches its mention off
``dm(user, text)``
==================================================  ============================================================

Interactions wait for the first response (``wait=False`` does not); what Discord's own client would not let a person
send (a command never synced, an unknown option, a value out of range, a hidden or disabled button) raises
``ClientRefusal``. Messages do not wait: ``await talk.done()`` does, ``await discord.silent(talk)`` wants no answer.

An exchange has ``first_response`` (``type``, ``data`` as sent, ``latency`` in milliseconds), ``messages`` (message
objects, edits applied, deleted ones gone), ``message`` (the last), ``files`` (bytes by name), ``choices``, ``modal``,
and ``await done()``, ``await until(lambda e: len(e.messages) == 2)``. Ephemeral: ``message["flags"] & Flag.EPHEMERAL``.

To read a message: ``text`` and ``texts`` (content and text displays), ``buttons`` (label and custom id), ``button``
(custom id by label), ``menu`` (custom id of the first select), ``descriptions`` (alternative texts), ``pings`` (who is
notified).

Of the bot: ``discord.commands`` (``names``, ``everywhere``, ``puts``), ``discord.requests`` (with monotonic arrival
times ``at``), ``discord.sent`` (messages outside interactions), ``discord.files(message)``, ``discord.gateway``
(``identifies``, ``resumes``, ``closed``, and ``ask_reconnect()``, ``invalidate()``, ``drop(code)``, ``abort()``,
``silence()``).

To provoke: ``discord.expire(exchange)``, ``discord.rate_limit_next("POST", r"/channels/\d+/messages")``,
``discord.fail_next(method, pattern, Refusal(500, 0, "..."))``, ``lose_next`` (done, but answered as failed),
``slow_next`` (on the way there or back), ``discord.guild(bot_permissions=...)``, ``channel.deny(user, permissions)``,
``discord.deny(channel, user, permissions)`` (while the bot is there), ``delete(message)``, ``delete_channel(channel)``,
``Discord(deadline=0.2)``, ``discord.gateway.refuses`` (a close code for whoever identifies), ``.overlap`` (events that
a resume repeats), ``.news`` (unknown fields), ``.dispatch("ANY_EVENT", {...})``; a test that provokes a refusal takes
it away with ``discord.take_failures()``.

Kill and restart: ``await bot.kill()``, then a second ``BotProcess`` on the same database and the same ``Discord``;
messages stay, so old buttons can be pressed. ``bot.log``, ``await bot.logged(pattern)``, ``bot.megabytes``,
``bot.terminate()`` (exit code of a polite end).

Stricter than Discord, on purpose: a text without ``allowed_mentions``, unknown fields, a private answer after a
public deferral, a file that no component shows, a file name that would be rewritten. These carry the fault code
``STANDIN_STRICTER`` or say so.
"""

from tests.standin.bell import NotHappened
from tests.standin.client import ClientRefusal
from tests.standin.discord import TOKEN, Discord
from tests.standin.exchange import Conversation, Exchange, Interaction
from tests.standin.kinds import ORDINARY, Callback, Flag, Intent, Permission
from tests.standin.process import BotProcess
from tests.standin.reading import button, buttons, descriptions, menu, pings, text, texts
from tests.standin.refusal import Failure, Refusal
from tests.standin.world import Channel, Guild, User

__all__ = [
    "ORDINARY",
    "TOKEN",
    "BotProcess",
    "Callback",
    "Channel",
    "ClientRefusal",
    "Conversation",
    "Discord",
    "Exchange",
    "Failure",
    "Flag",
    "Guild",
    "Intent",
    "Interaction",
    "NotHappened",
    "Permission",
    "Refusal",
    "User",
    "button",
    "buttons",
    "descriptions",
    "menu",
    "pings",
    "text",
    "texts",
]
