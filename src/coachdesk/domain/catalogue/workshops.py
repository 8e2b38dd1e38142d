"""Ateliers collectifs: held, who came, for how long."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_HELD = "Ateliers collectifs de la période où quelqu’un est venu"
_CAME = "Présences aux ateliers collectifs de la période"
_TITLE = Parameter(
    "title", ParameterKind.TEXT, "Ceux de cet intitulé seulement", optional=True, default=None
)
_BY = Parameter("by", ParameterKind.CHOICE, "Par quoi les partager", choices=("title", "place"))

FUNCTIONS = (
    Function("workshops", Shape.NUMBER, f"{_HELD}.", (_TITLE,), listable=True),
    Function(
        "workshops_by",
        Shape.SHARES,
        f"{_HELD}, par intitulé ou par lieu.",
        (_BY, _TITLE),
        listable=True,
    ),
    Function(
        "workshop_presences",
        Shape.NUMBER,
        f"{_CAME} : une par personne et par atelier.",
        (_TITLE,),
    ),
    Function(
        "workshop_people",
        Shape.NUMBER,
        "Personnes venues à un atelier collectif au moins dans la période.",
        (_TITLE,),
    ),
    Function(
        "workshop_minutes",
        Shape.MINUTES,
        f"{_CAME} : leurs heures, de toutes les personnes ensemble.",
        (_TITLE,),
    ),
)
