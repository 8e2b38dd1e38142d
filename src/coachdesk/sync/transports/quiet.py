"""Libraries that tell their logs hosts, users, paths and headers are kept quiet."""

import logging


def keep_quiet(*names: str) -> None:
    """Nothing of these libraries' logs goes anywhere."""
    for name in names:
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)
