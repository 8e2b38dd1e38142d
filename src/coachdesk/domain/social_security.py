"""A social security number is recognised, to be never kept (décret 2019-341, design §2)."""

import re

_NUMBER = re.compile(r"[12]\d{5}[\dAB]\d{6}(\d{2})?")
"""Sex, year and month of birth, département (2A and 2B included), commune, rank, key if written."""


def looks_like_social_security(typed: str) -> bool:
    """Whether ``typed``, its spaces and marks apart, has the form of a social security number."""
    return _NUMBER.fullmatch(re.sub(r"[\s.-]", "", typed).upper()) is not None
