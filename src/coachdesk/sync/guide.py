"""« VERIFIER.txt »: how to check the package with ordinary tools, in French."""

from coachdesk.core.french import fingerprint, month_name
from coachdesk.signing.certificate import Certificate
from coachdesk.sync.manifest import CERTIFICATE, MANIFEST, SIGNATURE, SUMS, Heading


def verification_guide(heading: Heading, certificate: Certificate) -> bytes:
    """The text for this package: UTF-8 with its mark and CRLF, as Windows reads it best."""
    digits = fingerprint(certificate.fingerprint)
    half = len(digits) // 2
    text = _TEXT.format(
        filename=heading.filename,
        action=heading.action,
        month=month_name(heading.month),
        version=heading.version,
        coach=heading.coach,
        fingerprint=f"{digits[:half].strip()}\n    {digits[half:].strip()}",
        plain_fingerprint=certificate.fingerprint,
        manifest=MANIFEST,
        signature=SIGNATURE,
        sums=SUMS,
        certificate=CERTIFICATE,
    )
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8")


_TEXT = """\
VÉRIFIER CET ENVOI SANS COACHDESK

Envoi : {filename}
Action : {action}, {month}, version {version}
Coach : {coach}

Empreinte du certificat du coach (SHA-256) :

    {fingerprint}

Comparez-la d’abord avec celle que le coach vous a remise en main propre (carte de confiance) ou
qui figure au bas de ses papiers déjà reçus. Si elle diffère, l’envoi ne vient pas de lui.


1. CE QU’EST LE CACHET

Chaque feuille d’émargement et le tableau de suivi portent un cachet : une signature électronique
simple, invisible, faite par l’appareil du coach. Le cachet montre que le document n’a pas changé
depuis, et de quel appareil il vient. Il n’est pas la signature de la personne accompagnée : la
sienne est dessinée sur la feuille, et ses éléments de preuve sont joints au PDF (preuves.json).


2. AVEC UN LECTEUR DE PDF

Ouvrez un PDF dans un lecteur qui montre les signatures et affichez le panneau des signatures. Il
doit y avoir une seule signature, « Cachet », couvrant tout le document, sans modification depuis.
Le lecteur peut dire que l’identité du signataire est inconnue : c’est normal, il ne connaît pas le
coach. Comparez alors l’empreinte de son certificat avec celle qui est écrite plus haut.


3. SOUS WINDOWS

Extrayez l’archive dans un dossier. Dans l’invite de commandes, ouverte sur ce dossier :

    certutil -hashfile tableau-de-suivi.pdf SHA256

Le résultat doit être celui de la ligne du même fichier dans {sums}. Pour tous les fichiers à la
fois, dans PowerShell (rien ne doit s’afficher) :

    Get-Content {sums} | ForEach-Object {{ $s, $f = $_ -split '  ', 2
      if ((Get-FileHash $f -Algorithm SHA256).Hash -ne $s) {{ "DIFFÈRE : $f" }} }}


4. SOUS LINUX, OU PARTOUT OÙ SONT UNZIP, SHA256SUM ET OPENSSL

    unzip {filename} -d envoi
    cd envoi
    sha256sum -c {sums}

Chaque ligne doit finir par « OK » (ou « Réussi »). Puis la signature de la liste des fichiers :

    openssl cms -verify -binary -inform DER -in {signature} -content {manifest} -CAfile {certificate} -out liste.json

La réponse doit être « CMS Verification successful ». Enfin, que {certificate} est bien le
certificat du coach :

    openssl x509 -in {certificate} -noout -fingerprint -sha256

La réponse doit être l’empreinte écrite plus haut, celle que vous avez par ailleurs.


5. AVEC COACHDESK

    coachdesk verify --signer {plain_fingerprint} {filename}

Le programme fait toutes ces vérifications, et dit ce qui a changé s’il y a lieu.
"""  # noqa: E501  (a command is copied whole)
