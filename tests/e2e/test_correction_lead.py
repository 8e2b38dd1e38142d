"""From the refusal of a closed month to its page, in the real window."""

from datetime import date

from coachdesk.core.errors import UserError
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.closing.use_case import close_month
from support.stores import refusal_of

MAY = date(2023, 5, 1)


def test_one_click_leads_from_the_refusal_to_the_month_that_can_be_rectified(window, hands):
    action = window.desk.action(None)
    close_month(window.desk, action, MAY)
    refused = refusal_of(
        lambda: window.read(lambda link: refuse_closed(link, action.id, MAY.replace(day=3)))
    )
    assert isinstance(refused, UserError)
    window.shell._messages.refuse(refused)
    hands.click(window.button("Ouvrir mai\u00a02023"))
    page = window.space.month
    window.until(lambda: page.isVisible() and page.rectify.isVisible() and page.rectify.isEnabled())
    assert page.chooser.combo.currentText() == "Mai 2023"
