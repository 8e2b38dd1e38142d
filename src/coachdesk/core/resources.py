"""One accessor for the files shipped beside the code, wherever they were put.

In a checkout they are the top-level ``resources/``; in a wheel and in the frozen program they are
``coachdesk/_resources``.
"""

from functools import cache
from pathlib import Path


@cache
def resources_root() -> Path:
    """The folder that holds ``actions/``, ``fonts/`` and ``icons/``."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "_resources"
    return packaged if packaged.is_dir() else package.parent.parent / "resources"


@cache
def guide_root() -> Path:
    """The folder of the user guide: its pages, and ``pictures/``.

    In a checkout it stays among the documents, where it is read and mended; shipped, it stands
    with the resources.
    """
    packaged = resources_root() / "guide"
    return packaged if packaged.is_dir() else resources_root().parent / "docs" / "guide"


def resource(*parts: str) -> Path:
    """The path of a shipped file, e.g. ``resource("fonts", "Ubuntu-Regular.ttf")``.

    Raises:
        FileNotFoundError: when the installation is incomplete.
    """
    path = resources_root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
