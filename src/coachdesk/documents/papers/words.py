"""A paper as plain text, to be pasted in a message: it says the same, in the same order."""

from collections.abc import Iterator

from coachdesk.core.french import NBSP, long_date
from coachdesk.documents.papers.paper import FactTable, PaperData, address, filled, is_left_out
from coachdesk.domain.paper_facts import FACTS
from coachdesk.domain.papers import Block


def plain_words(data: PaperData) -> str:
    """The words of the paper, a blank line between its parts."""
    head = (f"{data.title} – {data.operation.title}", address(data), data.who)
    body = (_block(block, data) for block in data.template.blocks if not is_left_out(block, data))
    foot = f"{data.coach}, coach\nLe {long_date(data.made_on)}"
    return "\n\n".join(part for part in (*head, *body, foot) if part)


def _block(block: Block, data: PaperData) -> str:
    return "\n".join(line for line in _lines(block, data) if line)


def _lines(block: Block, data: PaperData) -> Iterator[str]:
    yield block.heading
    yield filled(block.text, data).strip()
    for name in block.facts:
        if value := data.fact(name):
            yield f"{FACTS[name]}{NBSP}: {', '.join(value.splitlines())}"
    table = data.facts.get(block.table)
    if isinstance(table, FactTable):
        yield from (" – ".join(filter(None, row)) for row in table.rows)
    for field in block.fields:
        if said := field.told(data.answers.get(field.key, "")):
            yield f"{field.label}{NBSP}: {said}"
