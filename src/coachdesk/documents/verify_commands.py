"""The commands that verify an envoi with ordinary tools: on the page and in the text, the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class VerifyCommands:
    """They are copied whole, so each stands on one line, but for PowerShell's.

    Attributes:
        filename: of the envoi, as it was sent.
    """

    filename: str

    @property
    def windows(self) -> str:
        """One file, in the command prompt of Windows."""
        return "certutil -hashfile tableau-de-suivi.pdf SHA256"

    @property
    def windows_all(self) -> str:
        """All the files at once, in PowerShell: it answers only with what differs."""
        return (
            "Get-Content SHA256SUMS | ForEach-Object { $s, $f = $_ -split '  ', 2\n"
            '      if ((Get-FileHash $f -Algorithm SHA256).Hash -ne $s) { "DIFFÈRE : $f" } }'
        )

    @property
    def unzip(self) -> str:
        """The envoi opened in a folder of its own."""
        return f"unzip {self.filename} -d envoi"

    @property
    def enter(self) -> str:
        """In that folder."""
        return "cd envoi"

    @property
    def sums(self) -> str:
        """All the files at once."""
        return "sha256sum -c SHA256SUMS"

    @property
    def signature(self) -> str:
        """That the coach signed the list of the files."""
        return (
            "openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json "
            "-CAfile coach.pem -out liste.json"
        )

    @property
    def fingerprint(self) -> str:
        """Of the certificate that came with it."""
        return "openssl x509 -in coach.pem -noout -fingerprint -sha256"

    @property
    def decrypt(self) -> str:
        """An envoi wrapped for the recipient's certificate."""
        return (
            f"openssl cms -decrypt -binary -inform DER -in {self.filename}.p7m "
            f"-inkey VOTRE-CLE.pem -out {self.filename}"
        )

    @property
    def stamp(self) -> str:
        """What a timestamp says, in the folder where it was received."""
        return f"openssl ts -reply -in {self.filename}.tsr -text"

    @property
    def stamp_of(self) -> str:
        """That it is of this envoi, in the folder where that was opened."""
        return (
            f"openssl ts -verify -in ../{self.filename}.tsr -data manifest.json "
            "-CAfile AUTORITE.pem"
        )

    @property
    def digest(self) -> str:
        """Of the file as it was received, for the receipt."""
        return f"sha256sum {self.filename}"

    @property
    def receipt_name(self) -> str:
        """The receipt, beside the file."""
        return f"{self.filename}.recu.json"

    @property
    def receipt(self) -> str:
        """What the receipt holds; the capitals are replaced."""
        return (
            f'{{"schema": "cdk-recu/1", "file": "{self.filename}", "sha256": "EMPREINTE", '
            '"received_at": "AAAA-MM-JJTHH:MM:SS+02:00", "by": "VOTRE SERVICE"}'
        )

    @property
    def write_receipt(self) -> str:
        """The receipt written by a shell."""
        return (
            """printf '{"schema":"cdk-recu/1","file":"%s","sha256":"%s","received_at":"%s","""
            f""""by":"%s"}}' {self.filename} "$(sha256sum < {self.filename} | cut -c 1-64)" """
            f""""$(date -Iseconds)" "VOTRE SERVICE" > {self.receipt_name}"""
        )
