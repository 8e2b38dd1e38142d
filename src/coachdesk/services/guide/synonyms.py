"""What coaches call the things of the guide by other names: a line per thing, any word for another.

A line says what is one and the same to who asks; the words are folded and bared as those of the
pages are. Several words on end are one name.
"""

LINES = """
émargement, émarger, feuille de présence, liste de présence
phrase de passe, mot de passe, mdp
clé, usb, disque externe
rendez-vous, rdv, entretien
participant, bénéficiaire, usager, allocataire
référent RSA, référent, travailleur social, assistante sociale
immersion, PMSMP, stage
sortie, fin de parcours
envoi, envoyer, transmettre, transmission
courriel, mail, e-mail, email
sauvegarde, sauvegarder, copie de sécurité, backup
annuler, défaire, retour en arrière, revenir en arrière
verrouiller, verrou, bloquer
effacer, effacement, supprimer, droit à l’oubli
données, RGPD, CNIL, vie privée
téléphone, portable, smartphone, mobile
SMS, texto
km, kilomètre, frais de route, frais de déplacement
entreprise, employeur, société
questionnaire, enquête, sondage
pièce, pièce jointe, justificatif, document
lettre, courrier
imprimer, impression, imprimante
agrandir, zoom, grossir, texte trop petit, taille du texte
contraste, couleur, malvoyant, mal voyant
lecteur d’écran, NVDA, VoiceOver, Orca, aveugle, non voyant
nouvelle version, mise à jour, maj
clôturer, clôture, fermer le mois, finir le mois, fin de mois
rectifier, rouvrir, corriger le mois, corriger un mois
absence, absent, pas venu, pas venue, ne vient pas, ne viendra pas, lapin
congé, vacances, jour férié
atelier, groupe, collectif
classeur, Excel, tableur
volé, vol, cambriolage
oublié, oubli, perdu, perdue
financeur, département, conseil départemental
chiffre, statistique, indicateur, stats
traduction, langue, anglais, arabe, ukrainien, étranger
mots simples, FALC, facile à lire, ne sait pas lire, illettrisme, illettré
à voix haute, écouter, voix, lire tout haut
visite guidée, démonstration, démo, tutoriel, formation, apprendre
incident, bug, plante, planté, plantage, ne répond plus, s’est arrêté, s’est fermé, figé
stylet, tablette, doigt, souris
refuser, refus, ne veut pas signer, désaccord
numérisation, scan, scanner, scanné, photo
contrôle, contrôleur, inspection, audit
contrat d’engagement, contrat, CER
accident, blessé, blessure
remplaçant, remplacement, collègue
brouillon, pas enregistré, coupure
profil, convention, avenant
durée de conservation, archivage, archive, conservation
satisfaction, avis des participants
SIRET, prospection, démarchage
créneau, disponibilité, heure libre, place libre
déplacer, reporter, décaler, changer l’heure
"""
"""Each line is one thing."""
