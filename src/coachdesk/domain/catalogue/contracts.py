"""Contrats d’engagement: signed, first or renewed, and who has one."""

from coachdesk.domain.catalogue.common import EXIT_KINDS, OF_WHOM, WINDOW
from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_SIGNED = "Contrats d’engagement signés dans la période"
_WHICH = Parameter(
    "which",
    ParameterKind.CHOICE,
    "Tous, les premiers seulement, ou leurs renouvellements et avenants",
    choices=("any", "first", "renewal"),
    optional=True,
    default="any",
)

CONTRACT_LABELS = {"first": "Premier contrat", "renewal": "Renouvellement ou avenant"}

FUNCTIONS = (
    Function("contracts", Shape.NUMBER, f"{_SIGNED}.", (_WHICH,)),
    Function(
        "contracts_by",
        Shape.SHARES,
        f"{_SIGNED} : premiers contrats, renouvellements et avenants.",
    ),
    Function(
        "contract_rate",
        Shape.RATE,
        "Part des parcours qui ont un tel contrat signé dans la fenêtre dite.",
        (OF_WHOM, EXIT_KINDS, _WHICH, *WINDOW),
    ),
)
