"""How a recipient is reached: an address without any secret, read and checked."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted


class Way(StrEnum):
    """The scheme of an address."""

    FOLDER = "file"
    SFTP = "sftp"
    WEBDAV = "webdavs"
    MAIL = "smtp"
    MAIL_TLS = "smtps"


_ALSO = {"https": Way.WEBDAV, "davs": Way.WEBDAV}
"""What a Nextcloud shows for its WebDAV address, and what some file managers make of it."""
_USUAL_PORT = {Way.SFTP: 22, Way.WEBDAV: 443, Way.MAIL: 587, Way.MAIL_TLS: 465}
_MAIL = (Way.MAIL, Way.MAIL_TLS)
_DRIVE = re.compile(r"[A-Za-z]:")
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
        parts = urlsplit(text, allow_fragments=False)  # a folder may have « # » in its name
        _refuse_password(parts)
        scheme = parts.scheme.lower()
        way = _ALSO.get(scheme) or Way(scheme)
        port = parts.port
    except ValueError:
        raise _no_address(f"{shown(text)} n’est pas une adresse d’envoi.") from None
    mail = way in _MAIL
    asked = _asked(parts.query) if mail else {}
    user, to = unquote(parts.username or ""), asked.get("to", "")
    sender = asked.get("from", "") or (user if mail and "@" in user else "")
    channel = (
        Channel(way, path=_folder(parts))
        if way is Way.FOLDER
        else Channel(
            way,
            host=parts.hostname or "",
            port=port or _USUAL_PORT[way],
            user=user,
            path="" if mail else unquote(_path(parts)),
            to=to,
            sender=sender,
        )
    )
    if way is not Way.FOLDER and not is_host(channel.host):
        raise _no_address("L’adresse ne nomme pas de serveur.")
    if any(ord(each) < ord(" ") or each == "\x7f" for each in user + channel.path + to + sender):
        raise _no_address("L’adresse contient un caractère qui ne s’écrit pas.")
    return channel


def shown(text: str) -> str:
    """What is no address, as a refusal names it: a password may be before an « @ »."""
    return "Ce texte" if "@" in text else quoted(text)


def is_host(text: str) -> bool:
    """Whether a server may be called that: the libraries break on what none can."""
    try:
        text.encode("idna")
    except UnicodeError:
        return False
    return text != "" and all(each.isalnum() or each in "-._:%" for each in text)


def _refuse_password(parts: SplitResult) -> None:
    if parts.password is not None:
        raise UserError(
            "Le mot de passe ne s’écrit pas dans l’adresse.",
            "Ôtez-le de l’adresse, et donnez-le à part : il est gardé chiffré.",
        )


def _asked(query: str) -> dict[str, str]:
    """What an address asks; a plus is one, as in « claire+envois@exemple.fr »."""
    pairs = parse_qs(query.replace("+", "%2B"))
    return {name: values[-1].strip() for name, values in pairs.items()}


def _no_address(sentence: str) -> UserError:
    return UserError(sentence, f"Écrivez-la ainsi{NBSP}: {_FORMS}.")


def _path(parts: SplitResult) -> str:
    """Its path, « ? » included: only the address of a mailbox asks something."""
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if path.startswith("/") or parts.netloc == "" else f"/{path}"


def _folder(parts: SplitResult) -> str:
    from urllib.request import url2pathname

    path = _path(parts)
    if _DRIVE.fullmatch(parts.netloc):  # « file://C:/Envois », as it is often typed
        folder = Path(url2pathname(f"/{parts.netloc}{path}"))
    elif parts.netloc not in {"", "localhost"}:  # « file://serveur/partage », a share of Windows
        folder = Path(f"//{parts.netloc}{unquote(path)}")
    else:
        folder = Path(url2pathname(path))
    if not folder.is_absolute() or (not folder.drive and str(folder) == folder.anchor):
        raise UserError(
            "L’adresse ne nomme pas de dossier.",
            f"Écrivez-la ainsi{NBSP}: file:///C:/Envois ou file:///media/cle.",
        )
    return str(folder)
