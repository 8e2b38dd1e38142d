"""How a recipient is reached, field by field as a form asks for it, and the address they make."""

import re
from dataclasses import dataclass, replace
from ipaddress import IPv6Address

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.identity import cleaned_email
from coachdesk.queries.directory import RecipientRow
from coachdesk.sync.channel import Channel, Way, parse_channel

__all__ = ["Reach", "Way", "checked_reach", "reach_line", "reach_of"]

_TLS_MAIL_PORT = 465
_MOST_PORT = 65_535
_HOST = re.compile(r"[\w.-]+")
_NEXTCLOUD = "/remote.php/dav/files/"
_HOME = "/~"
_UNC = re.compile(r"^[\\/]{2}([^\\/]+)[\\/](.+)$")
_ASK = "Son informatique vous le donne"


@dataclass(frozen=True)
class Reach:
    """What is typed of a way out; a mail server has one way here, its port tells which.

    Attributes:
        way: None when papers are handed over or posted.
        folder: for WebDAV, « Depot » is that folder of one's own space in a Nextcloud; for SFTP, of
            one's own home. What begins with « / » is taken as it is.
    """

    way: Way | None = None
    host: str = ""
    port: str = ""
    user: str = ""
    folder: str = ""
    to: str = ""
    sender: str = ""


def reach_of(url: str | None) -> Reach:
    """The fields that make the address ``url``.

    Raises:
        UserError: it is none.
    """
    if not url:
        return Reach()
    channel = parse_channel(url)
    if channel.way is Way.FOLDER:
        return Reach(Way.FOLDER, folder=channel.path)
    mail = channel.way in {Way.MAIL, Way.MAIL_TLS}
    return Reach(
        Way.MAIL if mail else channel.way,
        channel.host,
        str(channel.port),
        channel.user,
        _shown_folder(channel),
        channel.to,
        "" if channel.sender == channel.user else channel.sender,
    )


def checked_reach(reach: Reach, *, carries_copies: bool = False) -> tuple[str, dict[str, str]]:
    """The address that the fields make, and beside each that can't be, why not.

    ``carries_copies``: a mail server that carries to mailboxes given elsewhere needs none itself.
    """
    match reach.way:
        case None:
            return "", {}
        case Way.FOLDER:
            return _folder_url(reach.folder)
    reach = replace(reach, **{name: getattr(reach, name).strip() for name in _TYPED})
    wrong = _wrong_server(reach)
    mail = reach.way is Way.MAIL
    wrong |= _wrong_mail(reach, carries_copies=carries_copies) if mail else _wrong_user(reach)
    if wrong:
        return "", wrong
    port = int(reach.port) if reach.port else 0
    assert reach.way is not None, "it was told"
    way = Way.MAIL_TLS if mail and port == _TLS_MAIL_PORT else reach.way
    asked = Channel(
        way,
        host=reach.host,
        port=port,
        user=reach.user,
        path="" if mail else _kept_folder(reach),
        to=reach.to if mail else "",
        sender=reach.sender if mail else "",
    )
    # The usual port is put in by who reads the address.
    url = asked.url if port else asked.url.replace(":0/", "/", 1)
    try:
        return parse_channel(url).url, {}
    except UserError as error:  # a tab pasted inside a folder or a name
        return "", {"host": str(error)}


_TYPED = ("host", "port", "user", "folder", "to", "sender")


def _wrong_server(reach: Reach) -> dict[str, str]:
    wrong = {}
    if not reach.host:
        wrong["host"] = f"Ce serveur manque. {_ASK}, comme {quoted('sftp.exemple.fr')}."
    elif not _names_a_server(reach.host):
        wrong["host"] = (
            f"{quoted(reach.host)} n’est pas un nom de serveur. Écrivez-le seul, comme "
            f"{quoted('sftp.exemple.fr')}, ou collez l’adresse entière."
        )
    if reach.port and not (reach.port.isdecimal() and 0 < int(reach.port) <= _MOST_PORT):
        wrong["port"] = "Ce port n’est pas un nombre. Laissez ce champ vide pour le port habituel."
    return wrong


def _names_a_server(host: str) -> bool:
    """A name or an address; « serveur:22 » is its port too, which has its own field."""
    try:
        return bool(_HOST.fullmatch(host)) or bool(IPv6Address(host))
    except ValueError:
        return False


def _wrong_user(reach: Reach) -> dict[str, str]:
    if reach.user:
        return {}
    return {"user": f"Ce nom manque. {_ASK} avec le mot de passe ou la clé."}


def _wrong_mail(reach: Reach, *, carries_copies: bool) -> dict[str, str]:
    wrong = {}
    for name in ("to", "sender"):
        try:
            cleaned_email(getattr(reach, name))
        except UserError as error:
            wrong[name] = str(error)
    if not reach.to and not carries_copies and "to" not in wrong:
        wrong["to"] = "Cette boîte manque. Écrivez l’adresse à laquelle vos envois arrivent."
    if not reach.sender and "@" not in reach.user and "sender" not in wrong:
        wrong["sender"] = "Votre adresse manque. Écrivez celle d’où partent vos courriels."
    return wrong


def _folder_url(typed: str) -> tuple[str, dict[str, str]]:
    typed = typed.strip()
    if not typed:
        return "", {"folder": "Ce dossier manque. Choisissez-le, ou écrivez où il est."}
    share = _UNC.match(typed)
    try:
        if share is not None:
            host, rest = share.groups()
            return parse_channel(f"file://{host}/{rest.replace(chr(92), '/')}").url, {}
        return Channel(Way.FOLDER, path=typed).url, {}
    except (UserError, ValueError):
        return "", {
            "folder": f"{quoted(typed)} ne dit pas tout le chemin. Choisissez le dossier, ou "
            f"écrivez-le en entier{NBSP}: E:\\Envois ou \\\\serveur\\partage\\Envois."
        }


def _kept_folder(reach: Reach) -> str:
    folder = reach.folder
    if reach.way is Way.SFTP:
        return folder if folder.startswith("/") else f"{_HOME}/{folder}".rstrip("/")
    if not folder.startswith("/"):
        folder = f"{_NEXTCLOUD}{reach.user}/{folder}"
    return folder.replace("/files/~/", f"/files/{reach.user}/")


def _shown_folder(channel: Channel) -> str:
    path = channel.path
    if channel.way is Way.SFTP and (path == _HOME or path.startswith(f"{_HOME}/")):
        return path[len(_HOME) :].lstrip("/")
    own = f"{_NEXTCLOUD}{channel.user}/"
    if channel.way is Way.WEBDAV and channel.user and path.startswith(own):
        return path[len(own) :].rstrip("/")
    return path


WAY_WORDS = {
    Way.FOLDER: "Dossier ou clé USB",
    Way.SFTP: "SFTP",
    Way.WEBDAV: "WebDAV (Nextcloud)",
    Way.MAIL: "Courriel",
}


def reach_line(row: RecipientRow) -> str:
    """« SFTP, sftp.exemple.fr », and what it still lacks before anything can leave."""
    if row.channel is None:
        return "En main propre ou par la poste"
    try:
        reach = reach_of(row.channel)
    except UserError:
        return "Adresse à retaper"
    said = f"{WAY_WORDS[reach.way]}, {reach.host or reach.folder}" if reach.way else ""
    lacks = []
    if reach.user and not row.has_secret:
        lacks.append("mot de passe à donner")
    if reach.way is Way.SFTP and not row.host_key:
        lacks.append("empreinte à comparer")
    return f"{said} ({', '.join(lacks)})" if lacks else said
