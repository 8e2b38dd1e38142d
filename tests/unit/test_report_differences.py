"""What a recount since the closing of a bilan changes, in words."""

import pytest

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.domain.indicators import IndicatorValue, Measured, Shape, Share
from coachdesk.services.report.differences import difference
from documents.report_samples import curve, mean, number, rate, shares


@pytest.mark.parametrize(
    ("closed", "now", "said"),
    [
        (number("n", "N", 35), number("n", "N", 35), ""),
        (number("n", "N", 35), number("n", "N", 1036), f"1{NNBSP}036 au lieu de 35"),
        (mean("m", "M", "4.35"), mean("m", "M", None), "– au lieu de 4,35"),
        (rate("r", "R", (1, 2)), rate("r", "R", (2, 2)), f"100{NNBSP}% au lieu de 50{NNBSP}%"),
        (rate("r", "R", (1, 2)), rate("r", "R", (2, 4)), "2 sur 4 au lieu de 1 sur 2"),
        (
            shares("s", "S", {"Femmes": (81,), "Hommes": (36,), "Autre": (1,)}),
            shares("s", "S", {"Femmes": (80,), "Hommes": (36,), "Loin": (2,)}),
            f"Femmes{NBSP}80 au lieu de 81, Loin{NBSP}2 au lieu de 0, Autre{NBSP}0 au lieu de 1",
        ),
        (
            curve("c", "C", (30, 31, 32)),
            curve("c", "C", (30, 29, 32)),
            f"février{NBSP}29 au lieu de 31",
        ),
    ],
)
def test_only_what_differs_is_told(closed, now, said: str) -> None:
    assert difference(closed.value, now.value) == said


def test_two_words_of_one_label_are_told_together() -> None:
    """Two kinds of act may each have a result « Réussi », under a key of its own."""

    def passed(code: int, driving: int) -> IndicatorValue:
        shares = (Share("code", "Réussi", code), Share("driving", "Réussi", driving))
        measured = Measured(code + driving, shares=shares)
        return IndicatorValue("results", "Résultats", Shape.SHARES, measured, "")

    assert passed(2, 1).json == {"Réussi": 3}
    assert difference(passed(2, 1), passed(3, 1)) == f"Réussi{NBSP}4 au lieu de 3"
