"""How a recipient is reached: an address without any secret, read and checked."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit
from urllib.request import url2pathname

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted


class Way(StrEnum):
    """The scheme of an address."""

    FOLDER = "file"
    SFTP = "sftp"
    WEBDAV = "webdavs"
    MAIL = "smtp"
    MAIL_TLS = "smtps"


_USUAL_PORT = {Way.SFTP: 22, Way.WEBDAV: 443, Way.MAIL: 587, Way.MAIL_TLS: 465}
_MAIL = (Way.MAIL, Way.MAIL_TLS)
_FORMS = (
    "file:///dossier, sftp://nom@serveur:22/dossier, webdavs://nom@serveur/dossier, "
    "smtp://nom@serveur:587/?to=adresse ou smtps://nom@serveur:465/?to=adresse"
)


@dataclass(frozen=True)
class Channel:
    """An address that can be sent to.

    Attributes:
        way: how.
        host: of the server; empty for a folder.
        user: who connects; empty for a folder, or for a mail server that asks for nobody.
        path: the folder, as the server or this machine names it; empty for mail.
        to: the mailbox; empty for a mail server that carries for several, each with its own.
        sender: whom a mail is from; the user when the address does not say.
    """

    way: Way
    host: str = ""
    port: int = 0
    user: str = ""
    path: str = ""
    to: str = ""
    sender: str = ""

    @property
    def url(self) -> str:
        """The address as it is kept and typed."""
        if self.way is Way.FOLDER:
            return Path(self.path).as_uri()
        who = f"{quote(self.user, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        asked = [
            f"{name}={quote(value, safe='@')}"
            for name, value in (("to", self.to), ("from", self.sender))
            if value
        ]
        tail = "?" + "&".join(asked) if asked else ""
        return f"{self.way.value}://{who}{host}:{self.port}{quote(self.path) or '/'}{tail}"


def parse_channel(text: str) -> Channel:
    """The channel that an address names.

    Raises:
        UserError: it is none, names no server, or holds a password.
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        way = Way(parts.scheme.lower())
        port = parts.port
    except ValueError:
        raise UserError(
            f"{quoted(text)} n’est pas une adresse d’envoi.", f"Écrivez-la ainsi{NBSP}: {_FORMS}."
        ) from None
    if parts.password is not None:
        raise UserError(
            "Le mot de passe ne s’écrit pas dans l’adresse.",
            "Ôtez-le de l’adresse, et donnez-le à part : il est gardé chiffré.",
        )
    if way is Way.FOLDER:
        return Channel(way, path=_folder(parts))
    if not parts.hostname:
        raise UserError(
            f"L’adresse {quoted(text)} ne nomme pas de serveur.",
            f"Écrivez-la ainsi{NBSP}: {_FORMS}.",
        )
    asked = {name: values[-1].strip() for name, values in parse_qs(parts.query).items()}
    user = unquote(parts.username or "")
    mail = way in _MAIL
    sender = asked.get("from", "") if mail else ""
    return Channel(
        way,
        host=parts.hostname,
        port=port or _USUAL_PORT[way],
        user=user,
        path="" if mail else unquote(parts.path),
        to=asked.get("to", "") if mail else "",
        sender=sender or (user if mail and "@" in user else ""),
    )


def _folder(parts: SplitResult) -> str:
    if parts.netloc not in {"", "localhost"}:  # « file://serveur/partage », a share of Windows
        return f"//{parts.netloc}{unquote(parts.path)}"
    if not parts.path.strip("/"):
        raise UserError(
            "L’adresse ne nomme pas de dossier.",
            f"Écrivez-la ainsi{NBSP}: file:///C:/Envois ou file:///media/cle.",
        )
    return url2pathname(parts.path)
