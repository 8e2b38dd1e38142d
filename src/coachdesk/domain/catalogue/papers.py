"""Papers: made, signed, and who has one."""

from coachdesk.domain.catalogue.common import EXIT_KINDS, OF_WHOM, PAPER, WINDOW
from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_MADE = (
    "Papiers de ce genre établis dans la période, que quelqu’un au moins a signés ou qui sont "
    "terminés : ni brouillons, ni annulés"
)
_PAPER = Parameter(PAPER, ParameterKind.PAPER, "Genre de papier")
_SIGNED = Parameter(
    "signed",
    ParameterKind.FLAG,
    "Seulement ceux que tous ont signés, à l’écran ou à la main",
    optional=True,
    default=False,
)
_AT_LEAST = Parameter(
    "at_least", ParameterKind.WHOLE, "Combien au moins", least=1, optional=True, default=1
)

FUNCTIONS = (
    Function("papers", Shape.NUMBER, f"{_MADE}.", (_PAPER, _SIGNED)),
    Function(
        "papers_rate",
        Shape.RATE,
        "Part des parcours qui ont un tel papier au moins, établi dans la fenêtre dite, ni "
        "brouillon ni annulé : un plan d’action daté à la sortie, un bilan à chaque étape.",
        (_PAPER, _SIGNED, _AT_LEAST, OF_WHOM, EXIT_KINDS, *WINDOW),
    ),
)
