"""What someone is given of herself, on paper: to be read by her, in plain French."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from coachdesk.core.french import NBSP, capital, listed, long_date, moment, plural, short_date
from coachdesk.documents.account import Account, Facts, Part
from coachdesk.documents.papers.facts import Fact
from coachdesk.documents.papers.tables import FactTable
from coachdesk.domain.rights import ARTICLES, BASES, months_words
from coachdesk.queries.corrections import IdentityCorrection
from coachdesk.services.desk import Desk
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.rights.access_words import deed_words, subject_words
from coachdesk.services.rights.correction_words import corrected_words
from coachdesk.services.rights.person_data import PersonData, day_of, when
from coachdesk.services.rights.person_rows import Told
from coachdesk.services.rights.person_words import PARTS
from coachdesk.services.rights_settings import proofs_words

TITLE = "Vos données"
_AS_FACTS = frozenset({"participant", "prescription", "pathway", "diagnostic", "exit"})
"""Parts of one row or two, with many values."""
_OPENING = (
    "Ce papier dit tout ce que nous notons sur vous. Les mêmes informations sont dans le fichier "
    "donnees.json, qu’un autre logiciel peut lire, et vos papiers sont joints. Les noms d’autres "
    "personnes en ont été ôtés."
)
_MAY = (
    "Vous pouvez faire corriger ce qui est faux, demander d’effacer ce qui n’est pas une preuve à "
    "garder, vous opposer, et écrire à la CNIL (www.cnil.fr) si notre réponse ne vous convient pas."
)


def person_account(desk: Desk, data: PersonData, files: Sequence[str]) -> Account:
    """The paper; ``files`` are those given with it."""
    day = data.made_at
    return Account(
        operation_of(data.profile),
        f"{TITLE} – {data.first_name} {data.last_name}",
        f"Tout ce qui est noté sur vous au {long_date(day.date())} (RGPD, article 15)",
        desk.coach.name,
        (
            *_rights(data),
            *_parts(data),
            *_corrections(data, day.tzinfo),
            *_accesses(data, day.tzinfo),
            *_files(files),
        ),
        stamp_now(desk, f"{day:%Y%m%d}-D"),
    )


def _rights(data: PersonData) -> Iterator[Part]:
    yield Part(
        "",
        (_OPENING,),
    )
    for action, settings in data.actions:
        yield Part(
            action.profile.texts.operation,
            (
                Facts(
                    (
                        Fact("Responsable", action.profile.association),
                        Fact("Adresse", action.profile.association_address),
                        Fact("Pourquoi", f"{BASES[settings.basis]} ({ARTICLES[settings.basis]})"),
                        Fact(
                            "Combien de temps",
                            f"{capital(months_words(settings.months))} après le dernier "
                            f"contact\u00a0; les preuves {proofs_words(settings.proofs_until)}",
                        ),
                        Fact(
                            "Qui les reçoit",
                            "Votre référent RSA, "
                            + listed([each.name for each in action.profile.funders] or ["–"]),
                        ),
                        Fact("Délégué à la protection des données", settings.officer),
                    )
                ),
                _MAY,
            ),
        )


def _parts(data: PersonData) -> Iterator[Part]:
    for name, heading in PARTS.items():
        rows = data.parts.get(name, ())
        if not rows:
            continue
        if name in _AS_FACTS:
            for row in rows:
                facts = tuple(Fact(each.label, each.said) for each in row.values if each.said)
                yield Part(heading, (Facts(facts),))
        else:
            lines = tuple((when(row), _told(row)) for row in sorted(rows, key=day_of))
            table = FactTable(("Date", "Ce qui est noté"), lines, (2, 11))
            yield Part(f"{heading} ({len(rows)})", (table,))


def _told(row: Told) -> str:
    """« Forme : sur place · Présence : présente »: all but the day that stands before it."""
    day = when(row)
    told = (each for each in row.values if each.said and each.said != day)
    return " · ".join(f"{each.label}{NBSP}:{NBSP}{each.said}" for each in told)


def _corrections(data: PersonData, zone: tzinfo | None) -> Iterator[Part]:
    if data.corrections:
        lines = tuple(
            (short_date(each.at.astimezone(zone).date()), _corrected(data, each))
            for each in data.corrections
        )
        yield Part("Corrections", (FactTable(("Date", "Ce qui a été corrigé"), lines, (2, 11)),))


def _corrected(data: PersonData, each: IdentityCorrection) -> str:
    return corrected_words(data.profile, each)


def _accesses(data: PersonData, zone: tzinfo | None) -> Iterator[Part]:
    if data.accesses:
        lines = tuple(
            (moment(each.at.astimezone(zone)), f"{deed_words(each)}{NBSP}: {subject_words(each)}")
            for each in data.accesses
        )
        table = FactTable(("Quand", "Accès par votre coach"), lines, (4, 9))
        yield Part("Qui a vu vos données, sur douze mois", (table,))


def _files(files: Sequence[str]) -> Iterator[Part]:
    if files:
        told = plural(len(files), "fichier joint", "fichiers joints")
        yield Part("Vos fichiers", (f"{told}{NBSP}:\n" + "\n".join(f"- {each}" for each in files),))
