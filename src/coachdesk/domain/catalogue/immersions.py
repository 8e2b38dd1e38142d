"""Immersions: conventions, what became of them, who left with or without one."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_LEAVERS = "Parcours dont la sortie est dans la période"
_WHENEVER = "l’immersion compte quelle que soit son année, sauf si elle n’a pas eu lieu"

FUNCTIONS = (
    Function(
        "immersions_started",
        Shape.NUMBER,
        "Conventions d’immersion qui commencent dans la période, sauf si l’immersion n’a pas eu "
        "lieu.",
    ),
    Function(
        "immersions_by",
        Shape.SHARES,
        "Conventions d’immersion qui commencent dans la période, par issue ou par cause d’arrêt, "
        "celles qui n’ont pas eu lieu comprises ; par objet, par bilan ou par entreprise, sans "
        "elles.",
        (
            Parameter(
                "by",
                ParameterKind.CHOICE,
                "Par quoi les partager",
                choices=("outcome", "cause", "purpose", "review", "company"),
            ),
        ),
    ),
    Function(
        "leavers_by_immersions",
        Shape.SHARES,
        f"{_LEAVERS}, par nombre d’immersions faites ; {_WHENEVER}.",
    ),
    Function(
        "leavers_with_immersions",
        Shape.NUMBER,
        f"{_LEAVERS}, avec autant d’immersions ou plus ; {_WHENEVER}.",
        (
            Parameter(
                "least",
                ParameterKind.WHOLE,
                "Immersions au moins",
                least=1,
                most=20,
                optional=True,
                default=1,
            ),
        ),
    ),
    Function(
        "leavers_without_immersion",
        Shape.SHARES,
        f"{_LEAVERS}, sans aucune immersion, par type de sortie, les types positifs pris "
        f"ensemble ; {_WHENEVER}.",
    ),
    Function(
        "immersion_within",
        Shape.RATE,
        "Part des parcours dont les premiers mois s’achèvent dans la période, ou dont la sortie "
        "y vient avant, qui ont commencé une immersion dans ces mois, sauf si elle n’a pas eu "
        "lieu.",
        (
            Parameter(
                "months", ParameterKind.WHOLE, "Premiers mois du parcours", least=1, most=60
            ),
            Parameter(
                "each",
                ParameterKind.FLAG,
                "Compte aussi, une à une, les périodes suivantes de même durée, quand elles sont "
                "entières",
                optional=True,
                default=False,
            ),
        ),
    ),
)  # fmt: skip
