# Een pagina over één netwerk, handvest of samenwerking.
entry-kind-network = Netwerk
entry-kind-charter = Handvest
entry-kind-collaboration = Samenwerking
entry-facts = In het kort
entry-audience = Voor wie
entry-themes = Waarover
entry-place = Waar
entry-since = Sinds
entry-signed = Ondertekend in
entry-partners = Samen met
entry-reach = Zo bereik je ze
entry-more = Meer informatie
# $name (String) - van wie de website is: RISE
entry-website = Website van { $name }
# $name (String) - waar de pagina over gaat: RISE
entry-university-page = { $name } op de website van de universiteit
# $name (String) - aan wie de mail gaat: RISE
entry-email = Mail { $name }
# $name (String) - het netwerk: RISE
entry-no-contact = We kennen geen eigen adres van { $name }. Vraag het aan het Diversity Office.
entry-mail-office = Mail het Diversity Office
# $month (String) - van wanneer de informatie is: mei 2024
entry-as-of = Informatie van { $month }
entry-stale = Deze informatie kan verouderd zijn.
entry-related = Verwante netwerken
# $terms (String) - wat twee netwerken delen: Studenten, Gender
entry-related-by = Gedeeld: { $terms }
entry-wrong = Klopt hier iets niet?
entry-edit = Wijzig deze pagina
entry-mail-change = Mail ons je wijziging
# $name (String) - waar de mail over gaat: RISE
entry-mail-subject = Wijziging voor { $name }
