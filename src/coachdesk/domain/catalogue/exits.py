"""Exits: how many, of which kind, of which class."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_LEFT = "Parcours dont la sortie est dans la période"

FUNCTIONS = (
    Function("exits", Shape.NUMBER, f"{_LEFT}."),
    Function(
        "exits_by_class",
        Shape.SHARES,
        f"{_LEFT}, par classe de sortie, déduite du contrat et de ses dates par le profil.",
    ),
    Function(
        "exit_rate",
        Shape.RATE,
        "Part des sorties de la période qui sont d’un de ces types ou d’une de ces classes.",
        (
            Parameter(
                "positive",
                ParameterKind.FLAG,
                "Les types que le profil dit positifs",
                optional=True,
                default=False,
            ),
            Parameter("kinds", ParameterKind.WORDS, "Types de sortie", "exit_kinds", optional=True),
            Parameter(
                "classes", ParameterKind.WORDS, "Classes de sortie", "exit_classes", optional=True
            ),
            Parameter(
                "without_neutral",
                ParameterKind.FLAG,
                "Laisse hors du total les sorties retirées du calcul",
                optional=True,
                default=False,
            ),
        ),
    ),
)
