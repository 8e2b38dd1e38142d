"""The contrat d'engagement: the version the paper is about, or the latest one."""

from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import hours
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import Card
from coachdesk.queries.paper_facts import contract_rows
from coachdesk.services.papers.facts.words import day_of, label_of


def contract_facts(
    link: Connection, card: Card, profile: ActionProfile, contract_id: UUID | None
) -> dict[str, str]:
    """Of that version of her contract; of the latest that was prepared when none is named."""
    kept = contract_rows(link, card.pathway.id) if card.pathway else ()
    about = [item for item in kept if contract_id is None or item.id == contract_id]
    if not about:
        return dict.fromkeys(_EMPTY, "")
    found = about[-1]
    return {
        "contract.starts": day_of(found.starts_on),
        "contract.ends": day_of(found.ends_on),
        "contract.weekly": hours(found.weekly_minutes) if found.weekly_minutes is not None else "",
        "contract.exemption": label_of(profile.exemptions, found.exemption),
        "contract.revision": str(found.revision),
        "contract.action_plan": _items(found.action_plan),
        "contract.person_commitments": _items(found.person_commitments),
        "contract.organisation_commitments": _items(found.organisation_commitments),
    }


_EMPTY = (
    "contract.starts", "contract.ends", "contract.weekly", "contract.exemption",
    "contract.revision", "contract.action_plan", "contract.person_commitments",
    "contract.organisation_commitments",
)  # fmt: skip


def _items(text: str | None) -> str:
    """Each line as an item of a list."""
    lines = (line.strip().removeprefix("-").strip() for line in (text or "").splitlines())
    return "\n".join(f"- {line}" for line in lines if line)
