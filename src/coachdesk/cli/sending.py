"""Commands that send: ``recipient``, ``queue``, ``outbox``, ``send``, ``receive``."""

import argparse
import sys
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.cli.asking import is_utf8, open_desk_of, parse_month
from coachdesk.cli.outcome import DONE, REFUSED
from coachdesk.cli.text import print_json
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, moment, month_name, of, plural, quoted
from coachdesk.domain.deliveries import STATE_WORDS
from coachdesk.queries.directory import RecipientRow, recipient_rows
from coachdesk.queries.outbox import DeliveryLine
from coachdesk.queries.outbox import outbox as deliveries
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.directory.channels import ChannelFacts, save_channel, try_channel
from coachdesk.services.directory.pem import authority_certificate, recipient_certificate
from coachdesk.services.directory.recipients import Takes, save_recipient
from coachdesk.services.outbox.queueing import queue_month
from coachdesk.services.outbox.receipts import fetch_receipts
from coachdesk.services.outbox.sending import send_due
from coachdesk.services.outbox.stamping import stamp_packages
from coachdesk.services.outbox.timestamp_authority import keep_authority, kept_authority
from coachdesk.system.environment import take_secret


def recipient(options: argparse.Namespace) -> int:
    """``recipient add|list|test``."""
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        if options.verb == "add":
            return _add(desk, action, options)
        if options.verb == "test":
            print(try_channel(desk, _known(desk, action, _name(options)).id))
            return DONE
        rows = desk.read(lambda link: recipient_rows(link, action.id))
    if options.json:
        print_json([_told(row) for row in rows])
    for row in () if options.json else rows:
        print(f"{row.name}{NBSP}: {row.channel or 'remis en main propre ou par la poste'}")
    return DONE


def queue(options: argparse.Namespace) -> int:
    """``queue``: put the envoi of a closed month in the outbox."""
    month = parse_month(options.month)
    with open_desk_of(options) as desk:
        queued = queue_month(desk, desk.action(options.action), month, options.to)
    name = month_name(month)
    if queued:
        print(f"Envoi {of(name)}{NBSP}: {plural(len(queued), 'remise')} en attente.")
    else:
        print(f"L’envoi {of(name)} est déjà dans la boîte d’envoi.")
    return DONE


def outbox(options: argparse.Namespace) -> int:
    """``outbox``: what waits, what left, what became of it."""
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        lines = desk.read(lambda link: deliveries(link, action.id))
    if options.json:
        print_json([_told(line) for line in lines])
    for line in () if options.json else lines:
        print(f"{moment(line.queued_at)}  {line.subject} → {line.addressee}{NBSP}: {_stands(line)}")
    return DONE


def send(options: argparse.Namespace) -> int:
    """``send``: send what is due; 1 when something is left."""
    with open_desk_of(options) as desk:
        handed = send_due(desk).handed
        stamped = stamp_packages(desk, asked=True)
        if stamped.queued:
            handed += send_due(desk, only=stamped.queued).handed
        action = desk.action(options.action)
        lines = desk.read(lambda link: _left(link, action.id))
    if options.json:
        print_json(
            {
                "handed_over": handed,
                "timestamps": stamped.number,
                "timestamp_trouble": stamped.trouble,
                "left": [_told(line) for line in lines],
            }
        )
    else:
        print(f"{plural(handed, 'remise faite', 'remises faites')}.")
        if stamped.number:
            print(f"{plural(stamped.number, 'horodatage obtenu', 'horodatages obtenus')}.")
        if stamped.trouble:  # it holds nothing back: the sending is a success without it
            print(stamped.trouble, file=sys.stderr)
        for line in lines:
            print(f"{line.subject} → {line.addressee}{NBSP}: {_stands(line)}", file=sys.stderr)
    return REFUSED if lines else DONE


def receive(options: argparse.Namespace) -> int:
    """``receive``: fetch the receipts; 1 when a recipient could not be asked."""
    with open_desk_of(options) as desk:
        found = fetch_receipts(desk)
    print(f"{plural(found.confirmed, 'accusé de réception', 'accusés de réception')}.")
    for trouble in found.troubles:
        print(trouble, file=sys.stderr)
    return REFUSED if found.troubles else DONE


def authority(options: argparse.Namespace) -> int:
    """``authority show|set|none``: who is asked for timestamps."""
    with open_desk_of(options) as desk:
        if options.verb == "set":
            if options.url is None:
                raise UserError("L’adresse de l’autorité manque.", "Donnez-la après « set ».")
            keep_authority(desk, options.url, _authority(options))
        elif options.verb == "none":
            keep_authority(desk, "")
        asked = desk.read(kept_authority)
    if asked is None:
        print("Aucune autorité d’horodatage\u202f; rien n’est demandé.")
    else:
        vouched = "son certificat est connu" if asked.certificate else "sans certificat connu"
        print(f"Autorité d’horodatage{NBSP}: {asked.url} ({vouched}).")
    return DONE


def _add(desk: Desk, action: ActionInfo, options: argparse.Namespace) -> int:
    name = _name(options)
    if options.to is None:
        raise UserError("L’adresse d’envoi manque.", "Donnez-la par --to.")
    facts = ChannelFacts(
        url=options.to,
        secret=_secret(options.secret_env),
        host_key=options.host_key or "",
        authority=_authority(options),
        certificate=recipient_certificate(options.cert) if options.cert else "",
        clear_allowed=options.clear,
    )
    known = next((row for row in _rows(desk, action) if row.name == name), None)
    if known is not None:
        save_channel(desk, known.id, facts)
    else:
        save_recipient(desk, action, None, {"name": name}, {Takes.MONTHS}, facts)
    print(f"Destinataire {quoted(name)} enregistré. Essayez-le{NBSP}: recipient test.")
    return DONE


def _secret(variable: str | None) -> str | None:
    if variable is None:
        return None
    value = take_secret(variable)
    if value is None:
        raise UserError(
            f"La variable {variable} n’est pas définie.",
            "Mettez-y le mot de passe ou la clé, puis recommencez.",
        )
    if not is_utf8(value):
        raise UserError(
            f"Ce que contient la variable {variable} n’est pas en UTF-8.",
            "Redéfinissez-la dans un terminal en UTF-8, puis recommencez.",
        )
    return value


def _authority(options: argparse.Namespace) -> str:
    return authority_certificate(options.ca) if options.ca else ""


def _name(options: argparse.Namespace) -> str:
    if options.name is None:
        raise UserError("Le nom du destinataire manque.", "Donnez-le après la commande.")
    name: str = " ".join(options.name.split())
    return name


def _rows(desk: Desk, action: ActionInfo) -> tuple[RecipientRow, ...]:
    return desk.read(lambda link: recipient_rows(link, action.id))


def _known(desk: Desk, action: ActionInfo, name: str) -> RecipientRow:
    found = next((row for row in _rows(desk, action) if row.name == name), None)
    if found is None:
        raise UserError(
            f"Le destinataire {quoted(name)} n’est pas connu de cette action.",
            "Voyez la liste par « recipient list ».",
        )
    return found


def _left(link: Connection, action_id: UUID) -> list[DeliveryLine]:
    return [line for line in deliveries(link, action_id) if line.is_unsent]


def _stands(line: DeliveryLine) -> str:
    told = STATE_WORDS[line.state]
    return f"{told}. {line.trouble}" if line.trouble else f"{told}."


def _told(record: RecipientRow | DeliveryLine) -> dict[str, object]:
    return {name: _plain(value) for name, value in asdict(record).items()}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return (
        value.value
        if isinstance(value, StrEnum)
        else str(value)
        if isinstance(value, UUID)
        else value
    )
