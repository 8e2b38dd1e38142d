"""The table of facts in docs/papers.md: ``python -m support.fact_page`` writes it anew."""

from coachdesk.domain.paper_facts import FACTS, TABLES
from support.source import ROOT

PAGE = ROOT / "docs" / "papers.md"
_HEAD = "| nom | libellé imprimé | |\n| --- | --- | --- |\n"


def written() -> str:
    """The page as it should be: its text, then every fact."""
    text = PAGE.read_text("utf-8").partition(_HEAD)[0]
    rows = (
        f"| `{name}` | {label} | {'tableau' if name in TABLES else ''} |\n"
        for name, label in FACTS.items()
    )
    return text + _HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
