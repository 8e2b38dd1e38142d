"""A name that looks like a page of the web stays a name."""

from coachdesk.ui.tips import plain_tip


def test_a_tip_never_fetches_a_picture():
    assert "<img" not in plain_tip('<img src="//serveur/a.png">')
    assert plain_tip("DURAND Léa, le 3 mai") == "DURAND Léa, le 3 mai"
