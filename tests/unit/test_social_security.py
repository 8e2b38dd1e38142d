"""A social security number is recognised in any writing, and a n° allocataire is not one."""

import pytest

from coachdesk.domain.social_security import looks_like_social_security


@pytest.mark.parametrize(
    "typed", ["285057800608436", "2 85 05 78 006 084 36", "1850578006084", "1.85.05.2A.006.084.36"]
)
def test_a_nir_is_recognised(typed: str) -> None:
    assert looks_like_social_security(typed)


@pytest.mark.parametrize("typed", ["", "2955614", "0110754", "12345678901", "385057800608436"])
def test_other_numbers_pass(typed: str) -> None:
    assert not looks_like_social_security(typed)
