"""The pages of the guide as data, for the tests that judge them and for the list of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
MOMENTS = (
    "Installer",
    "Au début de la journée",
    "Avec quelqu’un",
    "À la fin de la journée",
    "À la fin du mois",
    "Une fois par an",
    "Quand quelque chose coince",
)
"""When one opens a page, in the order of the guide."""
KEYS = ("ordre", "moment", "ecrans", "images")
_MADE = {"README", "nouveautes"}
"""The list of the pictures, made of their names, and the news of each version: no acts."""
_FRONT = re.compile(r"---\n(?P<front>.*?)\n---\n(?P<text>.*)", re.DOTALL)
_LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?P<to>[^)]*)\)")


@dataclass(frozen=True)
class Text:
    """One page: its front block, and what is read of it."""

    name: str
    front: dict[str, str]
    text: str

    def listed(self, key: str) -> tuple[str, ...]:
        """What a key of the front block lists."""
        return tuple(each.strip() for each in self.front[key].split(",") if each.strip())

    @property
    def title(self) -> str:
        """Its first line."""
        first = self.text.partition("\n")[0]
        assert first.startswith("# "), f"{self.name} begins with its title"
        return first.removeprefix("# ")

    @property
    def pictures(self) -> tuple[str, ...]:
        """The pictures that it shows."""
        return tuple(found["to"] for found in _LINK.finditer(self.text) if found["picture"])

    @property
    def links(self) -> tuple[str, ...]:
        """Where it leads."""
        return tuple(found["to"] for found in _LINK.finditer(self.text) if not found["picture"])

    @property
    def read(self) -> str:
        """What is read of it: without marks, and without what a picture shows."""
        told = _LINK.sub(lambda found: "" if found["picture"] else found["words"], self.text)
        return re.sub(r"[#*`]|^\d+\. |^- ", "", told, flags=re.MULTILINE)


@cache
def guide_texts() -> tuple[Text, ...]:
    """Every page of an act, in the order of the guide."""
    found = [_text(path) for path in GUIDE.glob("*.md") if path.stem not in _MADE]
    return tuple(sorted(found, key=lambda text: int(text.front["ordre"])))


def index() -> Iterator[str]:
    """The lines of the list of the pages, moment by moment."""
    for moment in MOMENTS:
        yield from (f"## {moment}", "")
        yield from (
            f"- [{text.title}]({text.name}.md)"
            for text in guide_texts()
            if text.front["moment"] == moment
        )
        yield ""


def _text(path: Path) -> Text:
    found = _FRONT.fullmatch(path.read_text("utf-8"))
    assert found, f"{path.name} begins with its front block"
    lines = (line.partition(":") for line in found["front"].splitlines())
    return Text(path.stem, {key: value.strip() for key, _, value in lines}, found["text"])
