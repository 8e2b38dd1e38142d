"""Every picture of the guide, in its order: its name, its French title and what it shows.

    python -m support.guide_names OUT

writes the page that tells them, below the list of the pages of the guide.
"""

import sys
from pathlib import Path

from support.guide_texts import index

SHOWS: dict[str, tuple[str, str]] = {
    "demarrage-1-vous": ("Premier démarrage", "Votre nom, l’action, l’association."),
    "demarrage-2-phrase-faible": (
        "Phrase de passe trop faible", "Ce qu’elle vaut est dit franchement, et pourquoi."),
    "demarrage-2-phrase-proposee": (
        "Phrase de passe proposée", "Cinq mots sans lien, à noter sur un papier."),
    "demarrage-3-cle": (
        "Clé de secours", "Montrée une fois\u00a0: à imprimer, à enregistrer ou à recopier."),
    "demarrage-3-cle-retapee": (
        "Clé retapée", "Le groupe qui ne correspond pas est montré aussitôt."),
    "demarrage-4-association": (
        "Clé de l’association", "Une clé à elle sous enveloppe, pour le jour d’une absence."),
    "demarrage-5-signature": (
        "Essai de la signature", "Souris, doigt ou stylet\u00a0: le cadre dit ce qu’il voit."),
    "demarrage-6-pret": ("Tout est prêt", "Importer un classeur, saisir, ou regarder d’abord."),
    "aujourdhui-vide": ("Aujourd’hui, au premier jour", "Ce qu’il y a à faire pour commencer."),
    "participants-vide": ("Participants, au premier jour", "Le classeur à importer d’un geste."),
    "mois-vide": ("Mois, au premier jour", "Rien à compter encore, et où aller."),
    "importer-a-reparer": (
        "Import d’un classeur", "Chaque valeur refusée se répare dans la fenêtre."),
    "importer-reparations": (
        "Import en cours de réparation", "Un mot rendu à sa liste, une cellule laissée de côté."),
    "importer": ("Mots appris", "Ce que l’import a retenu des réparations."),
    "ouverture": ("Ouverture", "Un seul champ\u00a0: la phrase de passe."),
    "ouverture-refusee": ("Ouverture refusée", "Une phrase, un remède."),
    "ouverture-attente": (
        "Ouverture, après des essais manqués", "Une attente dite à la seconde, rien d’effacé."),
    "remettre-une-sauvegarde": (
        "Remettre une sauvegarde", "Celles qui ont été trouvées, où, de quand."),
    "remettre-verifiee": (
        "Sauvegarde vérifiée", "Ce qui n’y serait plus est dit avant le seul bouton qui change."),
    "magasin-abime": ("Magasin abîmé", "Ce qui ne va pas, et un seul bouton qui mène aux sorties."),
    "magasin-a-recuperer": (
        "Ce qui se récupère", "Le magasin est examiné\u00a0; l’abîmé est gardé à côté."),
    "verrouille": ("Verrouillé", "Pourquoi\u00a0; la phrase de passe rend la page quittée."),
    "ecran-discret": ("Écran discret (F12)", "L’heure, et rien du programme ni de personne."),
    "incident": ("Incident gardé", "Dit une fois, sans donnée, à joindre si l’on veut."),
    "cle-branchee": ("Une clé est branchée", "La sauvegarde ailleurs, en un clic."),
    "aujourdhui": (
        "Aujourd’hui", "La feuille de route par lieu, et ce qui est à faire, par personne."),
    "participants": ("Participants", "La liste, ses vues, ses filtres et leurs comptes."),
    "participants-export": (
        "Exporter la liste", "Ce qui est montré, en tableur, CSV ou PDF, dit en clair."),
    "participants-filtre": ("Filtrer", "Les réponses possibles, chacune avec son compte."),
    "participants-recherche": (
        "Chercher dans la liste", "Nom, commune, téléphone, numéro ou référent RSA."),
    "participants-personne": (
        "Personne ne répond", "La condition à enlever, avec ce qu’elle rendrait."),
    "chercher-partout": (
        "Chercher partout (Ctrl+K)", "Une personne, un écran ou un acte, en quelques lettres."),
    "chercher-agir": ("Agir depuis la recherche", "Ce qui peut être fait pour la personne."),
    "aide": ("Aide (F1)", "La page de ce qui est à l’écran, parmi toutes les autres."),
    "aide-recherche": (
        "Chercher dans l’aide", "Une question en quelques mots, les pages qui y répondent."),
    "visite": (
        "Visite guidée", "Chaque étape montre le vrai bouton, sur des données inventées."),
    "raccourcis": ("Raccourcis clavier", "Toutes les touches, par page."),
    "fiche": ("Fiche", "La personne, le prochain geste, ce qui se travaille, le fil de tout."),
    "fiche-freins": ("Fiche\u00a0: freins", "Chaque frein et son évolution, jugé d’un clic."),
    "fiche-documents": (
        "Fiche\u00a0: tests métiers et livret", "Remis, étudiés, ce qu’il en ressort."),
    "fiche-pieces": (
        "Fiche\u00a0: pièces", "Ce qui est gardé, son genre et sa validité."),
    "fiche-piece-lue": ("Fiche\u00a0: pièce lue", "Le document, page par page, dans la fenêtre."),
    "fiche-identite": ("Fiche\u00a0: identité corrigée", "Les champs à leur place, sans fenêtre."),
    "prescription": ("Nouvelle prescription", "La personne, le dossier, le premier rendez-vous."),
    "prescription-deja-connue": (
        "Personne déjà connue", "Le doublon probable est proposé avant d’être créé."),
    "diagnostic": ("Diagnostic", "Situation, freins, attentes, questions du FSE+."),
    "decision": ("Décision", "Intégré, non adhésion ou réorienté\u00a0; un choix et sa date."),
    "contrat": ("Contrat d’engagement", "Préparé d’après le diagnostic."),
    "papier": (
        "Un papier", "Rempli de ce qui est connu, vu tel qu’il sera, prêt à signer."),
    "papier-questions": (
        "Papier à remplir", "Peu de questions, et le papier qui suit chaque lettre."),
    "papier-apercu": ("Le papier", "Ses pages dans la fenêtre, agrandies d’un clic."),
    "papier-signe-a-la-main": (
        "Signé sur papier", "Imprimé avec son code, son jour, sa numérisation."),
    "papier-refuse": (
        "Papier refusé", "Le refus avec son motif et le témoin\u00a0; qui doit encore répondre."),
    "papier-incomplet": (
        "Papier incomplet", "Ce qui manque est nommé, là où l’écrire."),
    "papier-a-contresigner": (
        "Papier à contresigner", "Qui a signé, et qui doit encore le faire."),
    "papier-annule": (
        "Papier annulé", "Gardé avec son motif\u00a0; il ne vaut plus."),
    "papier-numerise": (
        "Papier numérisé", "Signé à la main, sa photo gardée dans le même enregistrement."),
    "papier-copie": ("Copie du papier", "Remise, à imprimer, par courriel, ou non voulue."),
    "fiche-papiers": ("Fiche\u00a0: papiers", "Ce qui existe, ce qu’il attend, et en établir un."),
    "fiche-nouveau-papier": (
        "Fiche\u00a0: nouveau papier", "Ce qui peut être établi, par sorte."),
    "fiche-courrier": (
        "Fiche\u00a0: courrier", "Les lettres que les derniers faits appellent."),
    "chercher-papier": (
        "Chercher un papier", "Son nom et celui de la personne, en quelques lettres."),
    "entreprises": (
        "Entreprises", "Qui a accueilli, qui est à rappeler, quels métiers."),
    "entreprises-filtre": ("Filtrer les entreprises", "Chaque réponse avec son compte."),
    "entreprise": (
        "Une entreprise", "La fiche, les contacts, les métiers, le démarchage en trois clics."),
    "entreprise-metier": (
        "Métier du ROME", "Quelques lettres, sans réseau\u00a0: le métier et son code."),
    "entreprise-deja-connue": (
        "Entreprise déjà connue", "Un nom très proche est dit avant d’être noté deux fois."),
    "immersion": (
        "Immersion (PMSMP)", "L’entreprise retrouvée, les jours et les heures en une page."),
    "immersion-regle": (
        "Immersion trop longue", "Ce que la loi interdit, à côté de ce qui est à changer."),
    "immersion-horaires": (
        "Immersion\u00a0: horaires", "Les heures de la semaine, leur total, leurs limites."),
    "immersion-page": (
        "Une immersion", "Où elle en est, ce qui vient, ses papiers et ses visites."),
    "immersion-fin": (
        "Immersion terminée plus tôt", "Trois gestes\u00a0: la suite, pourquoi, Ctrl+Entrée."),
    "immersion-renouvelee": (
        "Renouveler une immersion", "Tout est repris\u00a0; il reste à dire pourquoi."),
    "immersions": (
        "Immersions", "En cours, à venir, bilans à faire, et la délégation de prescription."),
    "accident": (
        "Accident pendant une immersion", "Qui appeler, dans quels délais, sans réseau."),
    "questionnaire": (
        "Questionnaire", "La personne répond seule, en grand, sans rien d’autre à l’écran."),
    "questionnaire-question": (
        "Une question", "Une par écran\u00a0: un doigt, une touche, la suivante vient."),
    "questionnaire-relu": ("Réponses relues", "Chacune peut être changée avant d’être donnée."),
    "questionnaire-merci": ("Réponses données", "Rien n’en reste à l’écran."),
    "satisfaction-attente": (
        "Satisfaction, trop peu de réponses", "Rien n’est montré avant cinq questionnaires."),
    "satisfaction": (
        "Satisfaction", "La note, puis chaque question, sans aucun nom."),
    "rendez-vous": ("Fiche de rendez-vous", "La présence en un geste, les notes, les démarches."),
    "rendez-vous-suite": (
        "Fiche de rendez-vous, suite", "Objectifs, aides demandées, prochain rendez-vous."),
    "rendez-vous-present": ("Présent", "En retard ou parti plus tôt, aux heures réelles."),
    "rendez-vous-telephone": ("Par téléphone", "Les heures réelles, attestées."),
    "rendez-vous-absence": ("Absence injustifiée", "L’avis d’absence est prêt."),
    "rendez-vous-excuse": ("Absence justifiée", "Sa catégorie et son justificatif."),
    "rendez-vous-nouveau": (
        "Nouveau rendez-vous", "Les créneaux proposés, là où le coach sera."),
    "deplacer": ("Déplacer ou excuser", "Quelqu’un téléphone\u00a0: quelques lettres, Entrée."),
    "sans-rendez-vous": ("Passage sans rendez-vous", "Ici et maintenant, en quelques lettres."),
    "sans-rendez-vous-prevu": (
        "Passage de quelqu’un d’attendu", "Son rendez-vous du jour est proposé."),
    "signature": ("Signature", "Ce qui est signé, en français simple."),
    "signature-papier": (
        "Signature d’un papier", "Le papier à lire, à côté du cadre où signer."),
    "signature-mots-simples": (
        "Signer, en mots simples",
        "Le papier avec des mots simples, en grand ; ce qui se signe reste le texte en français.",
    ),
    "signature-autre-reponse": (
        "Ne pas signer", "Refus, empêchement ou désaccord, avec son motif."),
    "signature-reserve": ("Signer avec une réserve", "Ses mots figureront sur le papier."),
    "signature-regularisation": (
        "Signature en retard", "Son motif en un clic\u00a0: il figurera sur la feuille."),
    "signature-horloge": (
        "Horloge reculée", "Le coach le sait, l’enregistrement le dira."),
    "signature-telephone": (
        "Entretiens par téléphone", "Confirmés ligne par ligne à la rencontre suivante."),
    "signature-a-plusieurs": (
        "Signer à plusieurs", "Où l’on en est, qui vient ensuite, qui n’est pas là."),
    "signature-refusee": ("Signature à compléter", "Ce qui manque est dit, le tracé est gardé."),
    "signature-code": ("Signature enregistrée", "Le code remis à la personne."),
    "code-signature": (
        "Code de l’écran de signature", "Choisi une fois\u00a0; lui seul rend alors le poste."),
    "code-demande": ("Rendre le poste", "Le code du coach, et rien d’autre à atteindre."),
    "mois": ("Mois", "Les chiffres, la file active, ce qui manque."),
    "mois-liste": ("Derrière un chiffre", "Ses lignes, une par une."),
    "cloture-motif": ("Clôturer malgré un manque", "Le motif figurera sur le bordereau."),
    "relecture": ("Relecture", "Ce qu’un contrôleur demanderait, avant de clôturer."),
    "relecture-motif": ("Remarque vérifiée", "Marquée d’un motif, elle ne revient pas."),
    "dossier-de-controle": (
        "Dossier de contrôle", "Les n° d’un contrôleur, reconnus avant que rien ne parte."),
    "cloture": ("Clôturer", "Un mois sans manque\u00a0: deux gestes."),
    "cloture-signature": (
        "Signer le mois", "Le tableau sous les yeux de qui le signe."),
    "mois-clos": ("Mois clos", "Les chiffres sont figés, l’envoi est prêt."),
    "mois-export": ("Exporter l’envoi", "En clair, ou chiffré pour son destinataire."),
    "rectification-motif": (
        "Rectifier un mois clos", "Un motif, et le mois se modifie de nouveau partout."),
    "rectification": (
        "Rectification ouverte", "Ce qui change se lit à côté de ce qui manque."),
    "rectificatif-cloture": (
        "Clôturer le rectificatif", "Le nouvel envoi dit ce qu’il remplace, et pourquoi."),
    "rectificatif-versions": (
        "Versions d’un mois", "Chaque envoi, sa date, son motif, ce qu’il a changé."),
    "aujourdhui-brouillon": (
        "Travail commencé", "Ce qui était tapé attend, et se reprend d’un clic."),
    "aujourdhui-masquees": ("Tâches masquées", "Pourquoi, jusqu’à quand, et comment les revoir."),
    "pret-a-partir": (
        "Prêt à partir\u202f?", "Brouillons, sauvegarde, batterie, horloge, disque."),
    "annuler-une-demi-journee": (
        "Annuler une demi-journée", "Chacun replacé là où le coach sera, en un acte."),
    "a-prevenir": ("À prévenir", "La liste des appels, à copier ou à imprimer."),
    "agenda-semaine": (
        "Agenda, la semaine", "Chaque lieu a sa couleur\u00a0; les conflits sont dits à côté."),
    "lieux": (
        "Lieux et absences", "Une demi-journée s’ouvre d’un clic\u00a0; absences, trajets."),
    "agenda-jour": (
        "Agenda, le jour", "Une colonne par lieu\u00a0: où l’on est, et avec qui."),
    "agenda-deplacer": (
        "Déplacer d’un geste", "Ce qui s’y oppose est dit avant de lâcher."),
    "agenda-nouveau": (
        "Placer quelqu’un", "Un clic sur une heure libre, quelques lettres, Entrée."),
    "agenda-creneau": (
        "Prochain créneau libre", "Pour une personne, aux lieux et heures qu’elle connaît."),
    "atelier-nouveau": (
        "Nouvel atelier", "Un titre, un moment, des personnes à cocher."),
    "atelier": (
        "Atelier", "Qui a signé, qui ne le peut pas, qui doit encore passer."),
    "atelier-clos": ("Atelier clos", "Sa feuille est cachetée avec ses preuves."),
    "feuille-atelier": ("Feuille d’un atelier", "Chacun sur sa ligne, sur une seule feuille."),
    "feuille-emargement": (
        "Feuille d’émargement", "À tout moment du mois, d’une personne à l’autre."),
    "sortie": (
        "Sortie", "Quatre gestes\u00a0; la classe se déduit du contrat, et dit pourquoi."),
    "sortie-seche": (
        "Sortie sèche", "Rien n’est prévu après\u00a0: elle se confirme par son motif."),
    "fiche-sortie": (
        "Fiche après la sortie", "La sortie, sa classe, les suivis sur une ligne."),
    "suivi": ("Suivi après la sortie", "Trois gestes, le téléphone sous les yeux."),
    "suivis-du-mois": ("Suivis du mois", "Qui appeler, à quel numéro\u00a0; à imprimer."),
    "nouveau-parcours": (
        "Quelqu’un qui revient", "Une nouvelle prescription, rien à retaper."),
    "a-imprimer": (
        "À imprimer", "Lettres et copies qui attendent le bureau, imprimées d’un coup."),
    "a-imprimer-vide": ("Rien à imprimer", "Comment un papier y arrive."),
    "reglages": ("Réglages", "Les sections, et l’action avec son profil."),
    "reglages-trouver": ("Trouver un réglage", "Quelques lettres, d’où qu’il soit."),
    "reglages-profil": (
        "Profil modifié", "Convention, objectifs et règles, écrits dans le fichier du profil."),
    "reglages-coach": ("Coach", "Le nom et le téléphone que portent les papiers."),
    "reglages-referents": (
        "Référents RSA", "Leur carnet, et les noms écrits de plusieurs façons à réunir."),
    "reglages-partenaires": ("Partenaires", "Proposés là où quelqu’un est orienté."),
    "reglages-phrases": ("Phrases", "Les vôtres, dans votre ordre."),
    "reglages-apparence": ("Apparence", "Le thème et la taille du texte, aussitôt."),
    "reglages-contraste": (
        "Contraste élevé", "Les mêmes pages, pour qui distingue mal les teintes."),
    "reglages-mots-simples": (
        "Signature en mots simples",
        "Le résumé d’abord ou le papier, les traductions non relues, la voix de l’ordinateur.",
    ),
    "reglages-signature": (
        "Périphérique de dessin", "Essayer, choisir la main et l’écran."),
    "reglages-sauvegarde": (
        "Sauvegarde",
        "Ailleurs, d’elle-même, et l’exercice qui l’essaie\u00a0; les dossiers.",
    ),
    "reglages-securite": (
        "Sécurité", "Le verrou, la clé de secours, la carte de confiance."),
    "reglages-phrase-de-passe": (
        "Changer la phrase de passe", "Ce qu’elle vaut, et le chiffrement neuf s’il le faut."),
    "reglages-exercice": (
        "Exercice de restauration", "La dernière sauvegarde, ouverte pour de vrai."),
    "reglages-sante": ("Santé du magasin", "Relu en entier, chaque semaine ou d’un clic."),
    "reglages-droits": (
        "Droits et données", "La base légale, la durée, le registre, l’analyse d’impact."),
    "fin-de-conservation": (
        "Fin de conservation", "Qui arrive au terme, pourquoi, et rien qui parte tout seul."),
    "fiche-donnees-et-droits": (
        "Données et droits", "De la fiche\u00a0: tout lui donner, corrections, accès, effacement."),
    "journal-des-acces": ("Journal des accès", "Qui a été vu, exporté, imprimé, depuis un an."),
    "effacer-une-personne": (
        "Effacer une personne", "Ce qui part, ce qui reste\u00a0; son n° retapé confirme."),
    "reglages-archive": (
        "Archive restreinte", "Ses preuves signées, le temps légal\u00a0; une copie sort motivée."),
    "reglages-programme": (
        "Mise à jour", "La version, et le fichier signé qu’on vous remet\u00a0; rien d’internet."),
    "reglages-partager": (
        "Partager ses réglages", "Un fichier sans personne suivie, montré avant d’être pris."),
    "reglages-destinataire": (
        "Destinataire", "Ce qu’il reçoit, et par où\u00a0: le courriel collé, rien à recopier."),
    "reglages-empreinte": (
        "Empreinte comparée", "Celle du serveur et celle que son informatique donne, côte à côte."),
    "reglages-envois": (
        "Envois", "Proposés ou faits de soi-même quand une connexion apparaît."),
    "telephone-sms": (
        "Sur le téléphone", "Le rappel est écrit\u00a0: le code se vise, le SMS s’envoie."),
    "telephone-agenda": (
        "Le rendez-vous dans son téléphone", "Un code que la personne vise, sans réseau ici."),
    "atelier-liste": (
        "Atelier depuis la liste", "Les personnes y sont, et ce qui s’oppose à ce moment."),
    "atelier-invite": (
        "Atelier à venir", "Qui a été prévenu, et comment."),
    "atelier-sms": (
        "Inviter par SMS", "L’un après l’autre\u00a0: Ctrl+Entrée note et passe au suivant."),
    "agenda-export": (
        "Exporter l’agenda", "Ce qui part, mot pour mot\u00a0: des initiales, ou les noms."),
    "feuille-journee": (
        "Feuille de journée", "Lieu par lieu, qui vient, ce qui se signe, de quoi noter."),
    "actes-vide": ("Actes, au début", "Ce qui se compte en dehors des rendez-vous, et par où."),
    "actes": ("Actes", "Listés, comptés par type\u00a0; un clic sur un type ne garde que lui."),
    "acte": ("Un acte", "Pour qui, quoi\u00a0: la fiche ne demande que ce que l’acte demande."),
    "aller-vers": ("Aller-vers", "Les personnes rencontrées, et ce qu’elles sont devenues."),
    "aller-vers-nouveau": (
        "Sur place", "Une ligne par personne\u00a0: Entrée passe à la suivante."),
    "aller-vers-rappels": (
        "Rappels", "Le numéro en grand, un clic par réponse, un dossier sans retaper."),
    "demarches": ("Démarches", "Celles de tout le monde, les aides en attente à part."),
    "temps-a-completer": (
        "Temps et km", "Le mois fait de l’agenda\u00a0: il n’y a qu’à compléter."),
    "temps": ("Temps et km, complétés", "Autre temps en une ligne, kilomètres dits une fois."),
    "temps-feuille": ("Feuille de temps", "Le papier du mois, à signer sur l’écran."),
    "envois-vide": ("Envois, au début", "Ce qu’il faut régler pour que le mois parte d’ici."),
    "envois": ("Envois", "Ce qui attend, ce qui est parti, ce qu’on en sait\u00a0: rien de plus."),
    "envois-remis": (
        "Remis", "Le serveur l’a pris\u00a0; «\u00a0reçu\u00a0» ne se dit qu’avec un accusé."),
    "envois-a-verifier": (
        "À vérifier", "Il est peut-être arrivé\u00a0: rien ne repart avant une réponse."),
    "envois-echec": ("Échec", "Pourquoi, et à quelle heure un nouvel essai se fait."),
    "envois-connexion": ("Une connexion est là", "Proposé de n’importe où, en un clic."),
    "envois-en-cours": ("Envoi en cours", "Le travail continue dessous\u00a0; il s’interrompt."),
    "tableau-de-bord": (
        "Tableau de bord", "Les chiffres depuis janvier, la file active et ce qui est prévu."),
    "bilan": ("Bilan", "L’année de l’action, partie après partie, celle d’avant à côté."),
    "bilan-file-active": ("File active du bilan", "La courbe du papier, et ses mois."),
    "bilan-texte": (
        "Un chiffre dans un texte", "Quelques lettres après {, et il suivra les tableaux."),
    "bilan-cloture": ("Clôturer le bilan", "Ce qui se fige, et les mois encore ouverts."),
    "bilan-etat": ("État d’un jour", "Une page pour un comité de suivi, à la date choisie."),
    "fse": (
        "FSE+", "Combien de fiches sont incomplètes, et ce qui presse, un clic par ligne."),
    "fse-indicateurs": (
        "Indicateurs du FSE+", "Par genre\u00a0; un clic sur un nombre montre les personnes."),
    "fse-preuves": ("Preuves du FSE+", "Ce que chaque personne a, et ce qui lui manque."),
    "fse-temps": ("Temps et dépenses", "Les feuilles de temps, les kilomètres, les euros."),
    "fse-export": (
        "Exporter le FSE+", "Tout en tableur, ou les participants en CSV, dit en clair."),
    "mois-envoi": ("Mois clos à envoyer", "Où en est l’envoi, et «\u00a0Envoyer\u00a0» à côté."),
}  # fmt: skip


def readme() -> str:
    """The list of the pages, moment by moment, and that of the pictures."""
    lines = (
        f"| [{title}](pictures/{name}.png) | {words} |" for name, (title, words) in SHOWS.items()
    )
    return "\n".join((_HEAD, *index(), _SCREENS, *lines, ""))


_HEAD = """\
# Le guide de CoachDesk

Une page par acte, lue en une minute. Cette liste se fait d’après les pages\u00a0: `make guide`.
"""
_SCREENS = """\
## Les écrans

Dessinés par `make guide` sur les données d’exemple\u00a0; cette page aussi, d’après leurs noms.
`make guide ARGS=all` les dessine à chaque taille et dans chaque thème, dans `out/guide`.

| Écran | Ce qu’il montre |
|---|---|"""


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(readme(), encoding="utf-8")
