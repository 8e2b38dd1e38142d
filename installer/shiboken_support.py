"""The part of PySide6 that is written in Python, compiled once when the program is made.

It travels inside a library, as text, and is compiled at each start of a program: a tenth of the
start of a window. PySide looks for it in a folder beside that library first.
"""

import py_compile
from pathlib import Path

FOLDER = "shiboken6/files.dir"
"""Where PySide looks for it, from the folder of the program's own files."""
UNUSED = "shibokensupport/signature/lib/pyi_generator.py"
"""It writes the stubs that a type checker reads, and takes as long to load as the rest."""


def compiled(folder: Path) -> list[tuple[str, str]]:
    """Each of its modules compiled into ``folder``, and the folder of the program it goes to."""
    made = []
    for name, text in sorted(_sources().items()):
        source, target = folder / name, folder / f"{name}c"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(b"" if name == UNUSED else text)
        py_compile.compile(
            str(source), str(target), dfile=name, doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )  # fmt: skip
        made.append((str(target), f"{FOLDER}/{Path(name).parent.as_posix()}"))
    return made


def _sources() -> dict[str, bytes]:
    """What the library of the PySide at hand holds."""
    import PySide6.QtCore  # noqa: F401  (which loads it)
    from shibokensupport.signature import loader  # type: ignore[import-not-found]  # (not a file)

    held = loader.__loader__.zfile
    return {name: held.read(name) for name in held.namelist() if name.endswith(".py")}
