"""The common indicators of the FSE+ (Reg. (UE) 2021/1057, annexe I), each as a rule on a record.

EECO18 and EECO19 count administrations and companies, not people: no action of the field has any.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from coachdesk.domain.fse import Moment
from coachdesk.domain.fse_record import FseRecord, LabourStatus, LevelBand

Counts: TypeAlias = Callable[[FseRecord], bool]

_ANNEX = "Règlement (UE) 2021/1057, annexe I"
_MAJORITY, _YOUNG, _OLDER = 18, 30, 55
_UNEMPLOYED = {LabourStatus.UNEMPLOYED, LabourStatus.LONG_TERM_UNEMPLOYED}


@dataclass(frozen=True)
class FseIndicator:
    """One indicator of annexe I."""

    code: str
    label: str
    moment: Moment
    counts: Counts
    rule: str
    """Who is counted, in words."""
    confirmed: bool = True
    """Whether its wording was read in the text; else it is « à confirmer » (domain §2.1, §6)."""

    @property
    def written(self) -> str:
        """Its label, marked when its wording is not confirmed."""
        return self.label if self.confirmed else f"{self.label} (à confirmer)"

    @property
    def source(self) -> str:
        """Where it comes from."""
        return _ANNEX if self.confirmed else f"{_ANNEX}\u00a0; rédaction à confirmer"


def _status(*wanted: LabourStatus) -> Counts:
    return lambda record: record.status in wanted


def _band(wanted: LevelBand) -> Counts:
    return lambda record: record.band is wanted


def _yes(question: str) -> Counts:
    return lambda record: record.said_yes(question)


_ENTRY, _EXIT, _LATER = Moment.ENTRY, Moment.EXIT, Moment.SIX_MONTHS
_PRESENT = "Personnes présentes dans l’opération au moins un jour de la période"
_LEFT = "Personnes dont la dernière action est dans la période"
_SAID = "qui ont répondu oui"

FSE_INDICATORS = (
    FseIndicator(
        "EECO01", "Nombre total de participants", _ENTRY, lambda _: True,
        f"{_PRESENT}, chacune comptée une fois.",
    ),
    FseIndicator(
        "EECO02", "Chômeurs, y compris de longue durée", _ENTRY,
        _status(*sorted(_UNEMPLOYED)),
        f"{_PRESENT}, au chômage à leur première entrée.",
    ),
    FseIndicator(
        "EECO03", "Chômeurs de longue durée", _ENTRY, _status(LabourStatus.LONG_TERM_UNEMPLOYED),
        f"{_PRESENT}, au chômage depuis plus de douze mois à leur première entrée (seuil des moins "
        "de 25 ans à confirmer).",
    ),
    FseIndicator(
        "EECO04", "Personnes inactives", _ENTRY, _status(LabourStatus.INACTIVE),
        f"{_PRESENT}, inactives à leur première entrée.",
    ),
    FseIndicator(
        "EECO05", "Personnes en emploi, y compris à leur compte", _ENTRY,
        _status(LabourStatus.EMPLOYED),
        f"{_PRESENT}, en emploi à leur première entrée.",
    ),
    FseIndicator(
        "EECO06", "Enfants de moins de 18 ans", _ENTRY, lambda record: record.age < _MAJORITY,
        f"{_PRESENT}, de moins de 18 ans à leur première entrée.",
    ),
    FseIndicator(
        "EECO07", "Jeunes de 18 à 29 ans", _ENTRY,
        lambda record: _MAJORITY <= record.age < _YOUNG,
        f"{_PRESENT}, de 18 à 29 ans révolus à leur première entrée.",
    ),
    FseIndicator(
        "EECO08", "Personnes de 55 ans et plus", _ENTRY, lambda record: record.age >= _OLDER,
        f"{_PRESENT}, de 55 ans ou plus à leur première entrée.",
    ),
    FseIndicator(
        "EECO09", "Premier cycle du secondaire au plus (CITE 0 à 2)", _ENTRY,
        _band(LevelBand.LOWER),
        f"{_PRESENT}, dont le plus haut niveau achevé est CITE 0, 1 ou 2.",
    ),
    FseIndicator(
        "EECO10", "Deuxième cycle du secondaire ou postsecondaire (CITE 3 ou 4)", _ENTRY,
        _band(LevelBand.SECONDARY),
        f"{_PRESENT}, dont le plus haut niveau achevé est CITE 3 ou 4 (CAP, BEP, bac).",
    ),
    FseIndicator(
        "EECO11", "Enseignement supérieur (CITE 5 à 8)", _ENTRY, _band(LevelBand.TERTIARY),
        f"{_PRESENT}, dont le plus haut niveau achevé est CITE 5 à 8.",
    ),
    FseIndicator(
        "EECO12", "Participants en situation de handicap", _ENTRY, _yes("disability"),
        f"{_PRESENT}, {_SAID} sur le handicap reconnu.",
    ),
    FseIndicator(
        "EECO13", "Ressortissants de pays hors Union européenne", _ENTRY, _yes("third_country"),
        f"{_PRESENT}, {_SAID} sur la citoyenneté hors Union européenne.",
    ),
    FseIndicator(
        "EECO14", "Participants d’origine étrangère", _ENTRY, _yes("foreign_background"),
        f"{_PRESENT}, {_SAID} sur un parent né à l’étranger.",
    ),
    FseIndicator(
        "EECO15", "Minorités, y compris les communautés marginalisées comme les Roms", _ENTRY,
        _yes("minority"), f"{_PRESENT}, {_SAID} sur l’appartenance à une minorité.", False,
    ),
    FseIndicator(
        "EECO16", "Personnes sans domicile ou exclues du logement", _ENTRY, _yes("housing"),
        f"{_PRESENT}, {_SAID} sur le logement.", False,
    ),
    FseIndicator(
        "EECO17", "Habitants de zones rurales", _ENTRY, _yes("rural"),
        f"{_PRESENT}, {_SAID} sur la zone rurale.", False,
    ),
    FseIndicator(
        "EECR01", "À la recherche d’un emploi à la sortie", _EXIT, _yes("searching"),
        f"{_LEFT}, {_SAID} sur la recherche d’emploi, quelle que soit leur situation à l’entrée.",
        False,
    ),
    FseIndicator(
        "EECR02", "En formation ou en études à la sortie", _EXIT, _yes("training"),
        f"{_LEFT}, {_SAID} sur la formation ou les études.", False,
    ),
    FseIndicator(
        "EECR03", "Qualification obtenue à la sortie", _EXIT, _yes("qualified"),
        f"{_LEFT}, {_SAID} sur la qualification.", False,
    ),
    FseIndicator(
        "EECR04", "En emploi, y compris à leur compte, à la sortie", _EXIT, _yes("working"),
        f"{_LEFT}, {_SAID} sur l’emploi.", False,
    ),
    FseIndicator(
        "EECR05", "En emploi, y compris à leur compte, six mois après la sortie", _LATER,
        _yes("six_months_working"),
        f"{_LEFT}, {_SAID} sur l’emploi six mois après (échantillon).", False,
    ),
    FseIndicator(
        "EECR06", "Situation améliorée sur le marché du travail, six mois après la sortie", _LATER,
        lambda record: record.status is LabourStatus.EMPLOYED
        and record.said_yes("six_months_improved"),
        f"{_LEFT}, en emploi à leur première entrée, {_SAID} sur un meilleur emploi six mois après "
        "(définition de 2014-2020).",
        False,
    ),
)  # fmt: skip
