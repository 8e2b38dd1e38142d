"""The pictures of an exit, of the follow-ups after it, of someone who comes again."""

from datetime import date

from coachdesk.services.targets import Screen, Target
from support.guide_album import SETTLED_MS, Album, live

_LEAVES = "LEGRAND Sébastien"


def exits(album: Album) -> None:
    """He finds a job, is followed up, and comes again."""
    window, space = album.window, album.window.space
    dossier = window.person(_LEAVES).prescription_id
    page, card, follow_up = space.exit, space.card, space.follow_up
    space.go(Target(Screen.EXIT, dossier))
    window.until(lambda: page.head is not None and "LEGRAND" in page.subtitle.text())
    page.leaving.kind.buttons["dropout"].click()
    album.picture("sortie-seche")
    page.leaving.kind.buttons["employment"].click()
    page.leaving.details["employment"].buttons["fixed_short"].click()
    page.job.employer.setText("Boulangerie Petit")
    page.job.starts.setText("22/01/2024")
    page.job.ends.setText("21/07/2024")
    page.job.hours.setValue(28)
    album.picture("sortie")
    page.act.click()
    window.shows(card)
    window.until(card.sections.exit.isVisible)
    album.calm()
    live(SETTLED_MS)
    album.picture("fiche-sortie")
    space.go(Target(Screen.FOLLOW_UP, dossier, section="1"))
    window.until(lambda: follow_up.head is not None and follow_up.stones.shown())
    follow_up.outcome.buttons["employed"].click()
    album.picture("suivi")
    space.go(Target(Screen.FOLLOW_UPS, day=date(2024, 2, 1)))
    window.until(space.follow_ups.table.rows.rowCount)
    album.picture("suivis-du-mois")
    space.go(Target(Screen.REENTRY, dossier))
    window.until(lambda: "LEGRAND" in space.reentry.who.text())
    album.picture("nouveau-parcours")
    space.context.drafts.forget(f"follow_up:{dossier}")
    space.undo()
