"""The catalogue in docs/indicators.md, from the program: ``python tools/indicator_page.py``."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from coachdesk.core.french import NBSP, typeset
from coachdesk.domain.catalogue import SUBJECTS
from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape
from coachdesk.domain.profile_counts import OWN_LISTS
from coachdesk.domain.profile_defaults import USUAL

PAGE = Path(__file__).resolve().parents[1] / "docs" / "indicators.md"
HEADINGS = {
    "people": "Prescriptions, participants, file active",
    "meetings": "Rendez-vous et assiduité",
    "immersions": "Immersions",
    "exits": "Sorties",
    "follow_ups": "Suivis après la sortie",
    "contracts": "Contrats d’engagement",
    "support": "Démarches, aides, freins, mesures",
    "acts": "Actes",
    "workshops": "Ateliers",
    "outreach": "Aller-vers",
    "companies": "Entreprises",
    "partners": "Partenaires",
    "papers": "Papiers",
    "satisfaction": "Satisfaction",
    "means": "Temps et kilomètres",
}
"""Of the subjects of the catalogue; one that it lacks is refused."""
SHAPES = {
    Shape.NUMBER: "un nombre",
    Shape.MINUTES: "une durée",
    Shape.QUANTITY: "une quantité",
    Shape.RATE: "un taux",
    Shape.MEAN: "une moyenne",
    Shape.SHARES: "des parts",
    Shape.CURVE: "une courbe, un nombre par mois",
}
_CATALOGUE = "## Le catalogue\n"
"""From there on the page is written; what comes before is kept."""


def written() -> str:
    """The page as it should be: its text, then every function."""
    parts = [PAGE.read_text("utf-8").partition(_CATALOGUE)[0] + _CATALOGUE]
    for subject in SUBJECTS:
        parts += [f"### {HEADINGS[_name(subject)]}\n", *map(_function, subject.FUNCTIONS)]
    parts += ["## Les indicateurs d’usage\n", "\n".join(_usual()) + "\n"]
    return "\n".join(parts)


def _name(subject: ModuleType) -> str:
    return subject.__name__.rpartition(".")[2]


def _function(function: Function) -> str:
    listable = " Ses lignes peuvent figurer dans le bilan." if function.listable else ""
    lines = [
        f"#### `{function.name}` : {SHAPES[function.shape]}\n",
        f"{typeset(function.meaning)}{listable}\n",
    ]
    if function.parameters:
        lines += ["| paramètre | prend | sens | |", "| --- | --- | --- | --- |"]
        lines += [_parameter(each) for each in function.parameters]
        lines += [""]
    return "\n".join(lines)


def _parameter(parameter: Parameter) -> str:
    needed = "facultatif" if parameter.optional else "obligatoire"
    if parameter.default not in {None, False}:
        needed += f", sinon {_told(parameter.default)}"
    cells = (f"`{parameter.name}`", _takes(parameter), typeset(parameter.meaning), needed)
    return f"| {' | '.join(cells)} |"


def _told(value: object) -> str:
    return f"`{value}`" if isinstance(value, str) else str(value)


def _takes(parameter: Parameter) -> str:
    return {
        ParameterKind.WHOLE: f"un entier de {parameter.least} à {parameter.most}",
        ParameterKind.FLAG: "`true` ou `false`",
        ParameterKind.CHOICE: ", ".join(f"`{choice}`" for choice in parameter.choices),
        ParameterKind.WORD: f"un mot de {_list(parameter.words)}",
        ParameterKind.WORDS: f"des mots de {_list(parameter.words)}",
        ParameterKind.PAPER: "la clé d’un papier",
        ParameterKind.QUESTION: "la clé d’une question de ce papier",
        ParameterKind.TEXT: "un texte",
    }[parameter.kind]


def _list(name: str) -> str:
    if name in OWN_LISTS:
        return ", ".join(f"`{each.value}`" for each in OWN_LISTS[name])
    return f"`{name}`"


def _usual() -> Iterator[str]:
    yield from ("| clé | libellé | fonction |", "| --- | --- | --- |")
    for each in USUAL["indicators"]:
        given = ", ".join(
            f"{name} = {_value(value)}"
            for name, value in each.items()
            if name not in {"key", "label", "counts", "definition"}
        )
        counted = f"`{each['counts']}`" + (f"{NBSP}: {given}" if given else "")
        yield f"| `{each['key']}` | {typeset(each['label'])} | {counted} |"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
