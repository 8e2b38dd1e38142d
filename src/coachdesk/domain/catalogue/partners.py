"""Partners of the carnet: whom people are oriented to."""

from coachdesk.domain.indicators import Function, Shape

_KNOWN = "Partenaires du carnet, tels qu’ils y sont aujourd’hui"

FUNCTIONS = (
    Function("partners", Shape.NUMBER, f"{_KNOWN}.", listable=True),
    Function(
        "partners_by_theme",
        Shape.SHARES,
        f"{_KNOWN}, par thème d’aide (data·inclusion).",
        listable=True,
    ),
)
