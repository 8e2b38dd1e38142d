"""No word of the program claims more than is proved (design §5.3)."""

from coachdesk.domain.claims import overclaim
from support.source import place, python_files, texts

ITS_OWN_WORDS = "claims.py"
"""The module that lists what is refused."""


def test_no_text_of_the_program_overclaims() -> None:
    found = [
        f"{place(path, text)} {claim!r}"
        for path in python_files("src")
        if path.name != ITS_OWN_WORDS
        for text in texts(path)
        if (claim := overclaim(str(text.value)))
    ]
    assert not found


def test_what_would_overclaim_is_known() -> None:
    for words in (
        "signature avancée", "signature électronique qualifiée", "document certifié",
        "conforme à la LTA", "horodatage qualifié", "cachet avancé",
    ):  # fmt: skip
        assert overclaim(f"Ceci est un {words}.")
    assert overclaim("Une signature simple, un cachet, le certificat du coach.") is None
