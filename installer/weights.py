"""What weighs in the program, the heaviest first."""

from collections import Counter
from pathlib import Path

WORTH_A_LINE = 0.5
"""In MB; what is lighter is told together."""


def table(bundle: Path) -> str:
    """Each part of the program with its weight, and the whole."""
    parts = Counter[str]()
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts[part_of(path.relative_to(bundle))] += path.stat().st_size
    heavy = [(name, size) for name, size in parts.most_common() if megabytes(size) >= WORTH_A_LINE]
    light = sum(parts.values()) - sum(size for _, size in heavy)
    lines = [f"{megabytes(size):7.1f} MB  {name}" for name, size in heavy]
    lines.append(f"{megabytes(light):7.1f} MB  {len(parts) - len(heavy)} lighter parts")
    lines.append(f"{megabytes(sum(parts.values())):7.1f} MB  in all")
    return "\n".join(lines) + "\n"


def part_of(path: Path) -> str:
    """The part that a file belongs to: a package, or a library of Qt for itself."""
    inside = path.parts[1:] if path.parts[0] == "_internal" else path.parts
    if inside[0] == "PySide6":
        return inside[-1] if "lib" in inside else "/".join(inside[:4])
    return inside[0].removesuffix(".libs")


def megabytes(size: int) -> float:
    """As a shop counts them."""
    return size / 1e6
