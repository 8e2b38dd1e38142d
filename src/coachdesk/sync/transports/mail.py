"""Mail: over TLS only, its size asked first, and never sent twice when nobody knows."""

import re
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import formatdate

from coachdesk.core.french import file_size, quoted
from coachdesk.sync.channel import Way
from coachdesk.sync.transports.protocol import Access, Letter, Parcel, Watch
from coachdesk.sync.transports.tls import context_for, untrusted
from coachdesk.sync.transports.trouble import After, TroubleError

_PATIENCE = 60.0
_PIECE = 1 << 16
_GOES_ON, _DONE = 354, 250
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DOT_FIRST = re.compile(rb"(?m)^\.")
_PERMANENT = 500


class MailTransport:
    """See ``Transport``. It connects and signs in when it is made.

    Raises:
        TroubleError: it can't.
    """

    asks_first = False
    """A server does not tell whether it took a message: what is uncertain stays so."""

    def __init__(self, access: Access) -> None:
        channel = access.channel
        self._where = channel.host
        self._sender = channel.sender or channel.to
        self._to = channel.to
        self._doubtful = False
        context = context_for(access.authority)
        with self._explained():
            if channel.way is Way.MAIL_TLS:
                self._server: smtplib.SMTP = smtplib.SMTP_SSL(
                    channel.host, channel.port, timeout=_PATIENCE, context=context
                )
                self._server.ehlo()
            else:
                self._server = smtplib.SMTP(channel.host, channel.port, timeout=_PATIENCE)
                self._server.ehlo()
                if not self._server.has_extn("starttls"):
                    self.close()
                    raise TroubleError(
                        f"Le serveur {quoted(self._where)} n’offre pas de connexion chiffrée.",
                        "Rien n’a été envoyé. Demandez à votre informatique l’adresse qui chiffre.",
                        After.REPAIR,
                    )
                self._server.starttls(context=context)
                self._server.ehlo()
            if access.secret is not None:
                self._server.login(channel.user, access.secret.decode("utf-8"))

    def put(self, parcel: Parcel, watch: Watch) -> None:
        """See ``Transport.put``."""
        assert parcel.letter is not None, "a mail needs its letter"
        wire = _wire(self._message(parcel, parcel.letter))
        self._refuse_too_large(len(wire))
        self._doubtful = False
        with self._explained():
            self._envelope(parcel.letter.to)
            self._expect(self._server.docmd("DATA"), _GOES_ON)
            try:
                self._stream(wire, watch)
            except BaseException:
                self._drop()  # no last dot: the server forgets what it got
                raise
            watch.committing()
            self._doubtful = True
            self._server.send(b".\r\n")
            self._expect(self._server.getreply(), _DONE)
            self._doubtful = False

    def fetch(self, name: str, limit: int) -> bytes | None:
        """Nothing is beside a mail: its receipt comes by mail too."""
        del name, limit
        return None

    def probe(self) -> None:
        """See ``Transport.probe``: the server is asked whether it takes a mail for the address."""
        with self._explained():
            self._envelope(self._to or self._sender)
            self._server.rset()

    def close(self) -> None:
        """See ``Transport.close``."""
        with suppress(OSError, smtplib.SMTPException):
            self._server.quit()

    def _envelope(self, to: str) -> None:
        self._expect(self._server.mail(self._sender), _DONE)
        code, _told = self._server.rcpt(to)
        if code not in {250, 251}:
            self._server.rset()
            if code < _PERMANENT:
                raise self._later()
            raise TroubleError(
                f"Le serveur {quoted(self._where)} refuse l’adresse {quoted(to)}.",
                "Vérifiez l’adresse de ce destinataire dans Réglages.",
                After.REPAIR,
            )

    def _stream(self, wire: bytes, watch: Watch) -> None:
        view, total = memoryview(wire), len(wire)
        for start in range(0, total, _PIECE):
            watch.sent(start, total)
            self._server.send(bytes(view[start : start + _PIECE]))
        watch.sent(total, total)

    def _refuse_too_large(self, size: int) -> None:
        told = self._server.esmtp_features.get("size", "")
        limit = int(told) if told.isdigit() else 0
        if limit and size > limit:
            raise TroubleError(
                f"Ce courriel est trop lourd pour le serveur {quoted(self._where)}\u00a0: "
                f"{file_size(size)} pour {file_size(limit)} permis.",
                "Rien n’a été envoyé. Remettez le fichier sur une clé, ou choisissez une autre "
                "voie pour ce destinataire.",
                After.REPAIR,
            )

    def _message(self, parcel: Parcel, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=WIRE)
        message["From"], message["To"] = self._sender, letter.to
        message["Subject"] = letter.subject
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = letter.message_id
        message.set_content(letter.text, cte="quoted-printable")
        kind = {"zip": "zip", "pdf": "pdf", "p7m": "pkcs7-mime"}.get(
            parcel.name.rsplit(".", 1)[-1], "octet-stream"
        )
        message.add_attachment(
            parcel.data, maintype="application", subtype=kind, filename=parcel.name
        )
        return message

    def _expect(self, answer: tuple[int, bytes], wanted: int) -> None:
        code, _told = answer
        if code == wanted:
            return
        self._doubtful = False  # it answered, and it is no
        if code < _PERMANENT:
            raise self._later()
        raise TroubleError(
            f"Le serveur {quoted(self._where)} refuse ce courriel (code\u00a0{code}).",
            "Demandez à votre informatique pourquoi, ou remettez le fichier sur une clé.",
            After.REPAIR,
        )

    def _later(self) -> TroubleError:
        return TroubleError(
            f"Le serveur {quoted(self._where)} demande d’attendre.",
            "L’envoi sera tenté à nouveau.",
            After.RETRY,
        )

    def _drop(self) -> None:
        with suppress(OSError):
            self._server.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        where = quoted(self._where)
        try:
            yield
        except smtplib.SMTPAuthenticationError as error:
            raise TroubleError(
                f"Le serveur {where} refuse le nom ou le mot de passe.",
                "Vérifiez-les avec votre informatique, puis corrigez-les dans Réglages.",
                After.REPAIR,
            ) from error
        except (OSError, smtplib.SMTPException, socket.gaierror) as error:
            refused = untrusted(error, self._where)
            if refused is not None:
                raise refused from error
            if self._doubtful:
                raise TroubleError(
                    f"La connexion avec {where} s’est coupée au dernier moment\u00a0: le courriel "
                    "est peut-être arrivé.",
                    "Demandez au destinataire s’il l’a, avant de l’envoyer à nouveau.",
                    After.CHECK,
                ) from error
            raise TroubleError(
                f"Le serveur {where} ne répond pas, ou la connexion s’est coupée.",
                "L’envoi sera tenté à nouveau dès que la connexion le permet.",
                After.RETRY,
            ) from error


def _wire(message: EmailMessage) -> bytes:
    """The message as it goes through the wire, its last dot aside (RFC 5321 §4.5.2)."""
    lines = _LINE_END.sub(b"\r\n", message.as_bytes())
    body = _DOT_FIRST.sub(b"..", lines)
    return body if body.endswith(b"\r\n") else body + b"\r\n"
