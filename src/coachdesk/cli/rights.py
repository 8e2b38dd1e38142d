"""``participant``: her data given, or erased; ``erase`` tells what it will do, then does it."""

import argparse
import sys
from uuid import UUID

from coachdesk.cli.asking import open_desk_of
from coachdesk.cli.outcome import DONE, REFUSED
from coachdesk.cli.person_data import export
from coachdesk.cli.text import print_json
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.services.control.asked import read_list
from coachdesk.services.desk import Desk
from coachdesk.services.rights.erasing import ErasurePlan, erase, participant_of, plan_erasure
from coachdesk.services.rights.erasure_words import erasure_words, mention_words


def participant(options: argparse.Namespace) -> int:
    """``participant export N° --out DIR``, ``participant erase N°``."""
    if options.verb == "export":
        if options.out is None:
            raise UserError(
                "Le dossier où écrire manque.", "Donnez-le avec --out, de préférence sur une clé."
            )
        return export(options)
    return _erase(options)


def _erase(options: argparse.Namespace) -> int:
    """Refused while something about her has to be finished first."""
    with open_desk_of(options) as desk:
        key = _who(desk, options.action, options.number)
        plan = plan_erasure(desk, key)
        if options.json:
            print_json(_told(plan))
        else:
            _print(plan)
        if options.check:
            for sentence, remedy in plan.refused:
                print(sentence, remedy, sep="\n", file=sys.stderr)
            return REFUSED if plan.refused else DONE
        if plan.refused:
            raise UserError(*plan.refused[0])
        _confirm(options.confirm, plan.confirmation)
        erase(desk, key)
    if not options.json:
        print("La personne est effacée. Les chiffres des mois clôturés n’ont pas changé.")
    return DONE


def _who(desk: Desk, code: str | None, number: str) -> UUID:
    asked = read_list(desk, desk.action(code), [number])
    if not asked.found:
        raise UserError(
            f"{quoted(number)} n’est le n° d’aucun dossier de cette action.",
            f"Vérifiez-le{NBSP}: le n° de quelqu’un qui a été effacé ne mène plus à personne.",
        )
    dossier = asked.found[0].prescription_id
    return desk.read(lambda link: participant_of(link, dossier))


def _confirm(given: str | None, wanted: str) -> None:
    if given is None and sys.stdin.isatty():
        given = input(f"Un effacement est définitif. Retapez le n° {wanted} pour confirmer : ")
    if (given or "").strip() != wanted:
        raise UserError(
            "L’effacement n’est pas confirmé : rien n’a été modifié.",
            f"Retapez le n° du dossier, ou donnez-le avec --confirm {wanted}.",
        )


def _print(plan: ErasurePlan) -> None:
    words = erasure_words(plan)
    print(plan.person)
    for heading, lines in (
        ("Ce qui est effacé", words.goes), ("Ce qui reste", words.stays),
        ("À savoir", words.warns),
    ):  # fmt: skip
        print(f"{heading} :")
        for line in lines:
            print(f"  {line}")
    for mention in plan.mentions:
        print(f"    {mention_words(mention)}")


def _told(plan: ErasurePlan) -> dict[str, object]:
    return {
        "refused": [sentence for sentence, _ in plan.refused],
        "dossiers": [
            {
                "number": each.number,
                "kept_until": each.kept_until.isoformat() if each.kept_until else None,
            }
            for each in plan.dossiers
        ],
        "appointments": plan.appointments,
        "papers": plan.papers,
        "pieces": plan.pieces,
        "packages": plan.packages,
        "sheets": plan.sheets,
        "group_until": plan.group_until.isoformat() if plan.group_until else None,
        "open_years": list(plan.open_years),
        "mentions": [mention_words(each) for each in plan.mentions],
    }
