"""What the command line understands (design §6, as far as it is built)."""

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from coachdesk import __version__
from coachdesk.cli.outcome import OpenWindow, Outcome, directory
from coachdesk.cli.text import FrenchParser

Handler = Callable[[argparse.Namespace], Outcome]
Command = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, its help, and « module:function » of ``coachdesk.cli`` behind it."""


def build_parser() -> argparse.ArgumentParser:
    """The whole parser; ``handler_of`` finds what stands behind the options it gives."""
    parser = FrenchParser(
        prog="coachdesk",
        description="Le poste du coach emploi, hors connexion. Sans commande : ouvre la fenêtre.",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"CoachDesk {__version__}",
        help="montre la version",
    )
    _add_store(parser)
    parser.set_defaults(handler=None)
    children = parser.add_subparsers(title="commandes", metavar="COMMANDE")

    def command(name: str, help_text: str, handler: str) -> argparse.ArgumentParser:
        child = children.add_parser(name, help=help_text, description=help_text)
        child.set_defaults(handler=handler)
        return child

    _add_set_up(command)
    _add_data(command)
    _add_package(command)
    _add_sending(command)
    _add_safety(command)
    _add_rights(command)
    _add_health(command)
    _add_keys(command)
    _add_program(command)
    return parser


def handler_of(options: argparse.Namespace) -> Handler:
    """The function that carries out the command; its module is loaded now, alone of its kind.

    ``verify`` needs no store and the window no command: neither waits for what it does not use.
    """
    if options.handler is None:
        return lambda chosen: OpenWindow(directory(chosen))
    module, function = options.handler.split(":")
    handler: Handler = getattr(import_module(f"coachdesk.cli.{module}"), function)
    return handler


def _add_set_up(command: Command) -> None:
    init = command("init", "Crée le magasin chiffré et le certificat du coach.", "setting_up:init")
    _add_store(init)
    init.add_argument("--profile", required=True, metavar="NOM|FICHIER")
    init.add_argument("--coach", metavar="NOM", help="prénom et nom, tels qu’imprimés")
    init.add_argument(
        "--recovery-out", type=Path, metavar="FICHIER",
        help="y écrit la clé de secours au lieu de l’afficher",
    )  # fmt: skip

    action = command("action", "Ajoute une action au magasin.", "setting_up:action_add")
    action.add_argument("verb", choices=["add"], metavar="add")
    action.add_argument("profile", metavar="NOM|FICHIER")
    _add_store(action)

    profile = command("profile", "Contrôle un profil d’action.", "setting_up:profile_check")
    profile.add_argument("verb", choices=["check"], metavar="check")
    profile.add_argument("file", type=Path, metavar="FICHIER")

    demo = command("demo", "Fait tout le travail d’un mois sur des données d’exemple.", "demo:demo")
    demo.add_argument("--dir", type=Path, metavar="DOSSIER")
    command("tour", "Ouvre la visite guidée, sur des données inventées.", "demo:tour")


def _add_data(command: Command) -> None:
    importing = command("import", "Reprend un classeur ou un dossier de CSV.", "importing:import_")
    _add_store(importing, action=True)
    importing.add_argument("file", type=Path, metavar="FICHIER")
    importing.add_argument("--check", action="store_true", help="contrôle sans rien écrire")
    importing.add_argument(
        "--annotate", type=Path, metavar="FICHIER",
        help="écrit le classeur avec les fautes coloriées et commentées",
    )  # fmt: skip
    _add_json(importing)

    month = command("month", "Les chiffres d’un mois.", "figures:month")
    _add_store(month, action=True)
    month.add_argument("month", metavar="AAAA-MM")
    _add_json(month)

    report = command("report", "Les chiffres d’une année, son bilan.", "bilan:report")
    _add_store(report, action=True)
    report.add_argument("year", metavar="AAAA")
    report.add_argument("--pdf", type=Path, metavar="FICHIER", help="y écrit le bilan annuel")
    report.add_argument("--docx", type=Path, metavar="FICHIER", help="de même, à retoucher")
    report.add_argument("--xlsx", type=Path, metavar="FICHIER", help="de même, en classeur")
    _add_json(report)

    state = command("state", "L’état de l’action un jour donné, pour un comité.", "bilan:state")
    _add_store(state, action=True)
    state.add_argument("day", metavar="AAAA-MM-JJ")
    state.add_argument("--pdf", type=Path, metavar="FICHIER", help="y écrit l’état d’une page")
    _add_json(state)

    esf = command("esf", "Les indicateurs du FSE+ d’une année, ce qui manque.", "fse:esf")
    _add_store(esf, action=True)
    esf.add_argument("year", metavar="AAAA")
    esf.add_argument("--xlsx", type=Path, metavar="FICHIER", help="tout, dans un classeur")
    esf.add_argument("--csv", type=Path, metavar="FICHIER", help="les participants seuls")
    _add_json(esf)


def _add_package(command: Command) -> None:
    close = command("close", "Clôture un mois et construit son envoi.", "envoi:close")
    _add_store(close, action=True)
    close.add_argument("month", metavar="AAAA-MM")
    close.add_argument("--force-with-reason", metavar="MOTIF", help="clôture malgré des manques")
    _add_json(close)

    correct = command("correct", "Rouvre un mois clôturé, à rectifier.", "envoi:correct")
    _add_store(correct, action=True)
    correct.add_argument("month", metavar="AAAA-MM")
    wanted = correct.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--reason", metavar="MOTIF", help="figurera sur le bordereau")
    wanted.add_argument(
        "--give-up", action="store_true", help="le referme comme il était, si rien n’a changé"
    )

    export = command("export", "Écrit l’envoi d’un mois clôturé.", "envoi:export")
    _add_store(export, action=True)
    export.add_argument("month", metavar="AAAA-MM")
    export.add_argument("--out", type=Path, required=True, metavar="DOSSIER")
    export.add_argument("--encrypt-for", type=Path, metavar="CERT.pem")

    control = command("control", "Fait le dossier de contrôle des n° demandés.", "control:control")
    _add_store(control, action=True)
    control.add_argument(
        "--list", nargs="+", required=True, metavar="FICHIER|N°",
        help="un fichier d’une colonne, ou les n° eux-mêmes",
    )  # fmt: skip
    control.add_argument("--out", type=Path, required=True, metavar="DOSSIER")
    control.add_argument(
        "--encrypt-for", type=Path, metavar="CERT.pem", help="chiffre pour le contrôleur (RSA)"
    )
    _add_json(control)

    verify = command("verify", "Vérifie ce qui est reçu, sans magasin.", "verifying:verify")
    verify.add_argument("files", type=Path, nargs="+", metavar="FICHIER")
    verify.add_argument("--signer", metavar="PEM|EMPREINTE", help="le signataire attendu")
    verify.add_argument("--key", type=Path, metavar="PEM", help="clé privée, pour un .p7m")
    verify.add_argument(
        "--authority", type=Path, metavar="PEM", help="certificat de l’autorité, pour un .tsr"
    )
    verify.add_argument(
        "--fiche", type=Path, metavar="PDF", help="y écrit la fiche de preuve du document"
    )
    verify.add_argument(
        "--anchor", action="append", default=[], metavar="N:CODE",
        help="le numéro et le code d’un enregistrement, d’après un papier, à retrouver",
    )  # fmt: skip
    _add_store(verify)
    _add_json(verify)


def _add_sending(command: Command) -> None:
    recipient = command("recipient", "Les destinataires d’une action.", "sending:recipient")
    _add_store(recipient, action=True)
    recipient.add_argument("verb", choices=["add", "list", "test"], metavar="add|list|test")
    recipient.add_argument("name", nargs="?", metavar="NOM")
    recipient.add_argument("--to", metavar="ADRESSE", help="sftp://, webdavs://, smtp://, file://")
    recipient.add_argument("--cert", type=Path, metavar="PEM", help="chiffre pour ce certificat")
    recipient.add_argument("--host-key", metavar="EMPREINTE", help="d’un serveur SFTP")
    recipient.add_argument("--ca", type=Path, metavar="PEM", help="l’autorité du serveur")
    recipient.add_argument(
        "--secret-env", metavar="VARIABLE", help="où est le mot de passe ou la clé privée"
    )
    recipient.add_argument(
        "--clear", action="store_true", help="sa messagerie est sûre : rien n’y est chiffré"
    )
    _add_json(recipient)

    queue = command("queue", "Met l’envoi d’un mois clôturé en attente.", "sending:queue")
    _add_store(queue, action=True)
    queue.add_argument("month", metavar="AAAA-MM")
    queue.add_argument("--to", metavar="NOM", help="pour ce seul destinataire")

    outbox = command("outbox", "Ce qui attend, ce qui est parti.", "sending:outbox")
    _add_store(outbox, action=True)
    _add_json(outbox)

    send = command("send", "Envoie ce qui attend.", "sending:send")
    _add_store(send, action=True)
    _add_json(send)

    authority = command("authority", "L’autorité d’horodatage des envois.", "sending:authority")
    _add_store(authority)
    authority.add_argument("verb", choices=["show", "set", "none"], metavar="show|set|none")
    authority.add_argument("url", nargs="?", metavar="ADRESSE", help="http:// ou https://")
    authority.add_argument("--ca", type=Path, metavar="PEM", help="son certificat, qu’elle publie")

    receive = command("receive", "Relève les accusés de réception.", "sending:receive")
    _add_store(receive)


def _add_safety(command: Command) -> None:
    journal = command(
        "journal", "Écrit la chaîne du journal, sans donnée personnelle.", "journal:journal"
    )
    _add_store(journal)
    journal.add_argument("--out", type=Path, required=True, metavar="FICHIER")
    _add_json(journal)

    backup = command(
        "backup", "Copie le magasin, chiffré et vérifié, sur une clé ou ailleurs.", "safety:backup"
    )
    _add_store(backup)
    what = backup.add_mutually_exclusive_group()
    what.add_argument(
        "--to", type=Path, metavar="DOSSIER", help="sinon le dossier de la dernière sauvegarde"
    )
    what.add_argument(
        "--auto",
        action="store_true",
        help="celles qui sont dues : près du magasin, et sur les clés déjà utilisées",
    )
    what.add_argument(
        "--drill",
        action="store_true",
        help="exercice : remet la dernière en place, à part, et l’ouvre",
    )
    what.add_argument(
        "--check",
        type=Path,
        metavar="DOSSIER",
        help="vérifie les fichiers de cette sauvegarde, sans phrase de passe",
    )
    backup.add_argument(
        "--open", action="store_true", help="avec --check : demande la phrase, relit tout"
    )
    _add_json(backup)

    move = command(
        "move", "Ramène sur cet ordinateur un magasin synchronisé ou en réseau.", "placing:move"
    )
    _add_store(move)
    move.add_argument("--to", type=Path, metavar="DOSSIER", help="sinon le dossier habituel")


def _add_health(command: Command) -> None:
    status = command(
        "status", "Où en est le magasin : sauvegardes, contrôles, envois, disque.", "status:status"
    )
    _add_store(status)
    _add_json(status)

    restore = command(
        "restore",
        "Remet une sauvegarde en place ; le magasin d’avant est gardé à côté.",
        "health:restore",
    )
    _add_store(restore)
    restore.add_argument(
        "source", type=Path, metavar="SAUVEGARDE", help="son dossier, ou son fichier .zip"
    )
    restore.add_argument(
        "--to", type=Path, metavar="DOSSIER", help="dans un autre dossier que celui du magasin"
    )
    _add_json(restore)

    check = command(
        "check", "Relit tout le magasin : pages, tables, journal, fichiers.", "health:check"
    )
    _add_store(check)
    _add_json(check)

    recover = command(
        "recover",
        "Refait un magasin de tout ce qui se lit encore ; l’abîmé est gardé à côté.",
        "health:recover",
    )
    _add_store(recover)
    recover.add_argument(
        "--go-on", action="store_true",
        help="reprend un magasin entier, mais plus ancien qu’il n’était",
    )  # fmt: skip
    _add_json(recover)

    support = command(
        "support", "Écrit une copie chiffrée sans nom ni texte, pour l’assistance.",
        "health:support",
    )  # fmt: skip
    _add_store(support)
    support.add_argument("--out", type=Path, required=True, metavar="FICHIER")
    support.add_argument(
        "--encrypt-for", type=Path, metavar="CERT.pem", help="pour ce certificat (RSA) seul"
    )
    _add_json(support)


def _add_program(command: Command) -> None:
    test = command(
        "self-test", "Essaie tout le programme, à part de vos données.", "self_test:self_test"
    )
    test.add_argument("--out", type=Path, metavar="FICHIER", help="y écrit aussi le rapport")
    # What the command asks of another run of itself.
    test.add_argument("--window", type=Path, help=argparse.SUPPRESS)
    test.add_argument("--screen", action="store_true", help=argparse.SUPPRESS)
    _add_json(test)

    update = command(
        "update", "Vérifie une mise à jour reçue et la copie ici ; ne télécharge rien.",
        "updating:update",
    )  # fmt: skip
    update.add_argument("source", type=Path, metavar="FICHIER|DOSSIER")
    update.add_argument("--check", action="store_true", help="la vérifie, sans rien copier")


def _add_keys(command: Command) -> None:
    passphrase = command("passphrase", "Change la phrase de passe.", "keys:change")
    _add_store(passphrase)
    passphrase.add_argument(
        "--encrypt-anew", action="store_true",
        help="chiffre aussi le magasin avec une clé neuve : rien d’ancien n’ouvre plus la suite",
    )  # fmt: skip
    passphrase.add_argument(
        "--recovery-out", type=Path, metavar="FICHIER",
        help="avec --encrypt-anew, y écrit la nouvelle clé de secours au lieu de l’afficher",
    )  # fmt: skip
    passphrase.add_argument(
        "--remove-older", action="store_true",
        help="retire seulement les sauvegardes qui s’ouvrent avec une phrase d’avant",
    )  # fmt: skip

    association = command(
        "association-key",
        "La clé de l’association, qui ouvre aussi le magasin.",
        "keys:association",
    )
    _add_store(association)
    association.add_argument("verb", choices=["new", "type", "none"], metavar="new|type|none")
    association.add_argument(
        "--out", type=Path, metavar="FICHIER", help="avec new, y écrit la clé au lieu de l’afficher"
    )


def _add_rights(command: Command) -> None:
    participant = command(
        "participant", "Donne à une personne toutes ses données, ou l’efface.",
        "rights:participant",
    )  # fmt: skip
    participant.add_argument("verb", choices=["export", "erase"], metavar="export|erase")
    participant.add_argument("number", metavar="N°", help="n° d’un de ses dossiers")
    participant.add_argument("--out", type=Path, metavar="DOSSIER", help="où écrire ses données")
    participant.add_argument(
        "--check", action="store_true", help="dit ce qui serait fait, sans rien effacer"
    )
    participant.add_argument(
        "--confirm", metavar="N°", help="le n° du dossier, retapé, au lieu de le demander"
    )
    _add_store(participant, action=True)
    _add_json(participant)

    retention = command(
        "retention", "Qui arrive au terme de sa conservation, et pourquoi.",
        "person_data:retention",
    )  # fmt: skip
    _add_store(retention)
    retention.add_argument("--apply", action="store_true", help="efface ceux qui le peuvent")
    _add_json(retention)


def _add_store(parser: argparse.ArgumentParser, *, action: bool = False) -> None:
    # SUPPRESS: an option given before the command is not undone by the command's default.
    parser.add_argument(
        "--store", type=Path, metavar="DOSSIER", default=argparse.SUPPRESS,
        help="dossier du magasin (sinon COACHDESK_STORE, sinon celui du compte)",
    )  # fmt: skip
    if action:
        parser.add_argument("--action", metavar="CODE", help="l’action, s’il y en a plusieurs")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="réponse en JSON")
