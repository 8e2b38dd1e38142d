"""The pictures of immersions: one under way, how it ends, all of them, an accident."""

from datetime import timedelta

from coachdesk.domain.delegation import Delegation
from coachdesk.services.acts import undo_act
from coachdesk.services.delegation import keep_delegation
from coachdesk.services.immersions import ImmersionTerms, plan_immersion
from coachdesk.services.targets import RENEW, Screen, Target
from coachdesk.ui.screens.immersion.view import ImmersionScreen
from support.bakery import BAKERY, WEEK
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY, WORKED_WITH

_TERMS = ImmersionTerms(
    BAKERY, "Boulanger / Boulangère", "discover", TODAY - timedelta(days=8),
    TODAY + timedelta(days=10), WEEK, "", "Anne ROY, boulangère",
)  # fmt: skip


def immersions(album: Album) -> None:
    """It ends early, it could be renewed, an accident would find the numbers at hand."""
    window, space = album.window, album.window.space
    desk, dossier = window.desk, window.person(WORKED_WITH).prescription_id
    keep_delegation(
        desk,
        desk.actions[0],
        Delegation("Conseil départemental", "D-2024-12", "bénéficiaires du RSA",
                   TODAY + timedelta(days=25)),
    )  # fmt: skip
    made = plan_immersion(desk, dossier, _TERMS)
    page = space.page_of(Screen.IMMERSION)
    assert isinstance(page, ImmersionScreen), "it is the page of that screen"
    space.go(Target(Screen.IMMERSION, dossier, subject_id=made))
    window.until(lambda: page.isVisible() and page.outcome.kinds.isVisible())
    live(SETTLED_MS)
    album.picture("immersion-page")
    page.outcome.kinds.buttons["ended_early"].click()
    page.outcome.cause.buttons["hired"].click()
    live(SETTLED_MS)
    album.picture("immersion-fin")
    page.outcome.kinds.buttons["ended_early"].click()
    space.go(Target(Screen.IMMERSION_FORM, dossier, section=RENEW, subject_id=made))
    live(2 * SETTLED_MS)
    album.picture("immersion-renouvelee")
    space.go(Target(Screen.ACCIDENT, dossier, subject_id=made))
    live(2 * SETTLED_MS)
    album.picture("accident")
    space.go(Target(Screen.IMMERSIONS, section="delegation"))
    live(2 * SETTLED_MS)
    album.picture("immersions")
    for key in (f"renewal:{made}", f"suite:{made}", f"visite:{made}", "delegation"):
        space.context.drafts.forget(key)
    keep_delegation(desk, desk.actions[0], None)
    undo_act(desk)
