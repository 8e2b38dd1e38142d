"""Companies: prospected, newly met, registered, hosting; what was said with them."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_CONTACTS = "Contacts de la période avec des entreprises, au journal de prospection"
_KINDS = Parameter("kinds", ParameterKind.WORDS, "Façons", "prospecting_kinds", optional=True)
_RESULTS = Parameter("results", ParameterKind.WORDS, "Suites", "prospecting_results", optional=True)

FUNCTIONS = (
    Function(
        "companies",
        Shape.NUMBER,
        "Entreprises, une fois chacune : contactées dans la période ; contactées pour la première "
        "fois dans la période, de ces façons ; enregistrées dans la période ; qui ont accueilli "
        "une immersion un jour au moins de la période ; qui ont embauché à une sortie de la "
        "période.",
        (
            Parameter(
                "which",
                ParameterKind.CHOICE,
                "Lesquelles",
                choices=("contacted", "new", "registered", "hosting", "hiring"),
                optional=True,
                default="contacted",
            ),
            _KINDS,
            _RESULTS,
        ),
        listable=True,
    ),
    Function("company_contacts", Shape.NUMBER, f"{_CONTACTS}.", (_KINDS, _RESULTS), listable=True),
    Function(
        "company_contacts_by",
        Shape.SHARES,
        f"{_CONTACTS}, par façon ou par suite.",
        (
            Parameter(
                "by", ParameterKind.CHOICE, "Par quoi les partager", choices=("kind", "result")
            ),
            _KINDS,
            _RESULTS,
        ),
        listable=True,
    ),
)
