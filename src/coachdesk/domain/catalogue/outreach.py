"""Outreach (aller-vers): events, people met, call-back lists and what came of them."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_EVENTS = "Actions d’aller-vers de la période"
_MET = (
    "Personnes rencontrées aux actions d’aller-vers de la période : le nombre noté, ou celles de "
    "la liste à rappeler quand elles sont plus nombreuses"
)
_LISTED = (
    "Personnes des listes à rappeler des actions d’aller-vers de la période. Qui a ouvert un "
    "parcours est compté entré dans l’action, quoi que dise sa ligne"
)
_KINDS = Parameter(
    "kinds", ParameterKind.WORDS, "Natures de l’aller-vers", "outreach_kinds", optional=True
)
_OUTCOMES = Parameter("outcomes", ParameterKind.WORDS, "Suites", "outreach_outcomes", optional=True)
_CALLED = Parameter(
    "called",
    ParameterKind.FLAG,
    "Seulement celles qui ont été rappelées",
    optional=True,
    default=False,
)

FUNCTIONS = (
    Function("outreach", Shape.NUMBER, f"{_EVENTS}.", (_KINDS,), listable=True),
    Function("outreach_met", Shape.NUMBER, f"{_MET}.", (_KINDS,), listable=True),
    Function(
        "outreach_met_by",
        Shape.SHARES,
        f"{_MET}, par lieu, par nature ou par action.",
        (
            Parameter(
                "by",
                ParameterKind.CHOICE,
                "Par quoi les partager",
                choices=("place", "kind", "title"),
            ),
            _KINDS,
        ),
        listable=True,
    ),
    Function("outreach_contacts", Shape.NUMBER, f"{_LISTED}.", (_KINDS, _OUTCOMES, _CALLED)),
    Function(
        "outreach_contacts_by",
        Shape.SHARES,
        f"{_LISTED}, par suite, par lieu, par nature ou par action.",
        (
            Parameter(
                "by",
                ParameterKind.CHOICE,
                "Par quoi les partager",
                choices=("outcome", "place", "kind", "title"),
            ),
            _KINDS,
            _OUTCOMES,
            _CALLED,
        ),
    ),
    Function(
        "outreach_rate",
        Shape.RATE,
        f"{_LISTED} : la part de celles qui ont l’une de ces suites, parmi toutes celles de ces "
        "listes ou parmi toutes les personnes rencontrées.",
        (
            Parameter("outcomes", ParameterKind.WORDS, "Suites comptées", "outreach_outcomes"),
            Parameter(
                "of",
                ParameterKind.CHOICE,
                "Parmi qui : celles des listes, ou toutes les rencontrées",
                choices=("contacts", "met"),
                optional=True,
                default="contacts",
            ),
            _KINDS,
        ),
    ),
)
