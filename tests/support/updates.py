"""Updates as whoever publishes them makes them: installers, their sheet, its signature."""

import importlib.util
from pathlib import Path
from types import ModuleType

from cryptography.hazmat.primitives.asymmetric import ec

from support.source import ROOT

NEWS = ["L’agenda se lit de plus loin."]
INSTALLER = b"an installer" * 300_000
NAME = "coachdesk-9.0.0-linux-x86_64.tar.xz"


def _load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sign_update", ROOT / "tools" / "sign_update.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


TOOL = _load_tool()
"""``tools/sign_update.py``."""


def publish(
    folder: Path, key: ec.EllipticCurvePrivateKey, version: str = "9.0.0", name: str = NAME
) -> Path:
    """A signed update of one installer in ``folder``; gives the same in one file."""
    folder.mkdir(exist_ok=True)
    name = name.replace("9.0.0", version)
    (folder / name).write_bytes(INSTALLER)
    made: list[Path] = TOOL.sign_folder(folder, key, NEWS, version)
    return made[0]
