"""What someone is given of herself, for a machine: the schema is told in docs/person-export.md."""

import json

from coachdesk.core.canonical import Json
from coachdesk.models.base import instant_text
from coachdesk.services.rights.person_data import PersonData
from coachdesk.services.rights.person_rows import Told
from coachdesk.services.rights.person_words import PARTS
from coachdesk.services.rights_settings import proofs_words

SCHEMA = "coachdesk.person/1"


def person_json(data: PersonData, files: dict[str, str]) -> bytes:
    """The export as JSON, UTF-8; ``files`` are the digests of those given with it."""
    told: dict[str, Json] = {
        "schema": SCHEMA,
        "made_at": instant_text(data.made_at),
        "person": {"last_name": data.last_name, "first_name": data.first_name},
        "dossiers": list(data.numbers),
        "processing": [
            {
                "action": action.code,
                "title": action.profile.texts.operation,
                "controller": action.profile.association,
                "legal_basis": settings.basis.value,
                "kept_months_after_last_contact": settings.months,
                "proofs_kept": proofs_words(settings.proofs_until),
                "data_protection_officer": settings.officer or None,
            }
            for action, settings in data.actions
        ],
        "records": {part: [_row(row) for row in data.parts.get(part, ())] for part in PARTS},
        "drafts": [{"form": form, "fields": json.loads(fields)} for form, fields in data.drafts],
        "corrections": [
            {
                "at": each.at.isoformat(timespec="milliseconds"),
                "record": each.table,
                "field": each.column,
                "before": each.before,
                "after": each.after,
            }
            for each in data.corrections
        ],
        "accesses": [
            {"at": instant_text(each.at), "deed": each.deed, "subject": each.subject}
            for each in data.accesses
        ],
        "files": [{"path": path, "sha256": digest} for path, digest in files.items()],
        "others_left_out": data.hidden,
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _row(row: Told) -> dict[str, Json]:
    return {"id": str(row.id), **{each.column: each.raw for each in row.values}}
