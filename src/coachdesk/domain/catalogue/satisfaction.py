"""Questionnaires de satisfaction: told together, never under five answers."""

from coachdesk.domain.catalogue.common import PAPER
from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_GIVEN = "Questionnaires sans nom remplis dans les mois de la période"
_HELD = "Rien n’est dit en dessous de cinq réponses : on pourrait les reconnaître"
_PAPER = Parameter(
    PAPER,
    ParameterKind.PAPER,
    "Le questionnaire",
    optional=True,
    default="satisfaction",
)

FUNCTIONS = (
    Function("satisfaction_answers", Shape.NUMBER, f"{_GIVEN}.", (_PAPER,)),
    Function(
        "satisfaction_mean",
        Shape.MEAN,
        f"{_GIVEN} : moyenne des notes, ramenées sur 5. {_HELD}.",
        (
            _PAPER,
            Parameter(
                "question",
                ParameterKind.QUESTION,
                "La clé d’une question notée ; sans elle, toutes les notes",
                optional=True,
                default=None,
            ),
        ),
    ),
    Function(
        "satisfaction_by",
        Shape.SHARES,
        f"{_GIVEN}, par réponse à une question. {_HELD}.",
        (_PAPER, Parameter("question", ParameterKind.QUESTION, "La clé de la question")),
    ),
)
