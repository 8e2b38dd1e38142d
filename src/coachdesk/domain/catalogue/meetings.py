"""Rendez-vous: attendance, hours, delays, absences, how often people are met."""

from coachdesk.domain.catalogue.common import EXIT_KINDS, OF_WHOM, WINDOW
from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_HELD = "Rendez-vous de la période, quoi qu’il en soit advenu"
_MODES = Parameter("modes", ParameterKind.WORDS, "Modalités", words="modes", optional=True)
_PRESENCES = Parameter(
    "presences", ParameterKind.WORDS, "Présences", words="presences", optional=True
)
_RECEIVED = "prescriptions reçues dans la période"
_LEAVERS = "Parcours dont la sortie est dans la période"
_HOURS_OF_EACH = (
    "Heures de chaque parcours aux rendez-vous où la personne était présente, dans la fenêtre dite"
)
_PER_PERSON = (OF_WHOM, EXIT_KINDS, _MODES, *WINDOW)
_BETWEEN = (
    Parameter("least", ParameterKind.WHOLE, "Rendez-vous au moins", least=1, most=100),
    Parameter(
        "most", ParameterKind.WHOLE, "Rendez-vous au plus", least=1, most=100, not_below="least"
    ),
)

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
        f"{_HELD}, par présence, par modalité ou par lieu.",
        (
            Parameter(
                "by",
                ParameterKind.CHOICE,
                "Par quoi les partager",
                choices=("presence", "mode", "place"),
            ),
            _PRESENCES,
            _MODES,
        ),
    ),
    Function(
        "people_met",
        Shape.NUMBER,
        "Personnes présentes à un rendez-vous au moins de la période.",
        (_MODES,),
    ),
    Function(
        "people_met_by_place",
        Shape.SHARES,
        "Personnes présentes à un rendez-vous au moins de la période, une fois dans chaque lieu "
        "où elles ont été reçues.",
        (_MODES,),
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
        "attended_hours_per_person",
        Shape.MEAN,
        f"{_HOURS_OF_EACH} ; qui n’est jamais venu compte pour zéro.",
        _PER_PERSON,
    ),
    Function(
        "people_with_hours_rate",
        Shape.RATE,
        f"{_HOURS_OF_EACH} : part de ceux qui en atteignent le nombre demandé.",
        (
            *_PER_PERSON,
            Parameter("at_least", ParameterKind.WHOLE, "Heures au moins", least=1, most=2000),
        ),
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
    Function(
        "met_each_week",
        Shape.RATE,
        "Part des semaines de parcours de la période où la personne a eu au moins ce nombre de "
        "rendez-vous tenus. Une semaine de parcours va du lundi au dimanche, tout entière dans la "
        "période et dans le parcours.",
        (
            Parameter("least", ParameterKind.WHOLE, "Rendez-vous au moins", least=1, most=7),
            _MODES,
        ),
    ),
    Function(
        "leavers_by_meetings",
        Shape.SHARES,
        f"{_LEAVERS}, par nombre de rendez-vous tenus de l’entrée à la sortie : moins que "
        "demandé, autant que demandé, plus.",
        _BETWEEN,
    ),
    Function(
        "leavers_met_rate",
        Shape.RATE,
        f"{_LEAVERS} : part de ceux qui ont eu autant de rendez-vous tenus que demandé.",
        _BETWEEN,
    ),
)
