"""Each way over a link of 10 kB/s, over one where an answer takes three seconds, and over IPv6."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from coachdesk.sync.channel import Channel, Way
from coachdesk.sync.transports.protocol import Access
from support.carrying import quiet_and_tidy
from support.far_end import LETTER, FarEnd, Told, parcel
from support.servers.authority import Authority
from support.servers.dav import dav_server
from support.servers.link import Link, bad_link
from support.servers.mail import mail_server
from support.servers.ssh import ssh_server

__all__ = ["quiet_and_tidy"]

RATE, FAR_AWAY = 10_000, 1.5
SIZE = 60_000
Taken = Callable[[], list[bytes]]
Linked = Callable[[Access, int, Taken], tuple[FarEnd, Taken]]


@contextmanager
def ways(home: Path, make: Linked, host: str = "127.0.0.1") -> Iterator[list[tuple[FarEnd, Taken]]]:
    """Each way over a network, and what its server took."""
    authority = Authority()
    files = authority.issue(home / "tls", host=host)
    with (
        ssh_server(home / "ssh") as ssh,
        dav_server(home / "dav", files) as dav,
        mail_server(files) as mail,
    ):
        pem = authority.pem
        yield [
            make(
                Access(
                    Channel(Way.SFTP, host, 0, ssh.user, str(ssh.folder)), ssh.key, ssh.fingerprint
                ),
                ssh.port,
                lambda: [path.read_bytes() for path in ssh.folder.iterdir()],
            ),
            make(
                Access(
                    Channel(Way.WEBDAV, host, 0, dav.user, "/incoming"),
                    dav.password.encode(),
                    authority=pem,
                ),
                dav.port,
                lambda: [path.read_bytes() for path in dav.folder.iterdir()],
            ),
            make(
                Access(
                    Channel(Way.MAIL, host, 0, mail.user, to=LETTER.to, sender=mail.user),
                    mail.password.encode(),
                    authority=pem,
                ),
                mail.port,
                lambda: [
                    part.get_payload(decode=True)
                    for message in mail.messages
                    for part in message.walk()
                    if part.get_filename()
                ],
            ),
        ]


def linked(
    stack: ExitStack, spoil: Callable[[Link], None], access: Access, port: int, taken: Taken
) -> tuple[FarEnd, Taken]:
    """The way through a link of its own."""
    host = access.channel.host
    link = stack.enter_context(bad_link(port, host))
    spoil(link)
    there = replace(access, channel=replace(access.channel, port=link.port))
    return FarEnd(there, Path("/"), link), taken


def narrow(link: Link) -> None:
    link.rate = RATE


def long(link: Link) -> None:
    link.delay = FAR_AWAY


def test_a_narrow_or_a_long_link_only_takes_its_time(tmp_path):
    with ExitStack() as stack:
        ends = [
            each
            for spoil in (narrow, long)
            for each in stack.enter_context(
                ways(tmp_path / spoil.__name__, partial(linked, stack, spoil))
            )
        ]
        thing = parcel(SIZE)
        with ThreadPoolExecutor(len(ends)) as at_once:
            list(at_once.map(lambda end: end[0].put(thing, Told()), ends))
        assert [taken() for _end, taken in ends] == [[thing.data]] * len(ends)
        assert [end.net.connections for end, _taken in ends] == [1] * len(ends)


def test_a_server_of_ipv6_is_reached(tmp_path):
    with (
        ExitStack() as stack,
        ways(tmp_path, partial(linked, stack, lambda _link: None), host="::1") as ends,
    ):
        for end, taken in ends:
            end.probe()
            end.put(parcel(SIZE))
            assert taken() == [parcel(SIZE).data]
