"""What is kept, in a page that everybody can read."""

from typing import Final

from discord import ui

from bot.discord_ui.limits import assert_fits
from bot.domain.guild import GuildSettings

_KEPT: Final = """\
**What I keep**
- The question as I understood it, the answer, the release of the fee schedule, the moment, the server, the channel \
and the number of your account. Never your words: a message that you wrote is not kept.
- What looks like a patient's details is left out before I read the rest, and you are warned. Do not write any: \
Discord signs no business associate agreement.
- What you log of your day, for you alone; sums of teams name nobody.
- On a server, who changed which setting, for its admins."""
_SEEN: Final = """\
**Who sees it**
- What was asked on a server: its members, without your name. Nobody on any other server.
- What you asked in direct messages, and what only you could see: you alone.
- Whoever runs this bot can read its database."""
_RID: Final = """\
**How to get rid of it**
- `/history forget` deletes what you asked here, `/mydata delete` everything about you here or everywhere, at once. \
`/mydata export` gives it to you."""
_CPT: Final = (
    "-# CPT is a registered trademark of the American Medical Association. I ship no CPT descriptions; whoever runs "
    "this bot needs whatever AMA licence their use requires."
)


def privacy_view(settings: GuildSettings) -> ui.LayoutView:
    """Say what is kept, for how long, who sees it, and how to get rid of it."""
    age = "as long as this server's legal hold lasts" if settings.legal_hold else f"for {settings.retention_days} days"
    here = f"- Here {age}; 30 days after I was removed from a server, everything of it is deleted."
    parts = (_KEPT, _SEEN, f"**How long**\n{here}", _RID, _CPT)
    view = ui.LayoutView(timeout=None)
    for part in parts:
        view.add_item(ui.TextDisplay(part))
    assert_fits(view)
    return view
