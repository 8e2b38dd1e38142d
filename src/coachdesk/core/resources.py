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


def resource(*parts: str) -> Path:
    """The path of a shipped file, e.g. ``resource("fonts", "Ubuntu-Regular.ttf")``.

    Raises:
        FileNotFoundError: when the installation is incomplete.
    """
    path = resources_root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
