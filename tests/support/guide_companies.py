"""The pictures of the companies: their list, one of them, a new one, a trade as it is found."""

from PySide6.QtTest import QTest

from coachdesk.services.companies.company_list import CompanyFacet
from coachdesk.services.companies.file import CompanyFile, ContactFacts, record_company
from coachdesk.services.companies.prospecting import ContactMade, note_prospecting
from coachdesk.services.targets import Screen, Target
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY

_BAKERY = CompanyFile(
    "Boulangerie Lefèvre", "73282932000074", "12 rue du Bourg, 80270 Airaines",
    "0322000000", "fournil@exemple.fr", "Boulangerie artisanale", "Boulangerie-pâtisserie",
    "Marie LEFÈVRE, gérante", "Préfère le matin, avant 11 h.",
    (ContactFacts(None, "Marie LEFÈVRE", "gérante", "0600000000"),), ("D1102", "D1106"),
)  # fmt: skip


def companies(album: Album) -> None:
    """A prospect with its log, the list filtered, a new one that is known already."""
    window = album.window
    context = window.space.context
    bakery = record_company(context.desk, None, _BAKERY).id
    told = ContactMade(TODAY, "visit", "immersion", note="Prendrait quelqu’un au fournil.")
    note_prospecting(context.desk, context.action, bakery, told)
    window.space.go(Target(Screen.COMPANIES))
    page, one = window.space.companies, window.space.company
    window.until(page.table.rows.rowCount)
    album.picture("entreprises")
    page.filters.buttons[CompanyFacet.RELATION].click()
    album.picture("entreprises-filtre")
    page.filters.buttons[CompanyFacet.RELATION].ticks.close()
    window.space.go(Target(Screen.COMPANY, subject_id=bakery))
    window.until(lambda: one.title.text() == _BAKERY.name)
    live(SETTLED_MS)
    album.picture("entreprise")
    one.trades.field.setFocus()
    QTest.keyClicks(one.trades.field, "patiss")
    album.picture("entreprise-metier")
    one.trades.field.popup.hide()
    one.trades.field.clear()
    window.space.go(Target(Screen.COMPANY, section="Boulangerie Lefevre"))
    window.until(lambda: one.identity.name.text() == "Boulangerie Lefevre")
    one.identity.named.emit()
    window.until(one.same.isVisible)
    album.picture("entreprise-deja-connue")
    context.drafts.forget("company")
