"""What every action counts and how it reports it, in the form of a profile.

The keys are those of the report's JSON where it has the figure.
"""

USUAL_COUNTS = """
[[indicators]]
key = "prescriptions"
label = "Prescriptions de l’année"
counts = "prescriptions"

[[indicators]]
key = "prescriptions_recues"
label = "Prescriptions reçues"
counts = "prescriptions_received"

[[indicators]]
key = "suites"
label = "Suites données"
counts = "prescriptions_by"
by = "outcome"
definition = "Les prescriptions de la période, par suite donnée."

[[indicators]]
key = "prescripteurs"
label = "Prescripteurs"
counts = "prescriptions_by"
by = "prescriber"
definition = "Les prescriptions de la période, par prescripteur."

[[indicators]]
key = "referents"
label = "Référents RSA"
counts = "prescriptions_by"
by = "case_manager"
definition = "Les prescriptions de la période, par référent RSA de la personne."

[[indicators]]
key = "delai_premier_rdv"
label = "Délai moyen du premier rendez-vous"
counts = "first_appointment_delay"

[[indicators]]
key = "premier_rdv_dans_le_delai"
label = "Premier rendez-vous dans le délai"
counts = "first_appointment_within"

[[indicators]]
key = "participants"
label = "Participants"
counts = "participants"

[[indicators]]
key = "entrees"
label = "Entrées"
counts = "entries"
target_of = "entries_per_year"

[[indicators]]
key = "statuts"
label = "Statuts"
counts = "participants_by"
by = "status"
definition = "Les parcours de la période, par statut de la personne à l’entrée."

[[indicators]]
key = "sexe"
label = "Sexe"
counts = "participants_by"
by = "gender"
definition = "Les parcours de la période, par sexe de la personne."

[[indicators]]
key = "tranches_age"
label = "Tranches d’âge"
counts = "participants_by"
by = "age"
definition = "Les parcours de la période, par âge de la personne le jour de l’entrée."

[[indicators]]
key = "niveaux"
label = "Niveaux de formation"
counts = "participants_by"
by = "training_level"
definition = "Les parcours de la période, par niveau de formation à l’entrée."

[[indicators]]
key = "problematiques"
label = "Freins principaux"
counts = "participants_by"
by = "main_obstacle"
definition = "Les parcours de la période, par frein principal à l’entrée."

[[indicators]]
key = "foyers"
label = "Foyers"
counts = "participants_by"
by = "household"
definition = "Les parcours de la période, par composition du foyer à l’entrée."

[[indicators]]
key = "situations_emploi"
label = "Situations d’emploi à l’entrée"
counts = "participants_by"
by = "employment"
definition = "Les parcours de la période, par situation d’emploi à l’entrée."

[[indicators]]
key = "communes"
label = "Communes"
counts = "participants_by"
by = "commune"
definition = "Les parcours de la période, par commune de la personne, selon sa fiche."

[[indicators]]
key = "sorties_total"
label = "Total des sorties"
counts = "exits"
definition = "Parcours dont la sortie est dans la période."

[[indicators]]
key = "sorties"
label = "Sorties par type"
counts = "exits_by"
by = "kind"
definition = "Les sorties de la période, par type."

[[indicators]]
key = "details_emploi"
label = "Sorties en emploi"
counts = "exits_by_detail"
ahead = "job"
definition = "Les sorties de la période vers un emploi, par nature de l’emploi."

[[indicators]]
key = "details_formation"
label = "Sorties en formation"
counts = "exits_by_detail"
ahead = "training"
definition = "Les sorties de la période vers une formation, par nature de la formation."

[[indicators]]
key = "details_fins"
label = "Préconisations des fins de suivi"
counts = "exits_by_detail"
ahead = "nothing"
definition = "Les sorties de la période sans emploi ni formation, par préconisation."

[[indicators]]
key = "preconisations"
label = "Préconisations des bilans finaux"
counts = "exits_by"
by = "recommendation"
definition = "Les sorties de la période, par préconisation du bilan final."

[[indicators]]
key = "classes"
label = "Classes de sortie"
counts = "exits_by"
by = "class"
definition = "Les sorties de la période, par classe, déduite du contrat et de ses dates."

[[indicators]]
key = "sorties_positives"
label = "Sorties positives"
counts = "exits"
positive = true
definition = "Les sorties de la période qui sont positives."

[[indicators]]
key = "taux_sorties_positives"
label = "Taux de sorties positives"
counts = "exit_rate"
positive = true
target_of = "positive_exit_percent"
definition = "Part des sorties positives parmi les sorties de la période."

[[indicators]]
key = "taux_sorties_dynamiques"
label = "Taux de sorties dynamiques"
counts = "exit_rate"
classes = ["durable", "transition", "positive"]
without_neutral = true
definition = "Part des sorties durables, de transition, positives, sans celles retirées du calcul."

[[indicators]]
key = "taux_suite_prevue"
label = "Sorties avec une étape suivante"
counts = "next_step_rate"

[[indicators]]
key = "en_cours_au_31_12"
label = "Encore accompagnés à la fin"
counts = "still_there"

[[indicators]]
key = "duree_moyenne"
label = "Durée moyenne des parcours terminés"
counts = "pathway_length"

[[indicators]]
key = "renouvellements"
label = "Parcours renouvelés"
counts = "renewals"

[[indicators]]
key = "file_active"
label = "File active mois par mois"
counts = "file_active"
target_of = "file_active"

[[indicators]]
key = "file_active_moyenne"
label = "File active moyenne"
counts = "file_active_mean"
target_of = "file_active"

[[indicators]]
key = "conventions_dans_l_annee"
label = "Conventions d’immersion commencées"
counts = "immersions_started"

[[indicators]]
key = "immersions_des_sortants"
label = "Immersions des personnes sorties"
counts = "leavers_by_immersions"

[[indicators]]
key = "sortis_avec_stage"
label = "Sortis après une immersion"
counts = "leavers_with_immersions"
definition = "Les sorties de la période après une immersion ou plus, quelle que soit son année."

[[indicators]]
key = "dont_deux"
label = "Dont deux immersions ou plus"
counts = "leavers_with_immersions"
least = 2
definition = "Celles après deux immersions ou plus, quelle que soit leur année."

[[indicators]]
key = "sortis_sans_stage"
label = "Sortis sans immersion"
counts = "leavers_without_immersion"

[[indicators]]
key = "issues_immersions"
label = "Issue des immersions"
counts = "immersions_by"
by = "outcome"
definition = "Les immersions qui commencent dans la période, par issue, même sans avoir lieu."

[[indicators]]
key = "bilans_immersions"
label = "Bilans d’immersion"
counts = "immersions_by"
by = "review"
definition = "Les immersions commencées dans la période, par bilan."

[[indicators]]
key = "rdv_total"
label = "Total des rendez-vous"
counts = "appointments"
definition = "Rendez-vous de la période, quoi qu’il en soit advenu."

[[indicators]]
key = "rdv"
label = "Rendez-vous par présence"
counts = "appointments_by"
by = "presence"
definition = "Les rendez-vous de la période, par présence."

[[indicators]]
key = "rdv_presents_par_modalite"
label = "Présences par modalité"
counts = "appointments_by"
by = "mode"
presences = ["attended"]
definition = "Les rendez-vous de la période où la personne était présente, par modalité."

[[indicators]]
key = "taux_presence"
label = "Taux de présence"
counts = "attendance_rate"

[[indicators]]
key = "heures_presence"
label = "Heures de présence"
counts = "attended_hours"

[[indicators]]
key = "absences_repetees"
label = "Absences injustifiées répétées"
counts = "often_absent"

[[indicators]]
key = "suivis_a_faire"
label = "Suivis après la sortie arrivés à échéance"
counts = "follow_ups_by"
by = "milestone"
definition = "Les suivis dont l’échéance, comptée depuis la sortie, est dans la période."

[[indicators]]
key = "suivis_faits"
label = "Suivis faits, personne jointe"
counts = "follow_ups_by"
by = "milestone"
only = "reached"
definition = "Ceux de ces suivis où la personne a été jointe, par échéance."

[[indicators]]
key = "suivis_en_emploi"
label = "En emploi lors du suivi"
counts = "follow_ups_by"
by = "milestone"
only = "employed"
definition = "Ceux de ces suivis où la personne est en emploi, par échéance."

[[indicators]]
key = "suites_des_suivis"
label = "Situations lors des suivis"
counts = "follow_ups_by"
by = "outcome"
definition = "Les mêmes suivis, par échéance et par situation de la personne."

[report]
title = "Bilan annuel"
state = [
    "prescriptions", "entrees", "participants", "file_active", "sorties_total", "sorties",
    "taux_sorties_positives", "en_cours_au_31_12", "conventions_dans_l_annee", "taux_presence",
    "heures_presence",
]

[[report.parts]]
key = "objectif"
heading = "Objectif et territoire"
hint = "À qui l’action s’adresse, ce qu’elle vise, où et comment elle se déroule."

[[report.parts]]
key = "prescriptions"
heading = "Les prescriptions"
figures = [
    "prescriptions", "suites", "prescripteurs", "referents", "delai_premier_rdv",
    "premier_rdv_dans_le_delai",
]
hint = "D’où viennent les personnes, et ce qui a changé dans les orientations."

[[report.parts]]
key = "participants"
heading = "Les participants"
figures = [
    "participants", "entrees", "statuts", "sexe", "tranches_age", "niveaux", "problematiques",
    "foyers", "situations_emploi", "communes",
]
hint = "Qui sont-ils, et que retenir de leurs situations ?"

[[report.parts]]
key = "file_active"
heading = "La file active"
figures = ["file_active", "en_cours_au_31_12", "duree_moyenne", "renouvellements"]
hint = "Ce qui explique les creux et les pointes."

[[report.parts]]
key = "sorties"
heading = "Les sorties"
figures = [
    "sorties_total", "sorties", "details_emploi", "details_formation", "details_fins",
    "preconisations", "sorties_positives", "taux_sorties_positives", "classes",
    "taux_sorties_dynamiques", "taux_suite_prevue",
]
hint = "Ce que disent ces sorties, et ce qui a aidé."

[[report.parts]]
key = "immersions"
heading = "Les immersions"
figures = [
    "conventions_dans_l_annee", "immersions_des_sortants", "sortis_sans_stage",
    "issues_immersions", "bilans_immersions",
]
hint = "Ce qu’elles ont permis, et pourquoi certains n’en ont pas fait."

[[report.parts]]
key = "assiduite"
heading = "Les rendez-vous et l’assiduité"
figures = [
    "rdv_total", "rdv", "rdv_presents_par_modalite", "taux_presence", "heures_presence",
    "absences_repetees",
]
hint = "Comment les personnes viennent, et ce qui les en empêche."

[[report.parts]]
key = "suivis"
heading = "Le suivi après la sortie"
figures = ["suivis_a_faire", "suivis_faits", "suivis_en_emploi", "suites_des_suivis"]
hint = "Ce que sont devenues les personnes sorties."
"""
