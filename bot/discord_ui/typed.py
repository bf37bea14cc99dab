"""What a person typed into a command's options or a form, searched for identifiers at one place for every command."""

from collections.abc import Iterator, Mapping, Sequence

from bot.discord_ui.host import Interaction


def identifies(interaction: Interaction) -> bool:
    """Tell whether something that was typed seems to hold a patient's identifier."""
    data: object = interaction.data
    return any(interaction.client.desk.redact(text).found for text in _texts(data))


def _texts(part: object) -> Iterator[str]:
    """Yield the texts of options and fields, however deep they lie."""
    if isinstance(part, Mapping):
        value = part.get("value")
        if isinstance(value, str):
            yield value
        for name in ("options", "components", "component"):
            yield from _texts(part.get(name))
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for each in part:
            yield from _texts(each)
