"""Rendez-vous: attendance, hours, delays, absences, how often people are met."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_HELD = "Rendez-vous de la période, quoi qu’il en soit advenu"
_MODES = Parameter("modes", ParameterKind.WORDS, "Modalités", words="modes", optional=True)
_PRESENCES = Parameter(
    "presences", ParameterKind.WORDS, "Présences", words="presences", optional=True
)
_RECEIVED = "prescriptions reçues dans la période"

FUNCTIONS = (
    Function(
        "appointments",
        Shape.NUMBER,
        f"{_HELD} ; si elles sont nommées, ceux de ces présences et de ces modalités.",
        (_PRESENCES, _MODES),
    ),
    Function(
        "appointments_by",
        Shape.SHARES,
        f"{_HELD}, par présence ou par modalité.",
        (
            Parameter(
                "by", ParameterKind.CHOICE, "Par quoi les partager", choices=("presence", "mode")
            ),
            _PRESENCES,
            _MODES,
        ),
    ),
    Function(
        "attendance_rate",
        Shape.RATE,
        "Part des présences parmi les rendez-vous de la période où la personne était attendue : "
        "ni ceux qui sont encore prévus, ni ceux que le coach a annulés.",
        (
            Parameter(
                "without_excused",
                ParameterKind.FLAG,
                "Laisse hors du total les absences justifiées",
                optional=True,
                default=False,
            ),
            _MODES,
        ),
    ),
    Function(
        "attended_hours",
        Shape.MINUTES,
        "Durée des rendez-vous de la période où la personne était présente, telle qu’elle est "
        "émargée.",
        (_MODES,),
    ),
    Function(
        "often_absent",
        Shape.NUMBER,
        "Parcours actifs dans la période avec plus d’absences injustifiées que le seuil, depuis "
        "leur entrée.",
        (
            Parameter(
                "more_than",
                ParameterKind.WHOLE,
                "Le seuil ; sans lui, celui des règles de l’action",
                most=100,
                optional=True,
            ),
        ),
    ),
    Function(
        "first_appointment_delay",
        Shape.MEAN,
        f"Jours entre la prescription et le premier rendez-vous tenu, pour les {_RECEIVED} qui "
        "en ont un.",
    ),
    Function(
        "first_appointment_within",
        Shape.RATE,
        f"Part des {_RECEIVED} dont le premier rendez-vous a été tenu dans le délai ; celles "
        "dont le délai court encore au dernier jour, sans rendez-vous, sont laissées hors du "
        "total.",
        (
            Parameter(
                "days",
                ParameterKind.WHOLE,
                "Le délai en jours ; sans lui, celui des règles de l’action",
                most=366,
                optional=True,
            ),
        ),
    ),
    Function(
        "met_each_month",
        Shape.RATE,
        "Part des mois de parcours de la période où la personne a eu au moins ce nombre de "
        "rendez-vous tenus. Un mois de parcours est un mois de la période où elle était "
        "accompagnée du premier au dernier jour.",
        (
            Parameter("least", ParameterKind.WHOLE, "Rendez-vous au moins", least=1, most=31),
            _MODES,
        ),
    ),
)
