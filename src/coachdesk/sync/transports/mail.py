"""Mail: over TLS only, its size asked first, and never sent twice when nobody knows."""

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import formatdate

from coachdesk.sync.channel import Channel, Way
from coachdesk.sync.transports.mail_words import (
    doubtful,
    no_encryption,
    no_mailbox,
    no_password_asked,
    no_plain_password,
    refusal,
    refused_mailbox,
    too_heavy,
)
from coachdesk.sync.transports.protocol import Access, Letter, Parcel, Watch, told_bytes
from coachdesk.sync.transports.server_words import not_let_in, silent
from coachdesk.sync.transports.tls import context_for, untrusted
from coachdesk.sync.transports.trouble import TroubleError
from coachdesk.sync.transports.waiting import HELD_BACK, PATIENCE, TO_REACH

_PIECE = 1 << 16
_NAME = "[127.0.0.1]"
"""Of this machine, as it is told to servers: its own is nobody's business, and slow to find."""
_DONE, _PASSWORD_NEXT, _GOES_ON = 250, 334, 354
_NO, _PERMANENT = 400, 500
_NO_MAILBOX = {550, 551, 553, 554, 555}
_END = 2
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DOT_FIRST = re.compile(rb"(?m)^\.")
_MAILBOX = re.compile(r"""[^\s<>()\[\],;:@"\\]+@[^\s<>(),;@"\\]+""", re.ASCII)


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
        with self._explained():
            self._server = self._connected(channel, access.authority)
            try:
                if access.secret is not None:
                    self._sign_in(channel.user, access.secret)
            except BaseException:
                self._server.close()
                raise

    def put(self, parcel: Parcel, watch: Watch) -> None:
        """See ``Transport.put``."""
        assert parcel.letter is not None, "a mail needs its letter"
        to = parcel.letter.to
        self._require_mailboxes(to)
        wire = _wire(self._message(parcel, parcel.letter))
        self._refuse_too_large(len(wire))
        self._doubtful = False
        with self._explained():
            self._envelope(to, len(wire))
            in_pieces = self._server.has_extn("chunking")
            if not in_pieces:
                self._expect(self._server.docmd("DATA"), _GOES_ON)
            try:
                end = self._in_pieces(wire, watch) if in_pieces else self._at_once(wire, watch)
                watch.committing()
            except BaseException:
                self._server.close()  # without its end, the server forgets what it got
                raise
            self._doubtful = True
            self._server.send(end)
            self._expect(self._server.getreply(), _DONE)
            self._doubtful = False

    def fetch(self, name: str, limit: int) -> bytes | None:
        """Nothing is beside a mail: its receipt comes by mail too."""
        del name, limit
        return None

    def probe(self) -> None:
        """See ``Transport.probe``: the server is asked whether it takes a mail for the address."""
        with self._explained():
            to = self._to or self._sender
            self._require_mailboxes(to)
            self._envelope(to, 0)
            self._server.rset()

    def close(self) -> None:
        """See ``Transport.close``."""
        with suppress(OSError, smtplib.SMTPException):  # it is being left, whatever its state
            self._server.quit()

    def _connected(self, channel: Channel, authority: str | None) -> smtplib.SMTP:
        """A link with the server, under TLS."""
        context = context_for(authority)
        host, port = channel.host, channel.port
        if channel.way is Way.MAIL_TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, local_hostname=_NAME, timeout=TO_REACH, context=context
            )
        else:
            server = smtplib.SMTP(host, port, local_hostname=_NAME, timeout=TO_REACH)
        try:
            self._expect(server.ehlo(), _DONE)
            if channel.way is Way.MAIL:
                self._encrypt(server, context)
            assert server.sock is not None
            server.sock.settimeout(PATIENCE)
            server.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, HELD_BACK)
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            server.close()
            raise
        return server

    def _encrypt(self, server: smtplib.SMTP, context: ssl.SSLContext) -> None:
        if not server.has_extn("starttls"):
            raise no_encryption(self._where)
        server.starttls(context=context)
        self._expect(server.ehlo(), _DONE)

    def _sign_in(self, user: str, secret: bytes) -> None:
        """By what every server offers under TLS; smtplib knows no password with an accent."""
        offered = self._server.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            told = _base64(b"\0" + user.encode("utf-8") + b"\0" + secret)
            code, _ = self._server.docmd("AUTH", f"PLAIN {told}")
        elif "LOGIN" in offered:
            code, _ = self._server.docmd("AUTH", f"LOGIN {_base64(user.encode('utf-8'))}")
            if code == _PASSWORD_NEXT:
                code, _ = self._server.docmd(_base64(secret))
        elif offered:
            raise no_plain_password(self._where)
        else:
            raise no_password_asked(self._where)
        if code < _PERMANENT:
            self._expect((code, b""), _DONE)
            return
        raise not_let_in(self._where)

    def _envelope(self, to: str, size: int) -> None:
        """From whom and to whom; a server with too little room says so before anything is sent."""
        options = [f"SIZE={size}"] if size and self._server.has_extn("size") else []
        try:
            self._expect(self._server.mail(self._sender, options), _DONE)
            code, _told = self._server.rcpt(to)
            if code in _NO_MAILBOX:
                raise refused_mailbox(self._where, to)
            self._expect((code, b""), _DONE)
        except TroubleError:
            with suppress(OSError, smtplib.SMTPException):  # the first trouble is told
                self._server.rset()
            raise

    def _in_pieces(self, wire: bytes, watch: Watch) -> bytes:
        """Hand it over but for its last line end, and have the server say that it has it.

        A link that was cut meanwhile is known here (RFC 3030), before anything is doubtful.
        """
        most, end = wire[:-_END], wire[-_END:]
        self._server.putcmd("BDAT", str(len(most)))
        self._stream(most, watch)
        self._expect(self._server.getreply(), _DONE)
        return b"BDAT %d LAST\r\n%b" % (_END, end)

    def _at_once(self, wire: bytes, watch: Watch) -> bytes:
        """Hand it over, but for the dot that ends it (RFC 5321 §4.5.2)."""
        self._stream(_DOT_FIRST.sub(b"..", wire), watch)
        return b".\r\n"

    def _stream(self, wire: bytes, watch: Watch) -> None:
        view, total = memoryview(wire), len(wire)
        for start in range(0, total, _PIECE):
            watch.sent(start, total)
            self._server.send(bytes(view[start : start + _PIECE]))
        watch.sent(total, total)

    def _require_mailboxes(self, to: str) -> None:
        for mailbox in (self._sender, to):
            if not (mailbox.isascii() and _MAILBOX.fullmatch(mailbox)):
                raise no_mailbox(mailbox)

    def _refuse_too_large(self, size: int) -> None:
        limit = told_bytes(self._server.esmtp_features.get("size", ""))
        if limit and size > limit:
            raise too_heavy(self._where, size, limit)

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
        if code // 100 == wanted // 100:
            return
        if code < _NO:
            raise smtplib.SMTPServerDisconnected("it was no answer")
        self._doubtful = False  # it answered, and it is no
        raise refusal(self._where, code)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except smtplib.SMTPResponseException as error:
            if self._doubtful:  # the library's own code: it could not read the answer
                raise doubtful(self._where) from error
            refused = (
                refusal(self._where, error.smtp_code)
                if error.smtp_code >= _NO
                else silent(self._where)
            )
            raise refused from error
        except (OSError, smtplib.SMTPException) as error:
            if distrust := untrusted(error, self._where):
                raise distrust from error
            if self._doubtful:
                raise doubtful(self._where) from error
            raise silent(self._where) from error


def _wire(message: EmailMessage) -> bytes:
    """The message in lines as mail has them, the last one ended too."""
    lines = _LINE_END.sub(b"\r\n", message.as_bytes())
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
