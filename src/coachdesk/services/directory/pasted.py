"""What the mail of a recipient's IT says of how it is reached, read where it was pasted whole.

Addresses rule (« sftp://… », the link of a Nextcloud folder); labelled lines complete them.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, unquote, urlsplit

from coachdesk.core.errors import UserError
from coachdesk.core.french import fold, quoted
from coachdesk.services.directory.reach import WAY_WORDS, Reach, reach_of
from coachdesk.sync.channel import Way

_MOST = 20_000
"""Characters that are read: a mail with its history is longer, what matters stands first."""
_ADDRESS = re.compile(r"\b(?:sftp|webdavs?|davs?|https?|smtps?|file)://[^\s<>\"»’]+", re.IGNORECASE)
_SHARE = re.compile(r"(?<!\S)\\\\[^\\\s]+\\[^\s<>\"»]+")
_KEY = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
_LINE = re.compile(r"^[\s>*•–-]*([^:=\n]{2,40}?)\s*[:=]\s*(\S.*?)\s*$", re.MULTILINE)
_IN_ADDRESS = re.compile(r"://[^\s/@:]+:([^\s/@]+)@")
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.+?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL
)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HOST_PORT = re.compile(r"([\w.-]+)(?::(\d{1,5}))?/?$")
_CLOUD = re.compile(
    r"^(?P<base>.*?)(?:/index\.php)?/(?P<kind>remote\.php/(?:dav/files|webdav)|apps/files|s)(?P<rest>/.*|$)"
)
_LABELS = (
    ("secret", ("mot de passe", "mdp", "password", "passe")),
    ("host_key", ("empreinte", "fingerprint")),
    ("port", ("port",)),
    ("user", ("identifiant", "utilisateur", "login", "user", "compte", "nom d'utilisateur")),
    ("to", ("boite", "destinataire", "adresse de depot", "courriel", "mail", "e-mail")),
    ("folder", ("dossier", "repertoire", "chemin", "depot", "folder", "path")),
    ("host", ("serveur", "hote", "host", "server", "adresse", "url")),
)
"""The first whose word stands in the label; « adresse de dépôt » is a mailbox before a server."""
_LABEL_WORDS = 5
_WAYS = (
    (Way.SFTP, ("sftp", "ssh")),
    (Way.WEBDAV, ("nextcloud", "webdav", "owncloud")),
    (Way.MAIL, ("smtp",)),
)


@dataclass(frozen=True)
class Pasted:
    """What was understood; what is empty was not told."""

    reach: Reach
    host_key: str = ""
    secret: str = field(default="", repr=False)


def read_pasted(text: str) -> Pasted:
    """How the recipient that ``text`` speaks of is reached.

    Raises:
        UserError: it names no server, no folder, no mailbox.
    """
    text = text[:_MOST].strip()
    told = _labelled(text)
    key = _KEY.search(text)
    try:
        found = _addressed(text) or _shared(text)
    except ValueError:  # brackets or a port that no address has
        found = None
    if found is None:
        found = _by_words(text, told, has_key=key is not None)
    if found is None:
        raise UserError(
            "Ce texte ne dit pas par où envoyer.",
            "Copiez l’adresse (sftp://…, un lien Nextcloud) ou tout le courriel, puis recollez.",
        )
    secret = _IN_ADDRESS.search(text)
    block = _PRIVATE_KEY.search(text)
    said = (
        f"{block[0]}\n" if block else told.get("secret") or (unquote(secret[1]) if secret else "")
    )
    return Pasted(_completed(found, told), key[0] if key else "", said)


def _labelled(text: str) -> dict[str, str]:
    """« Identifiant : claire » and its like; the first of each kind."""
    told: dict[str, str] = {}
    for label, value in _LINE.findall(text):
        name = fold(label)
        if len(name.split()) > _LABEL_WORDS:  # a sentence: « Le mot de passe vous sera donné au : »
            continue
        kind = next((kind for kind, words in _LABELS if any(word in name for word in words)), None)
        if kind is not None and kind not in told and not value.startswith("//"):
            # A password keeps its signs: they may be its own.
            told[kind] = value if kind == "secret" else value.strip("«»\"'“” \u00a0\u202f.,;<>")
    return told


def _addressed(text: str) -> Reach | None:
    """By the first address that says how; a page of the web does not."""
    for found in _ADDRESS.findall(text):
        address = found.rstrip(".,;)")
        scheme = address.partition(":")[0].lower()
        if scheme in {"http", "https"}:
            cloud = _cloud(address)
            if cloud is not None or address == text:
                return cloud or _dav(address)
        elif scheme in {"webdav", "webdavs", "dav", "davs"}:
            return _cloud(address) or _dav(address)
        else:
            # A password in the address is left out of it, and of what could be said of it.
            return reach_of(re.sub(r"(://[^/@:]+):[^/@]*@", r"\1@", address))
    return None


def _cloud(address: str) -> Reach | None:
    """The folder that a link of Nextcloud shows, whichever page of it was copied."""
    parts = urlsplit(address)
    found = _CLOUD.match(parts.path)
    if found is None or not parts.hostname:
        return None
    base, kind, rest = found["base"], found["kind"], unquote(found["rest"])
    reach = Reach(Way.WEBDAV, parts.hostname, str(parts.port or ""), unquote(parts.username or ""))
    if kind == "s":
        return replace(reach, user=rest.strip("/").partition("/")[0],
                       folder=f"{base}/public.php/webdav")  # fmt: skip
    if kind == "apps/files":
        inside = parse_qs(parts.query).get("dir", ["/"])[-1].strip("/")
        return replace(reach, folder=f"{base}/remote.php/dav/files/~/{inside}" if base else inside)
    if kind == "remote.php/webdav":
        return replace(reach, folder=f"{base}/{kind}{rest.rstrip('/')}")
    user, _, inside = rest.strip("/").partition("/")
    whole = f"{base}/{kind}/{user}/{inside}"
    return replace(reach, user=reach.user or user, folder=whole if base else inside)


def _dav(address: str) -> Reach | None:
    parts = urlsplit(address)
    if not parts.hostname:
        return None
    return Reach(
        Way.WEBDAV, parts.hostname, str(parts.port or ""), unquote(parts.username or ""),
        unquote(parts.path) or "",
    )  # fmt: skip


def _shared(text: str) -> Reach | None:
    found = _SHARE.search(text)
    return Reach(Way.FOLDER, folder=found[0].rstrip(".,;")) if found else None


def _by_words(text: str, told: dict[str, str], *, has_key: bool) -> Reach | None:
    """By « Serveur : … » and by how the text calls the way."""
    words = fold(text)
    way = next((way for way, names in _WAYS if any(name in words for name in names)), None)
    if way is None and has_key:
        way = Way.SFTP
    server = _HOST_PORT.match(told.get("host", ""))
    if way is not None and server is not None:
        return Reach(way, server[1], server[2] or "")
    mailbox = _MAILBOX.fullmatch(text)
    return Reach(Way.MAIL, to=mailbox[0]) if mailbox else None


def _completed(reach: Reach, told: dict[str, str]) -> Reach:
    if reach.way is Way.FOLDER:
        return reach
    port = "".join(re.findall(r"\d+", told.get("port", ""))[:1])
    mailbox = _MAILBOX.search(told.get("to", ""))
    kept = replace(reach, port=reach.port or port, user=reach.user or told.get("user", ""))
    if reach.way is Way.MAIL:
        return replace(kept, to=reach.to or (mailbox[0] if mailbox else ""))
    return replace(kept, folder=reach.folder or told.get("folder", ""))


def understood(reach: Reach) -> str:
    """« SFTP, serveur « sftp.exemple.fr » », to be said once it is read."""
    where = quoted(reach.host or reach.folder or reach.to)
    return f"{WAY_WORDS[reach.way] if reach.way else ''}, {where}"
