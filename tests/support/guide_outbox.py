"""The pictures of « Envois »: empty, in every state, a connection proposed, one being used."""

from pathlib import Path
from tempfile import TemporaryDirectory

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.services.directory.channels import ChannelFacts
from coachdesk.services.targets import Screen, Target
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY
from support.outbox_desk import every_state, put, reach


def nothing_sent(album: Album) -> None:
    """As it is found at first, before anybody can be reached."""
    page = album.window.space.outbox
    album.window.space.go(Target(Screen.OUTBOX))
    album.window.until(page.empty.isVisible)
    live(SETTLED_MS)
    album.picture("envois-vide")


def sending(album: Album) -> None:
    """A delivery in each state, a connection proposed, one being used."""
    window = album.window
    space, desk = window.space, window.desk
    page, sender = space.outbox, space.context.sender
    facts = ChannelFacts(url="sftp://claire@127.0.0.1:9/depot", host_key="SHA256:exemple")
    ids = every_state(desk, reach(desk, space.context.action, facts))
    for name, state in (
        ("envois", DeliveryState.QUEUED),
        ("envois-remis", DeliveryState.HANDED_OVER),
        ("envois-a-verifier", DeliveryState.TO_CHECK),
        ("envois-echec", DeliveryState.FAILED),
    ):
        space.go(Target(Screen.OUTBOX, subject_id=ids[state]))
        window.until(lambda: page.chosen.history.text() and page.table.visible_rows())
        live(SETTLED_MS)
        album.picture(name)
    with TemporaryDirectory() as folder:
        key = ChannelFacts(url=Path(folder).as_uri())
        put(desk, reach(desk, space.context.action, key, "Clé du bureau"), "Bilan de décembre")
        sender.look()
        window.until(space.sending.send.isVisible)
        space.go(Target(Screen.TODAY))
        window.until(space.today.isVisible)
        live(SETTLED_MS)
        album.picture("envois-connexion")
        space.sending.later.click()
    space.go(Target(Screen.OUTBOX))
    sender.begun.emit()
    sender.progressed.emit(0.4, "Envoi 2 sur 3\u00a0: Mois de mai 2023")
    live(SETTLED_MS)
    album.picture("envois-en-cours")
    sender.ended.emit(None)
    closed_month(album)


def closed_month(album: Album) -> None:
    """The month that was closed before: where its envoi stands, « Envoyer » beside it."""
    window = album.window
    page = window.space.month
    window.space.go(Target(Screen.MONTH, day=TODAY.replace(year=2023, month=5, day=1)))
    window.until(page.sending.send.isVisible)
    live(SETTLED_MS)
    album.picture("mois-envoi")
