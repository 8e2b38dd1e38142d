"""The demonstration does the whole main job, and says how its package was verified."""

import re
from pathlib import Path

from support.command import alone, coachdesk


def test_without_a_display_it_ends_well_and_names_the_verified_package(tmp_path: Path) -> None:
    ran = alone("demo", "--dir", tmp_path, env={"WAYLAND_DISPLAY": ""})
    assert ran.code == 0, ran.err
    said = ran.out.replace("\u00a0", " ")
    package = Path(re.search(r"^Envoi vérifié : (.+)$", said, re.MULTILINE)[1])
    assert package.is_file()
    for kind, head in (("pdf", b"%PDF-"), ("docx", b"PK")):
        bilan = Path(re.search(rf"^Bilan de 2023 : (.+\.{kind})$", said, re.MULTILINE)[1])
        assert bilan.read_bytes().startswith(head)
    assert "Intact, signé par Claire Exemple" in said
    assert "Signature de Zoé BAILLEUL" in said
    assert "117 participants, 76 sorties dont 32 positives" in said


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    ran = coachdesk("demo", "--dir", blocked)
    assert ran.code == 1
    assert "Impossible d’écrire" in ran.err
