"""What ordinary tools say of a sealed PDF or a signed package: pdfsig, openssl, qpdf."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.tools import require


@dataclass(frozen=True)
class SealSeen:
    """One signature as pdfsig sees it."""

    signer: str
    valid: bool
    whole_document: bool


def run(*command: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run an outside tool in ``folder`` and keep what it says."""
    tool = require(str(command[0]))
    return subprocess.run(
        [tool, *map(str, command[1:])],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )


def trust_store(folder: Path, certificate: Path) -> Path:
    """An NSS database that knows the coach: without one, pdfsig calls a good file unknown."""
    folder.mkdir()
    database = f"sql:{folder}"
    for step in (
        ("-N", "-d", database, "--empty-password"),
        ("-A", "-d", database, "-n", "coach", "-t", "C,C,C", "-i", certificate),
    ):
        done = run("certutil", *step)
        assert done.returncode == 0, done.stderr
    return folder


def pdfsig(pdf: Path, nss: Path) -> list[SealSeen]:
    """The signatures of ``pdf``, in the order of the file."""
    said = run("pdfsig", "-nssdir", nss, pdf).stdout
    return [
        SealSeen(
            signer=_after(block, "Signer Certificate Common Name: "),
            valid=_after(block, "Signature Validation: ") == "Signature is Valid.",
            whole_document="Total document signed" in block,
        )
        for block in said.split("Signature #")[1:]
        if "not signed" not in block  # an empty box
    ]


def qpdf_check(pdf: Path) -> int:
    """0 when qpdf finds nothing wrong in the structure of ``pdf``."""
    return run("qpdf", "--check", pdf).returncode


def openssl_verify(folder: Path) -> subprocess.CompletedProcess[str]:
    """The command of VERIFIER.txt on an unzipped package."""
    return run(
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "manifest.json.p7s",
        "-content", "manifest.json", "-CAfile", "coach.pem", "-out", "liste.json",
        folder=folder,
    )  # fmt: skip


def _after(block: str, label: str) -> str:
    return block.partition(label)[2].partition("\n")[0]
