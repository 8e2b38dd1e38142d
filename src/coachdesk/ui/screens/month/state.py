"""What the head of the page says of a month: open, closed, open again to be rectified."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from coachdesk.core.french import month_name, of, short_date
from coachdesk.services.closing.words import version_words
from coachdesk.services.month import ClosingState, MonthView

_LONGEST = 30
"""Letters of a reason in the chip; the whole of it stands over what changes."""


@dataclass(frozen=True)
class StateWords:
    """The chip beside the month with its tone, the line under the title, the word of the act."""

    chip: str
    tone: str
    told: str
    act: str
    hint: str


def state_words(view: MonthView) -> StateWords:
    """What is said of the month of ``view``."""
    closing = view.closing
    if closing is None:
        return StateWords(
            _tr("Ouvert"),
            "quiet",
            _tr("Les chiffres suivent ce que vous saisissez."),
            _tr("Clôturer…"),
            _tr("Clôturer ce mois (Ctrl+Entrée)"),
        )
    when = short_date(closing.closed_at.astimezone().date())
    if closing.correcting is not None:
        version = version_words(closing.revision + 1)
        return StateWords(
            _tr("Rectification ouverte\u00a0: {}").format(_cut(closing.correcting)),
            "mend",
            _tr("L’envoi du {} reste tel quel jusqu’à la clôture.").format(when)
            + _profile_words(closing),
            _tr("Clôturer le {}…").format(version),
            _tr("Clôturer le {} {} (Ctrl+Entrée)").format(version, of(month_name(view.month))),
        )
    return StateWords(
        _tr("Clôturé le {}, {}").format(when, version_words(closing.revision)),
        "done",
        (
            _tr("Clôturé avec ce motif\u00a0: {}").format(closing.forced_reason)
            if closing.forced_reason
            else _tr("L’envoi est prêt\u00a0: il peut être exporté autant de fois qu’il le faut.")
        )
        + _profile_words(closing),
        _tr("Clôturer…"),
        "",
    )


def _profile_words(closing: ClosingState) -> str:
    """With which profile it is shown, where that is not plainly the one of today."""
    if closing.profile_number is not None:
        told = _tr("Montré avec le profil n°\u00a0{}, celui de sa clôture.")
        return " " + told.format(closing.profile_number)
    if closing.profile_unkept:
        return " " + _tr("Clôturé avant que le profil soit gardé\u00a0: montré avec l’actuel.")
    return ""


def _cut(reason: str) -> str:
    if len(reason) <= _LONGEST:
        return reason
    return reason[:_LONGEST].rsplit(" ", 1)[0] + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("MonthScreen", text)
