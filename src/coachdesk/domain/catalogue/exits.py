"""Exits: how many, of which kind, of which class, with what ahead."""

from coachdesk.domain.exits import Ahead
from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_LEFT = "Parcours dont la sortie est dans la période"
_KINDS = Parameter(
    "kinds", ParameterKind.WORDS, "Types de sortie", words="exit_kinds", optional=True
)
_WITHOUT_NEUTRAL = Parameter(
    "without_neutral",
    ParameterKind.FLAG,
    "Laisse hors du total les sorties retirées du calcul",
    optional=True,
    default=False,
)
_OF_WHICH = (
    Parameter(
        "positive",
        ParameterKind.FLAG,
        "Les types que le profil dit positifs",
        optional=True,
        default=False,
    ),
    _KINDS,
    Parameter(
        "classes",
        ParameterKind.WORDS,
        "Classes de sortie, déduites du contrat et de ses dates",
        words="exit_classes",
        optional=True,
    ),
    _WITHOUT_NEUTRAL,
)

FUNCTIONS = (
    Function(
        "exits",
        Shape.NUMBER,
        f"{_LEFT} ; s’ils sont nommés, ceux d’un de ces types ou d’une de ces classes.",
        _OF_WHICH,
    ),
    Function(
        "exits_by",
        Shape.SHARES,
        f"{_LEFT}, par type de sortie, par préconisation du bilan final, ou par classe, déduite "
        "du contrat et de ses dates par le profil.",
        (
            Parameter(
                "by",
                ParameterKind.CHOICE,
                "Par quoi les partager",
                choices=("kind", "recommendation", "class"),
            ),
            _KINDS,
        ),
    ),
    Function(
        "exits_by_detail",
        Shape.SHARES,
        f"{_LEFT}, d’un type qui a des détails, par détail.",
        (
            Parameter(
                "ahead",
                ParameterKind.CHOICE,
                "Ceux des types qui mènent à un emploi, à une formation, à rien",
                choices=tuple(Ahead),
                optional=True,
            ),
            _KINDS,
        ),
    ),
    Function(
        "exit_rate",
        Shape.RATE,
        "Part des sorties de la période qui sont d’un de ces types ou d’une de ces classes.",
        _OF_WHICH,
        one_of=("positive", "kinds", "classes"),
    ),
    Function(
        "next_step_rate",
        Shape.RATE,
        "Part des sorties de la période qui ont une suite : un emploi, une formation, une "
        "préconisation ou ce que leur type en précise.",
        (_WITHOUT_NEUTRAL,),
    ),
    Function(
        "positive_within",
        Shape.RATE,
        "Part des sorties de la période qui sont positives, ou qui le deviennent dans les mois "
        "qui suivent : un contrat y commence, un suivi fait à l’une de ces échéances le dit, ou "
        "la personne, revenue, y est sortie ainsi.",
        (
            Parameter(
                "months", ParameterKind.WHOLE, "Mois après la sortie", least=1, most=60
            ),
            Parameter(
                "outcomes",
                ParameterKind.WORDS,
                "Situations de suivi qui comptent ; sans elles, celles dites en emploi",
                words="follow_up_outcomes",
                optional=True,
            ),
            _WITHOUT_NEUTRAL,
        ),
    ),
)  # fmt: skip
