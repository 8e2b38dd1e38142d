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

[[indicators]]
key = "prescripteurs"
label = "Prescripteurs"
counts = "prescriptions_by"
by = "prescriber"

[[indicators]]
key = "referents"
label = "Référents RSA"
counts = "prescriptions_by"
by = "case_manager"

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

[[indicators]]
key = "sexe"
label = "Sexe"
counts = "participants_by"
by = "gender"

[[indicators]]
key = "tranches_age"
label = "Tranches d’âge"
counts = "participants_by"
by = "age"

[[indicators]]
key = "niveaux"
label = "Niveaux de formation"
counts = "participants_by"
by = "training_level"

[[indicators]]
key = "problematiques"
label = "Freins principaux"
counts = "participants_by"
by = "main_obstacle"

[[indicators]]
key = "foyers"
label = "Foyers"
counts = "participants_by"
by = "household"

[[indicators]]
key = "situations_emploi"
label = "Situations d’emploi à l’entrée"
counts = "participants_by"
by = "employment"

[[indicators]]
key = "communes"
label = "Communes"
counts = "participants_by"
by = "commune"

[[indicators]]
key = "sorties_total"
label = "Total des sorties"
counts = "exits"

[[indicators]]
key = "sorties"
label = "Sorties par type"
counts = "exits_by"
by = "kind"

[[indicators]]
key = "details_emploi"
label = "Sorties en emploi"
counts = "exits_by_detail"
ahead = "job"

[[indicators]]
key = "details_formation"
label = "Sorties en formation"
counts = "exits_by_detail"
ahead = "training"

[[indicators]]
key = "details_fins"
label = "Préconisations des fins de suivi"
counts = "exits_by_detail"
ahead = "nothing"

[[indicators]]
key = "preconisations"
label = "Préconisations des bilans finaux"
counts = "exits_by"
by = "recommendation"

[[indicators]]
key = "classes"
label = "Classes de sortie"
counts = "exits_by"
by = "class"

[[indicators]]
key = "sorties_positives"
label = "Sorties positives"
counts = "exits"
positive = true

[[indicators]]
key = "taux_sorties_positives"
label = "Taux de sorties positives"
counts = "exit_rate"
positive = true
target_of = "positive_exit_percent"

[[indicators]]
key = "taux_sorties_dynamiques"
label = "Taux de sorties dynamiques"
counts = "exit_rate"
classes = ["durable", "transition", "positive"]
without_neutral = true

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

[[indicators]]
key = "dont_deux"
label = "Dont deux immersions ou plus"
counts = "leavers_with_immersions"
least = 2

[[indicators]]
key = "sortis_sans_stage"
label = "Sortis sans immersion"
counts = "leavers_without_immersion"

[[indicators]]
key = "issues_immersions"
label = "Issue des immersions"
counts = "immersions_by"
by = "outcome"

[[indicators]]
key = "bilans_immersions"
label = "Bilans d’immersion"
counts = "immersions_by"
by = "review"

[[indicators]]
key = "rdv_total"
label = "Total des rendez-vous"
counts = "appointments"

[[indicators]]
key = "rdv"
label = "Rendez-vous par présence"
counts = "appointments_by"
by = "presence"

[[indicators]]
key = "rdv_presents_par_modalite"
label = "Présences par modalité"
counts = "appointments_by"
by = "mode"
presences = ["attended"]

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

[[indicators]]
key = "suivis_faits"
label = "Suivis faits, personne jointe"
counts = "follow_ups_by"
by = "milestone"
only = "reached"

[[indicators]]
key = "suivis_en_emploi"
label = "En emploi lors du suivi"
counts = "follow_ups_by"
by = "milestone"
only = "employed"

[[indicators]]
key = "suites_des_suivis"
label = "Situations lors des suivis"
counts = "follow_ups_by"
by = "outcome"

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
