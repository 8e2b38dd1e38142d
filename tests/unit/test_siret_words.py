"""Why a number can't be a SIRET is said; what an address says of the commune."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.addresses import commune_of
from coachdesk.domain.siret import siret, siret_fault, siret_words

GOOD = "73282932000074"
LA_POSTE = "35600000049837"


@given(st.text(alphabet="0123456789 .abc", max_size=18))
def test_a_fault_is_said_exactly_where_the_number_is_refused(typed):
    assert (siret_fault(typed) == "") == (siret(typed) is not None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("732829320", "SIREN"),
        ("7328293200007", "13"),
        ("732829320000741", "15"),
        ("73282932000075", "ne se répondent pas"),
        ("7328293200007O", "que des chiffres"),
    ],
)
def test_the_reason_is_the_one_that_helps(typed, said):
    assert said in siret_fault(typed)


def test_the_exception_of_la_poste_passes():
    assert siret(LA_POSTE) == LA_POSTE
    assert siret_fault(LA_POSTE) == ""


def test_as_it_is_printed():
    assert siret_words(GOOD) == "732\u00a0829\u00a0320\u00a000074"
    assert siret(siret_words(GOOD)) == GOOD


@pytest.mark.parametrize(
    ("address", "commune"),
    [
        ("12 rue du Bourg, 80270 Airaines", "Airaines"),
        ("ZI Nord 80000 AMIENS CEDEX 2", "AMIENS"),
        ("Poix-de-Picardie", "Poix-de-Picardie"),
        ("Place du 8 Mai, Oisemont", "Oisemont"),
        ("12 rue du Bourg", None),
        ("", None),
        (None, None),
    ],
)
def test_the_commune_of_an_address(address, commune):
    assert commune_of(address) == commune
