"""What became of a rendez-vous, in two words and a tone, as the day and the agenda show it."""

from dataclasses import dataclass

from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.signing_words import DECLINED

_TONES = {Presence.ATTENDED: "mend", Presence.UNEXCUSED: "refused"}


@dataclass(frozen=True, slots=True)
class PresenceWords:
    """The words, and the tone of their chip: done, mend, refused or quiet."""

    words: str
    tone: str


def presence_words(
    profile: ActionProfile,
    presence: Presence,
    *,
    signed: bool = False,
    declined: SigningOutcome | None = None,
    first_time: bool = False,
) -> PresenceWords:
    """« Signé », « Première fois », or the word of the profile; a presence unsigned is to mend."""
    if presence is Presence.PLANNED and first_time:
        return PresenceWords("Première fois", "quiet")
    if signed:
        return PresenceWords("Signé", "done")
    if declined is not None:
        return PresenceWords(DECLINED[declined], "quiet")
    return PresenceWords(profile.presences.label(presence), _TONES.get(presence, "quiet"))
