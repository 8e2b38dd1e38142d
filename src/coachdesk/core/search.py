"""The one way in which a person or a company is found by a few letters, on every page.

Each is a *haystack*, one folded text made once; what is typed is a few *words*, each of which
must be somewhere in it. Spaces and dots inside a phone or a n° never stand in the way.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from coachdesk.core.french import fold

_ABROAD = "+33"
_SEPARATORS = re.compile(r"[\s./()-]+")
_NUMBER = re.compile(r"[\d./]+|\d+(-\d+){2,}-?")
"""Digits as phones are written; « 23-014 » is a n° and stays as it is."""


def haystack(
    *,
    last_name: str,
    first_name: str,
    number: str,
    birth_name: str | None = None,
    commune: str | None = None,
    phone: str | None = None,
    beneficiary_number: str | None = None,
    case_manager: str | None = None,
) -> str:
    """What the search looks in; it begins with a space, so that a word begins with one."""
    texts = fold(
        " ".join(
            (
                last_name,
                first_name,
                birth_name or "",
                number,
                commune or "",
                case_manager or "",
                phone or "",
                beneficiary_number or "",
            )
        )
    )
    numbers = (_national(phone or ""), _bare(beneficiary_number or ""), _bare(number))
    return f" {texts} {fold(' '.join(numbers))}"


def company_haystack(
    *, name: str, siret: str | None, address: str | None, phone: str | None, others: Iterable[str]
) -> str:
    """The same for a company; ``others`` are its contacts and trades."""
    texts = fold(" ".join((name, address or "", siret or "", phone or "", *others)))
    return f" {texts} {_national(phone or '')}"


class Findable(Protocol):
    """A row about a person, by which she is found."""

    @property
    def last_name(self) -> str:
        """Family name."""
        ...

    @property
    def first_name(self) -> str:
        """Given name."""
        ...

    @property
    def number(self) -> str:
        """N° of the dossier."""
        ...

    @property
    def commune(self) -> str | None:
        """Where she lives."""
        ...

    @property
    def phone(self) -> str | None:
        """However written."""
        ...

    @property
    def beneficiary_number(self) -> str | None:
        """N° allocataire."""
        ...

    @property
    def case_manager(self) -> str | None:
        """Référent RSA."""
        ...


def haystack_of(person: Findable) -> str:
    """What the search looks in for the person of a row."""
    return haystack(
        last_name=person.last_name,
        first_name=person.first_name,
        number=person.number,
        commune=person.commune,
        phone=person.phone,
        beneficiary_number=person.beneficiary_number,
        case_manager=person.case_manager,
    )


def words(typed: str) -> tuple[str, ...]:
    """The folded words of what is typed; groups of digits in a row are one number."""
    found: list[str] = []
    digits = ""
    for word in fold(typed).split():
        number = f"0{word[len(_ABROAD) :]}" if word.startswith(_ABROAD) else word
        if _NUMBER.fullmatch(number):
            digits += _bare(number)
            continue
        if digits:
            found.append(digits)
            digits = ""
        found.append(word)
    return tuple([*found, digits] if digits else found)


def matches(text: str, sought: Iterable[str]) -> bool:
    """Whether each word is somewhere in the haystack."""
    return all(word in text for word in sought)


def matching(positions: Iterable[int], texts: Sequence[str], sought: Sequence[str]) -> list[int]:
    """The positions, in their order, of the haystacks that hold every word.

    One pass for each word, the longest first: it leaves the fewest to the others.
    """
    found = list(positions)
    for word in sorted(sought, key=len, reverse=True):
        found = [position for position in found if word in texts[position]]
    return found


def narrows(before: Iterable[str], after: Sequence[str]) -> bool:
    """Whether all that matches ``after`` was already in what matched ``before``."""
    return all(any(old in new for new in after) for old in before)


def _bare(text: str) -> str:
    return _SEPARATORS.sub("", text)


def _national(phone: str) -> str:
    """« 0612345678 », however the phone is written."""
    bare = _bare(phone)
    return f"0{bare[len(_ABROAD) :]}" if bare.startswith(_ABROAD) else bare
