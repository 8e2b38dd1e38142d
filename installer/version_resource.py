"""What Windows tells of the program's file in its properties: whose it is, and which version."""

import re
from pathlib import Path

COMPANY = "Les auteurs de CoachDesk"
"""The publisher that windows/coachdesk.iss names too."""
_FRENCH, _UNICODE = 0x040C, 1200
"""LANG_FRENCH of France, and the code page of what is written (winnt.h)."""
_PARTS, _MOST = 4, 0xFFFF


def write(version: str, target: Path) -> Path:
    """Write the text that PyInstaller makes the resource of; gives its path.

    Raises:
        ValueError: ``version`` is not made of numbers that Windows can hold.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(written(version), "utf-8")
    return target


def written(version: str) -> str:
    """The text of a ``VSVersionInfo`` of PyInstaller for ``version``.

    Raises:
        ValueError: see ``write``.
    """
    numbers = numbers_of(version)
    told = {
        "CompanyName": COMPANY,
        "FileDescription": "CoachDesk",
        "FileVersion": version,
        "InternalName": "CoachDesk",
        "LegalCopyright": f"{COMPANY}, licence MIT",
        "ProductName": "CoachDesk",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in told.items())
    table = f"StringTable('{_FRENCH:04X}{_UNICODE:04X}', [{strings}])"
    known = f"VarFileInfo([VarStruct('Translation', [{_FRENCH}, {_UNICODE}])])"
    fixed = (
        f"FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, "
        "fileType=1, subtype=0, date=(0, 0))"
    )
    return f"VSVersionInfo(ffi={fixed}, kids=[StringFileInfo([{table}]), {known}])\n"


def numbers_of(version: str) -> tuple[int, ...]:
    """The four numbers that Windows compares: « 0.2.0 » is 0, 2, 0, 0.

    Raises:
        ValueError: see ``write``.
    """
    if not re.fullmatch(r"\d+(\.\d+){0,3}", version):
        raise ValueError(version)
    numbers = [int(part) for part in version.split(".")]
    if max(numbers) > _MOST:
        raise ValueError(version)
    return (*numbers, *[0] * (_PARTS - len(numbers)))
