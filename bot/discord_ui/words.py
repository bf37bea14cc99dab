"""The words of a message that speaks to the bot."""

import re

import discord

from bot.discord_ui.host import guild_of
from bot.errors import BadQuestionError

_CARRYING_WORDS = frozenset({discord.MessageType.default, discord.MessageType.reply})


def speaks_to(message: discord.Message, me: int) -> bool:
    """Tell whether a person mentions the bot, replies to it, or writes to it directly.

    Only such messages carry their text without the privileged message content intent.
    """
    if message.author.bot or message.webhook_id or message.type not in _CARRYING_WORDS:
        return False
    return guild_of(message) is None or _mentions(message, me) or _replies_to(message, me)


def words_to(message: discord.Message, me: int) -> str:
    """Return the text without the mention that called the bot.

    Raises `BadQuestionError` for a reply whose ping was switched off: Discord then withholds its text.
    """
    if not message.content and not _mentions(message, me) and guild_of(message) is not None:
        text = "Discord did not let me read that reply."
        raise BadQuestionError(text, "Leave the reply's ping on, mention me, or use /ask.")
    return re.sub(rf"<@!?{me}>", " ", message.content).strip()


def words_in(message: discord.Message) -> str:
    """Return the text of a message that somebody else wrote.

    Raises `BadQuestionError` when it has none, as a picture or an answer of the bot itself.
    """
    if not message.content.strip():
        text = "That message has no words that I can read."
        raise BadQuestionError(text, "Pick a message with a question in it, or use /ask.")
    return message.content


def _mentions(message: discord.Message, me: int) -> bool:
    return any(user.id == me for user in message.mentions)


def _replies_to(message: discord.Message, me: int) -> bool:
    replied = message.reference.resolved if message.reference else None
    return isinstance(replied, discord.Message) and replied.author.id == me
