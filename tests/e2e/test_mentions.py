"""A text that may tell of someone by her family name alone is told before she is erased."""

from datetime import date

import pytest
from sqlalchemy import select

from coachdesk.models import Participant, Prescription, Step
from coachdesk.services.desk import Desk
from coachdesk.services.rights.erasing import plan_erasure
from coachdesk.services.rights.erasure_words import mention_words
from support.control_story import person

LEFT, EVERYTHING = "23-001", "23-101"


@pytest.fixture
def desk(controlled_desk: Desk) -> Desk:
    return controlled_desk


def test_texts_that_tell_of_her_by_her_family_name_alone_are_listed_as_doubtful(desk: Desk) -> None:
    who = person(desk, LEFT)

    def told(last: str, *notes: str) -> list[str]:
        with desk.store.write() as uow:
            uow.session.get_one(Participant, who).last_name = last
            steps = uow.session.scalars(
                select(Step).join(Prescription, Prescription.id == Step.prescription_id)
                .where(Prescription.number == EVERYTHING)
            ).all()  # fmt: skip
            for step in steps:
                uow.session.delete(step)
            key = uow.session.scalars(
                select(Prescription.id).where(Prescription.number == EVERYTHING)
            ).one()
            for note in notes:
                uow.session.add(
                    Step(
                        prescription_id=key, kind="cv", done_on=date(2023, 5, 2),
                        appointment_id=None, note=note, aid_outcome=None, minutes=30,
                    )
                )  # fmt: skip
            uow.commit()
        found = plan_erasure(desk, who).mentions
        assert not any(each.sure for each in found if each.table == "step")
        return sorted(each.excerpt for each in found if each.table == "step")

    seen = ("Covoiturage avec Mme Belmonté", "Belmonte absente", "avec BELMONTÉ demain")
    unseen = ("belmonté-sur-mer", "Belmontés", "Yves-Belmonté arrive", "un BELMONTÉ-LEROY")
    assert told("BELMONTÉ", *seen, *unseen) == sorted(seen)
    words = mention_words(plan_erasure(desk, who).mentions[-1])
    assert "peut-être elle" in words
    seen = ("M. Petit viendra", "vu avec PETIT", "le fils Petit")
    unseen = ("Petit emploi trouvé", "un petit pas", "PETIT EMPLOI TROUVÉ")
    assert told("PETIT", *seen, *unseen) == sorted(seen)
    # Someone else bears it: her own dossier tells of herself, and elsewhere a title is asked for.
    with desk.store.write() as uow:
        uow.session.get_one(Participant, person(desk, "23-002")).last_name = "MARTEL"
        uow.session.get_one(Participant, person(desk, "23-002")).first_name = "Zoé"
        uow.commit()
    assert told("MARTEL", "Mme Martel", "Martel absente", "Mme Martel Zoé") == ["Mme Martel"]
