"""Parameters that many functions share: whose facts are counted, and in which window."""

from coachdesk.domain.indicators import Parameter, ParameterKind

PAPER = "paper"
"""The parameter that names a paper: a question is one of its own."""
WHOSE = ("participants", "entries", "exits")
WINDOWS = ("period", "stay", "after_entry", "after_exit")

OF_WHOM = Parameter(
    "whose",
    ParameterKind.CHOICE,
    "De qui : les participants de la période, ceux qui y entrent, ceux qui en sortent",
    choices=WHOSE,
    optional=True,
    default="participants",
)
EXIT_KINDS = Parameter(
    "exit_kinds",
    ParameterKind.WORDS,
    "Des sorties de ces types seulement",
    "exit_kinds",
    optional=True,
)
WINDOW = (
    Parameter(
        "window",
        ParameterKind.CHOICE,
        "Quand : dans la période, de l’entrée à la fin de la période ou à la sortie, dans les "
        "« months » mois qui suivent l’entrée, ou la sortie",
        choices=WINDOWS,
        optional=True,
        default="period",
    ),
    Parameter(
        "months",
        ParameterKind.WHOLE,
        "Combien de mois après l’entrée ou la sortie",
        least=1,
        most=60,
        optional=True,
        default=6,
    ),
    Parameter(
        "over",
        ParameterKind.FLAG,
        "Prend celles dont ces mois s’achèvent dans la période, au lieu d’y commencer",
        optional=True,
        default=False,
    ),
)
