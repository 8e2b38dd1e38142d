"""« VERIFIER.txt » and « VERIFIER.pdf »: how to check a package with ordinary tools, in French."""

from coachdesk.core.french import month_name
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.verify_card import VerifyCardData, verify_card
from coachdesk.documents.verify_commands import VerifyCommands
from coachdesk.signing.certificate import Certificate
from coachdesk.sync.manifest import CERTIFICATE, GUIDE_PAGE, MANIFEST, SUMS, Heading
from coachdesk.sync.verify_text import as_windows_reads, two_lines


def verification_page(heading: Heading, certificate: Certificate) -> bytes:
    """The page with pictures, for this package."""
    return verify_card(
        VerifyCardData(
            filename=heading.filename,
            action=heading.action,
            month=month_name(heading.month),
            version=heading.version,
            coach=heading.coach,
            digits=certificate.fingerprint,
            creator=f"{CREATOR} {heading.app_version}",
        )
    )


def verification_guide(heading: Heading, certificate: Certificate) -> bytes:
    """The text for this package."""
    text = _TEXT.format(
        filename=heading.filename,
        action=heading.action,
        month=month_name(heading.month),
        version=heading.version,
        coach=heading.coach,
        fingerprint=two_lines(certificate),
        plain_fingerprint=certificate.fingerprint,
        manifest=MANIFEST,
        sums=SUMS,
        certificate=CERTIFICATE,
        page=GUIDE_PAGE,
        run=VerifyCommands(heading.filename),
    )
    return as_windows_reads(text)


_TEXT = """\
VÉRIFIER CET ENVOI SANS COACHDESK

Envoi : {filename}
Action : {action}, {month}, version {version}
Coach : {coach}

La page {page} dit l’essentiel en images ; ce texte dit tout.

Empreinte du certificat du coach (SHA-256) :

    {fingerprint}

Comparez-la d’abord avec celle que le coach vous a remise en main propre (carte de confiance) ou
qui figure au bas de ses papiers déjà reçus. Si elle diffère, l’envoi ne vient pas de lui. Une fois
suffit : les envois suivants du même poste portent la même empreinte.


1. CE QU’EST LE CACHET

Chaque feuille d’émargement et le tableau de suivi portent un cachet : une signature électronique
simple, invisible, faite par l’appareil du coach. Le cachet montre que le document n’a pas changé
depuis, et de quel appareil il vient. Il n’est pas la signature de la personne accompagnée : la
sienne est dessinée sur la feuille, et ses éléments de preuve sont joints au PDF (preuves.json).


2. AVEC UN LECTEUR DE PDF

Ouvrez un PDF dans un lecteur qui montre les signatures et affichez le panneau des signatures. Il
doit y avoir une seule signature, « Cachet », couvrant tout le document, sans modification depuis.

Le lecteur peut dire « validité inconnue » ou « identité du signataire inconnue » : c’est normal.
Il ne connaît que les autorités de son éditeur, et le coach a fait son certificat lui-même. Il ne
dit pas que le papier est faux : ce qui compte est « document non modifié depuis la signature ».
Pour savoir de qui vient le cachet, ouvrez les détails du certificat et comparez son empreinte
SHA-256 avec celle de la carte de confiance. Vous pouvez alors dire au lecteur de faire confiance à
ce certificat ({certificate}) : il ne le demandera plus.


3. SOUS WINDOWS

Extrayez l’archive dans un dossier. Dans l’invite de commandes, ouverte sur ce dossier :

    {run.windows}

Le résultat doit être celui de la ligne du même fichier dans {sums}. Pour tous les fichiers à la
fois, dans PowerShell (rien ne doit s’afficher) :

    {run.windows_all}


4. SOUS LINUX, OU PARTOUT OÙ SONT UNZIP, SHA256SUM ET OPENSSL

    {run.unzip}
    {run.enter}
    {run.sums}

Chaque ligne doit finir par « OK » (ou « Réussi »). Sous macOS, « shasum -a 256 -c » remplace
« sha256sum -c ». Puis la signature de la liste des fichiers :

    {run.signature}

La réponse doit être « CMS Verification successful ». Enfin, que {certificate} est bien le
certificat du coach :

    {run.fingerprint}

La réponse doit être l’empreinte écrite plus haut, celle que vous avez par ailleurs.


5. SI LE FICHIER REÇU FINIT PAR .P7M

Il est chiffré pour votre certificat : seule votre clé privée l’ouvre (ici VOTRE-CLE.pem).

    {run.decrypt}

Vérifiez ensuite l’envoi comme plus haut : le chiffrement ne prouve rien à lui seul.


6. SI UN FICHIER .TSR EST ARRIVÉ À CÔTÉ

C’est un horodatage (RFC 3161) : une autorité indépendante y atteste que la liste des fichiers
({manifest}) existait à un moment donné. Il arrive parfois plus tard que l’envoi, et n’est jamais
dans l’archive. Ce qu’il dit, dans le dossier où il est arrivé :

    {run.stamp}

« Time stamp » est le moment attesté. Que c’est bien l’horodatage de cet envoi, depuis le dossier
où il est extrait, avec le certificat que l’autorité publie (ici AUTORITE.pem) :

    {run.stamp_of}

La réponse doit être « Verification: OK ».


7. ACCUSER RÉCEPTION

Par courriel : répondez « bien reçu » au message, c’est tout.

Sur un serveur ou dans un dossier partagé : posez à côté du fichier reçu un fichier de texte nommé

    {run.receipt_name}

qui contient, sur une ligne, l’empreinte du fichier reçu, l’heure et le nom de votre service :

    {run.receipt}

Si le fichier reçu finit par .p7m, écrivez son nom entier aux deux endroits, et donnez son
empreinte à lui. L’empreinte s’obtient par :

    {run.digest}

(sous Windows : certutil -hashfile {filename} SHA256). Sous Linux, tout se fait en une ligne :

    {run.write_receipt}

Le coach voit « reçu » à sa prochaine connexion.


8. AVEC COACHDESK

    coachdesk verify --signer {plain_fingerprint} {filename}

Le programme fait toutes ces vérifications, et dit ce qui a changé s’il y a lieu. Il lit aussi
l’horodatage posé à côté, et le juge si le certificat de l’autorité est donné par --authority.
"""
