"""An SMTP server with STARTTLS and AUTH (aiosmtpd) in a thread; what it took is in a list."""

import asyncio
import logging
import ssl
from asyncio import IncompleteReadError
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from functools import partial
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from support.servers.authority import ServerFiles
from support.servers.ports import free_port

LIMIT = 40_000_000


@dataclass
class MailServer:
    """Where it listens, who may come in, and what it took."""

    port: int
    user: str
    password: str
    taken: list[bytes] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    """What it answers instead of accepting: « rcpt » or « data » (once it has it all); and, without
    having heard more than the word: « connect », « EHLO », « STARTTLS », « AUTH », « MAIL »,
    « RCPT », « DATA » or « BDAT » (once it has the piece)."""
    chunking: bool = True
    """It takes a message in pieces (RFC 3030), and answers each."""

    size_told: str | None = None
    """What it says after SIZE instead of the bytes that it takes."""

    ways_in: str | None = None
    """What it says after AUTH instead of the ways in that it knows."""

    @property
    def messages(self) -> list[Message]:
        """The messages, parsed."""
        return [message_from_bytes(data) for data in self.taken]

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """The library's name."""
        if "rcpt" in self.answers:
            return self.answers["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """The library's name."""
        if "data" in self.answers:
            return self.answers["data"]
        self.taken.append(bytes(envelope.original_content or b""))
        return "250 pris"


class _Answering(SMTP):
    """It answers what it is told to."""

    def __init__(self, server: MailServer, **named: Any) -> None:
        super().__init__(server, **named)
        self._mail, self._answers = server, server.answers
        self._pieces: list[bytes] = []
        for word, method in self._smtp_methods.items():
            self._smtp_methods[word] = partial(self._heard, word, method)

    async def _heard(self, word: str, method: Callable[[str], Awaitable[None]], told: str) -> None:
        if word in self._answers and word != "BDAT":
            await self.push(self._answers[word])
        else:
            await method(told)

    async def smtp_BDAT(self, told: str) -> None:  # noqa: N802
        """What the library does not know: a piece of a message, maybe the last."""
        size, *last = told.split()
        assert self.envelope is not None
        assert self._reader is not None
        assert self.session is not None
        try:
            self._pieces.append(await self._reader.readexactly(int(size)))
        except IncompleteReadError as error:
            raise ConnectionResetError from error
        if "BDAT" in self._answers:
            await self.push(self._answers["BDAT"])
        elif not last:
            await self.push("250 une partie")
        else:
            self.envelope.original_content = b"".join(self._pieces)
            self._pieces.clear()
            answer = await self._mail.handle_DATA(self, self.session, self.envelope)
            self._set_post_data_state()  # type: ignore[no-untyped-call]
            await self.push(answer)

    async def push(self, status: Any) -> None:
        """The library's name."""
        if status == "250 HELP" and self._mail.chunking:
            await super().push("250-CHUNKING")
        if isinstance(status, str) and "AUTH " in status and self._mail.ways_in is not None:
            status = f"250-AUTH {self._mail.ways_in}"
        if isinstance(status, str) and "SIZE " in status and self._mail.size_told is not None:
            told = f"250-SIZE {self._mail.size_told}\r\n"
            assert self._writer is not None
            self._writer.write(told.encode("latin-1"))
            return
        greeting = isinstance(status, str) and status.startswith("220 ") and "SMTP" in status
        await super().push(self._answers.get("connect", status) if greeting else status)


@contextmanager
def mail_server(
    files: ServerFiles, *, limit: int = LIMIT, tls: bool = True, port: int | None = None,
    at_once: bool = False, chunking: bool = True,
) -> Iterator[MailServer]:  # fmt: skip
    """A server of loopback; without ``tls`` it offers no STARTTLS, or speaks it ``at_once``."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # it tells each line
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(files.certificate, files.key)
    server = MailServer(port or free_port(), "claire@exemple.fr", "mot de passe du courriel")
    server.chunking = chunking

    def known(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: object
    ) -> AuthResult:
        right = LoginPassword(server.user.encode(), server.password.encode())
        return AuthResult(success=told == right, handled=False)  # it is answered

    made: list[SMTP] = []

    class _Controller(Controller):
        def factory(self) -> SMTP:
            one = _Answering(
                self.handler, data_size_limit=limit, authenticator=known, auth_required=tls,
                tls_context=context if tls else None, require_starttls=tls, enable_SMTPUTF8=False,
                decode_data=False, auth_require_tls=tls and not at_once,
            )  # fmt: skip
            made.append(one)
            return one

    controller = _Controller(
        server, hostname="127.0.0.1", port=server.port, ssl_context=context if at_once else None
    )
    controller.start()
    try:
        yield server
    finally:
        _hang_up(controller, made)
        controller.stop()


def _hang_up(controller: Controller, made: list[SMTP]) -> None:
    """Close the conversations that a client left open: the server that stops forgets them."""

    async def close() -> None:
        for one in made:
            if one.transport is not None:
                one.transport.close()

    async def turn() -> None:
        """What was closed is gone at the next turn of the loop."""

    for step in (close, turn, turn):
        asyncio.run_coroutine_threadsafe(step(), controller.loop).result(10)
