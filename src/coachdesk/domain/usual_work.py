"""What every action counts of the work of its coach, in the form of a profile.

The parts that only have a text close the bilan.
"""

USUAL_WORK = """
[[indicators]]
key = "contrats"
label = "Contrats d’engagement signés"
counts = "contracts_by"

[[indicators]]
key = "freins"
label = "Freins rencontrés"
counts = "obstacles_by"
by = "kind"

[[indicators]]
key = "evolution_freins"
label = "Évolution des freins à la sortie"
counts = "obstacles_by"
by = "trend"
whose = "exits"

[[indicators]]
key = "demarches"
label = "Démarches"
counts = "steps_by"
by = "kind"

[[indicators]]
key = "aides"
label = "Réponses aux aides demandées"
counts = "steps_by"
by = "outcome"
aids = true

[[indicators]]
key = "actes"
label = "Actes"
counts = "acts_by"
by = "kind"

[[indicators]]
key = "heures_actes"
label = "Heures des actes"
counts = "acts_minutes"

[[indicators]]
key = "ateliers"
label = "Ateliers collectifs"
counts = "workshops_by"
by = "title"

[[indicators]]
key = "presences_ateliers"
label = "Présences aux ateliers"
counts = "workshop_presences"

[[indicators]]
key = "actions_aller_vers"
label = "Actions d’aller-vers"
counts = "outreach"

[[indicators]]
key = "personnes_rencontrees"
label = "Personnes rencontrées"
counts = "outreach_met"

[[indicators]]
key = "rencontres_par_lieu"
label = "Personnes rencontrées par lieu"
counts = "outreach_met_by"
by = "place"

[[indicators]]
key = "suites_aller_vers"
label = "Suites des personnes à rappeler"
counts = "outreach_contacts_by"
by = "outcome"

[[indicators]]
key = "entreprises_contactees"
label = "Entreprises contactées"
counts = "companies"

[[indicators]]
key = "entreprises_nouvelles"
label = "Dont contactées pour la première fois"
counts = "companies"
which = "new"

[[indicators]]
key = "entreprises_hotes"
label = "Entreprises qui ont accueilli une immersion"
counts = "companies"
which = "hosting"

[[indicators]]
key = "suites_prospection"
label = "Suites des contacts avec les entreprises"
counts = "company_contacts_by"
by = "result"

[[indicators]]
key = "questionnaires"
label = "Questionnaires de satisfaction"
counts = "satisfaction_answers"

[[indicators]]
key = "satisfaction"
label = "Note moyenne"
counts = "satisfaction_mean"
question = "note"

[[indicators]]
key = "satisfaction_utile"
label = "Cet accompagnement vous a-t-il fait avancer ?"
counts = "satisfaction_by"
question = "useful"

[[indicators]]
key = "partenaires"
label = "Partenaires"
counts = "partners"

[[indicators]]
key = "temps_coach"
label = "Temps du coach"
counts = "coach_time"

[[indicators]]
key = "temps_par_genre"
label = "Temps du coach par genre (heures)"
counts = "coach_time_by_kind"

[[indicators]]
key = "kilometres"
label = "Kilomètres parcourus"
counts = "coach_road"

[[report.parts]]
key = "accompagnement"
heading = "L’accompagnement"
figures = [
    "contrats", "freins", "evolution_freins", "demarches", "aides", "actes", "heures_actes",
    "ateliers", "presences_ateliers",
]
hint = "Ce qui a été travaillé avec les personnes, et ce que cela a changé."

[[report.parts]]
key = "aller_vers"
heading = "L’aller-vers"
figures = [
    "actions_aller_vers", "personnes_rencontrees", "rencontres_par_lieu",
    "suites_aller_vers",
]
hint = "Où l’on est allé à la rencontre des gens, et ce qu’il en est sorti."

[[report.parts]]
key = "entreprises"
heading = "Les entreprises"
figures = [
    "entreprises_contactees", "entreprises_nouvelles", "entreprises_hotes",
    "suites_prospection",
]
hint = "Comment les entreprises sont approchées, et ce qu’elles cherchent."

[[report.parts]]
key = "satisfaction"
heading = "La satisfaction"
figures = ["questionnaires", "satisfaction", "satisfaction_utile"]
hint = "Ce que les personnes en disent."

[[report.parts]]
key = "partenaires"
heading = "Les partenaires"
figures = ["partenaires"]
lists = ["partenaires"]
hint = "Avec qui l’action travaille, et pour quoi."

[[report.parts]]
key = "moyens"
heading = "Les moyens"
figures = ["temps_coach", "temps_par_genre", "kilometres"]
hint = "L’équipe, les locaux, le matériel."

[[report.parts]]
key = "modalites"
heading = "Les modalités"
hint = "Les lieux, les rythmes, les ateliers, les partenaires de tous les jours."

[[report.parts]]
key = "difficultes"
heading = "Les difficultés rencontrées"
hint = "Ce qui a freiné l’action, et ce qui a été fait."

[[report.parts]]
key = "ameliorations"
heading = "Les améliorations à venir"
hint = "Ce que l’association propose pour l’année suivante."
"""
