"""Every kind of paper of the program as pictures, to be looked at."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pypdfium2

from coachdesk.documents.footer import Stamp
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.papers.paper import PaperData, paper
from coachdesk.domain.paper_reader import read_paper
from coachdesk.domain.papers import PaperTemplate, Role
from coachdesk.services.desk import ActionInfo
from coachdesk.services.papers.loose import operation_of
from coachdesk.services.papers.templates import templates
from coachdesk.services.profiles import load_profile
from support import paper_facts

MADE_UP = {
    path.stem: read_paper(path.stem, path.read_text("utf-8"))
    for path in sorted((Path(__file__).parent / "papers").glob("*.toml"))
}
"""Papers that no action has, which hold everything that a template can hold."""
STAMP = Stamp(
    document_id="7c52-3f0f",
    journal_seq=1204,
    journal_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    fingerprint="5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
    app_version="0.1.0",
)
NAMES = {
    Role.PARTICIPANT: "Céline MERCIER",
    Role.COACH: "Hélène Lefèvre",
    Role.HOST: "M. Paul Petit, directeur de l’école",
    Role.PRESCRIBER: "Mme Anne Caron",
    Role.DIRECTOR: "M. Jacques Morel",
}
LONG_NAMES = {role: f"{name}, {paper_facts.LONGEST_WORD}" for role, name in NAMES.items()}


def operation() -> Operation:
    """The shipped action, as its papers name it."""
    return operation_of(load_profile("coaching-emploi")[1])


def kinds() -> dict[str, PaperTemplate]:
    """The papers of the shipped action by their key."""
    profile = load_profile("coaching-emploi")[1]
    return dict(templates(ActionInfo(UUID(int=0), profile.code, profile)))


def usual(template: PaperTemplate) -> PaperData:
    """A paper of that kind, filled in."""
    return PaperData(
        template=template,
        operation=operation(),
        title=template.title,
        facts=paper_facts.facts(),
        answers=paper_facts.answers(template),
        coach="Hélène Lefèvre",
        made_on=date(2024, 1, 16),
        revision=1,
        stamp=STAMP,
        code="7K3M-Q2XA",
        waiting=NAMES,
    )


def longest(template: PaperTemplate) -> PaperData:
    """The same with names, texts and tables that don't end."""
    return replace(
        usual(template),
        facts=paper_facts.long_facts(),
        answers=paper_facts.answers(template, long=True),
        revision=12,
        waiting=LONG_NAMES,
    )


def blank(template: PaperTemplate) -> PaperData:
    """The same with nothing known, to be filled in by hand."""
    return replace(usual(template), facts={}, answers={}, code="", waiting={})


def draw_papers(folder: Path, width: int = 900) -> Iterator[Path]:
    """A picture of each page of each paper, as it usually looks."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, template in kinds().items():
        yield from draw_pages(paper(usual(template)).pdf, folder / key, width)


def draw_pages(pdf: bytes, stem: Path, width: int = 900) -> Iterator[Path]:
    """Each page of ``pdf`` as « stem-1.png », « stem-2.png »…"""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    for number, page in enumerate(document, start=1):
        target = stem.with_name(f"{stem.name}-{number}.png")
        page.render(scale=width / page.get_width()).to_pil().save(target)
        yield target
    document.close()
