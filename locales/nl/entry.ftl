# Een pagina over één netwerk, charter of samenwerking.
entry-kind-network = Netwerk
entry-kind-charter = Charter
entry-kind-collaboration = Samenwerking
entry-facts = Kerngegevens
entry-audience = Voor wie
entry-themes = Thema
entry-place = Plaats
entry-since = Sinds
entry-signed = Ondertekend
entry-partners = Partners
entry-reach = Contact
entry-more = Meer informatie
# $name (String) - van wie de website is: RISE
# $kind (String) - wat het is: charter, network of collaboration
entry-website = { $kind ->
    [charter] Website van dit charter
   *[other] Website van { $name }
}
# $name (String) - waar de pagina over gaat: RISE
# $kind (String) - wat het is: charter, network of collaboration
entry-university-page = { $kind ->
    [charter] Pagina van de universiteit over dit charter
   *[other] Pagina van de universiteit over { $name }
}
# $name (String) - aan wie de mail gaat: RISE
entry-email = Mail { $name }
entry-no-contact = We hebben geen contactgegevens van dit netwerk.
entry-mail-office = Mail het Diversity Office
# $date (String) - uit welke maand of welk jaar de informatie is: mei 2024
entry-as-of = Informatie uit { $date }
# $year (String) - uit welk jaar de informatie is: 2024
entry-as-of-short = info uit { $year }
entry-stale = Deze informatie kan verouderd zijn. Vraag na of ze nog klopt.
entry-related = Verwante netwerken
# $terms (String) - wat twee netwerken delen: Studenten, Gender
entry-related-by = Overeenkomst: { $terms }
entry-wrong = Klopt hier iets niet?
entry-edit = Deze pagina bewerken (voor redacteuren)
entry-mail-change = Mail ons een verbetering
# $name (String) - waar de mail over gaat: RISE
entry-mail-subject = Verbetering voor { $name }
# Hoe je kunt meedoen met een netwerk.
entry-join = Zo doe je mee
entry-join-unknown = We weten niet hoe je kunt meedoen; vraag het via de contactgegevens hieronder.
entry-join-unknown-no-contact = We weten niet hoe je kunt meedoen; vraag het aan het Diversity Office.
entry-languages = Taal
# $language (String) - de code van een taal: nl
entry-language-name = { $language ->
    [nl] Nederlands
    [en] Engels
   *[other] { $language }
}
entry-standing = Soort
entry-standing-university = Binnen de universiteit
entry-standing-independent = Zelfstandige organisatie
entry-standing-city = Organisatie in de stad
