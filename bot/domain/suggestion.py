"""One option that an autocomplete field or a "did you mean" offers."""

from bot.domain.base import Frozen


class Suggestion(Frozen):
    """What the option says, and what it sends back: a code such as `17110`, or a concept id."""

    label: str
    value: str
