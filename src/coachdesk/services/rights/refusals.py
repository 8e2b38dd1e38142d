"""Why someone can't be erased yet: what is under way about her is finished first."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.core.french import NBSP, listed, month_name, of, quoted
from coachdesk.domain.attendance import Presence
from coachdesk.domain.deliveries import UNSENT
from coachdesk.domain.papers import DocumentState
from coachdesk.models import (
    Appointment,
    Closing,
    Delivery,
    Document,
    Exit,
    Package,
    Pathway,
    Prescription,
)
from coachdesk.queries.closings import closed_months
from coachdesk.services.desk import ActionInfo
from coachdesk.services.rights.own_rows import Hers, table_of

_SHOWN = 3
"""Months named in a sentence."""


def refusals(
    link: Connection, actions: Sequence[ActionInfo], mine: Hers, day: date
) -> tuple[tuple[str, str], ...]:
    """What has to be done before she is erased: each as a sentence and its remedy."""
    return tuple(_refusals(link, actions, mine, day))


def _refusals(
    link: Connection, actions: Sequence[ActionInfo], mine: Hers, day: date
) -> Iterator[tuple[str, str]]:
    pathway, left = table_of(Pathway), table_of(Exit)
    prescription = table_of(Prescription)
    going_on = link.execute(
        select(func.count())
        .select_from(pathway.outerjoin(left, left.c.pathway_id == pathway.c.id))
        .where(pathway.c.id.in_(mine.of(Pathway)), left.c.id.is_(None))
    ).scalar_one()
    if going_on:
        yield (
            "Son accompagnement n’est pas terminé.",
            "Notez d’abord sa sortie, sur sa fiche.",
        )
    waits = {action.id: action.profile.pending for action in actions}
    pending = [
        row
        for row in link.execute(
            select(prescription.c.action_id, prescription.c.outcome).where(
                prescription.c.id.in_(mine.of(Prescription))
            )
        )
        if row.outcome in waits[row.action_id]
    ]
    if pending and not going_on:
        yield (
            "Sa prescription attend encore une décision.",
            "Décidez d’abord de la suite, sur sa fiche.",
        )
    met = table_of(Appointment)
    planned = link.execute(
        select(func.count()).where(
            met.c.id.in_(mine.of(Appointment)), met.c.presence == Presence.PLANNED
        )
    ).scalar_one()
    if planned:
        yield (
            "Un rendez-vous prévu avec elle attend encore une réponse.",
            "Annulez-le, ou notez la présence, depuis l’agenda.",
        )
    for action in actions:
        months = _open_months(link, action.id, mine, day)
        if months:
            names = [month_name(month) for month in months[:_SHOWN]]
            more = "…" if len(months) > _SHOWN else ""
            yield (
                f"Elle compte dans un mois qui n’est pas clôturé{NBSP}: {listed(names)}{more}.",
                f"Clôturez d’abord le mois {of(names[0])}{NBSP}: ses chiffres seront figés.",
            )
    yield from _papers(link, mine)
    yield from _unsent(link, mine)


def _open_months(link: Connection, action_id: UUID, mine: Hers, day: date) -> list[date]:
    """The months in which something of hers counts, that are not read-only; reprise aside."""
    met, pathway, left = table_of(Appointment), table_of(Pathway), table_of(Exit)
    ours = link.execute(
        select(pathway.c.id).where(
            pathway.c.id.in_(mine.of(Pathway)), pathway.c.action_id == action_id
        )
    ).scalars().all()  # fmt: skip
    days = [
        *link.execute(
            select(met.c.held_on).where(met.c.pathway_id.in_(ours), ~met.c.cut_over)
        ).scalars(),
        *link.execute(
            select(left.c.left_on).where(left.c.pathway_id.in_(ours), ~left.c.cut_over)
        ).scalars(),
    ]
    months = {each.replace(day=1) for each in days if each <= day}
    if not months:
        return []
    return sorted(months - closed_months(link, action_id, min(months)))


def _papers(link: Connection, mine: Hers) -> Iterator[tuple[str, str]]:
    document = table_of(Document)
    title = link.execute(
        select(document.c.title).where(
            document.c.id.in_(mine.of(Document)), document.c.state == DocumentState.OPEN
        )
    ).scalars().first()  # fmt: skip
    if title is not None:
        yield (
            f"{quoted(title)} attend encore une signature.",
            "Faites-le signer, ou annulez-le en disant pourquoi, depuis sa fiche.",
        )


def _unsent(link: Connection, mine: Hers) -> Iterator[tuple[str, str]]:
    delivery, package, closing = table_of(Delivery), table_of(Package), table_of(Closing)
    own = link.execute(
        select(delivery.c.subject).where(
            delivery.c.id.in_(mine.of(Delivery)), delivery.c.state.in_(UNSENT)
        )
    ).scalars().first()  # fmt: skip
    if own is not None:
        yield (
            f"{quoted(own)} n’est pas encore parti.",
            "Envoyez-le, ou retirez-le de la boîte d’envoi.",
        )
    pathway, left = table_of(Pathway), table_of(Exit)
    for row in link.execute(
        select(pathway.c.action_id, pathway.c.entered_on, left.c.left_on)
        .join(left, left.c.pathway_id == pathway.c.id)
        .where(pathway.c.id.in_(mine.of(Pathway)))
    ).all():
        month = link.execute(
            select(closing.c.month)
            .select_from(
                delivery.join(package, package.c.id == delivery.c.package_id).join(
                    closing, closing.c.id == package.c.closing_id
                )
            )
            .where(
                delivery.c.state.in_(UNSENT),
                closing.c.action_id == row.action_id,
                closing.c.month.between(row.entered_on.replace(day=1), row.left_on),
            )
        ).scalars().first()  # fmt: skip
        if month is not None:
            yield (
                f"L’envoi du mois {of(month_name(month))}, où elle compte, n’est pas encore parti.",
                "Envoyez-le, ou retirez-le de la boîte d’envoi.",
            )
            return
