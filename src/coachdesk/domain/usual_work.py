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
definition = "Les freins qui ont pesé pendant un parcours de la période, une fois par personne."

[[indicators]]
key = "evolution_freins"
label = "Évolution des freins à la sortie"
counts = "obstacles_by"
by = "trend"
whose = "exits"
definition = "Ceux des personnes sorties, de la première évaluation à la dernière."

[[indicators]]
key = "demarches"
label = "Démarches"
counts = "steps_by"
by = "kind"
definition = "Les démarches de la période, par genre."

[[indicators]]
key = "aides"
label = "Réponses aux aides demandées"
counts = "steps_by"
by = "outcome"
aids = true
definition = "Les aides demandées dans la période, par réponse."

[[indicators]]
key = "actes"
label = "Actes"
counts = "acts_by"
by = "kind"
definition = "Les actes de la période, par genre."

[[indicators]]
key = "heures_actes"
label = "Heures des actes"
counts = "acts_minutes"
definition = "La durée des actes de la période."

[[indicators]]
key = "ateliers"
label = "Ateliers collectifs"
counts = "workshops_by"
by = "title"
definition = "Les ateliers collectifs de la période où quelqu’un est venu, par intitulé."

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
definition = "Les personnes rencontrées aux actions d’aller-vers de la période, par lieu."

[[indicators]]
key = "suites_aller_vers"
label = "Suites des personnes à rappeler"
counts = "outreach_contacts_by"
by = "outcome"
definition = "Personnes des listes à rappeler, par suite ; qui a un parcours est compté entré."

[[indicators]]
key = "entreprises_contactees"
label = "Entreprises contactées"
counts = "companies"
definition = "Entreprises contactées dans la période, une fois chacune."

[[indicators]]
key = "entreprises_nouvelles"
label = "Dont contactées pour la première fois"
counts = "companies"
which = "new"
definition = "Entreprises contactées pour la première fois dans la période."

[[indicators]]
key = "entreprises_hotes"
label = "Entreprises qui ont accueilli une immersion"
counts = "companies"
which = "hosting"
definition = "Entreprises qui ont accueilli une immersion un jour au moins de la période."

[[indicators]]
key = "suites_prospection"
label = "Suites des contacts avec les entreprises"
counts = "company_contacts_by"
by = "result"
definition = "Les contacts de la période avec des entreprises, par suite."

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
definition = "Les réponses à cette question. Rien n’est dit en dessous de cinq."

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
figures = ["temps_coach", "kilometres", "temps_par_genre"]
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
