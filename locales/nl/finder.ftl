# De zoekpagina: het formulier en de resultaten.
finder-title = Vind een netwerk
finder-summary = Vind een diversiteitsnetwerk voor studenten en medewerkers in Leiden en Den Haag. Kies een groep, een thema of een plaats, of zoek met je eigen woorden.
finder-form = Vind een netwerk
finder-audience = Voor wie?
finder-theme = Thema
finder-place = Plaats
finder-words = Zoekwoord
finder-any-audience = Alle groepen
finder-any-theme = Alle thema's
finder-any-place = Alle plaatsen
finder-submit = Toon netwerken
# $label (String) - een keuze: Studenten
# $count (Number) - hoeveel netwerken er dan overblijven
finder-option = { $label } ({ $count })
# $count (Number) - hoeveel netwerken er zijn
finder-found = { $count ->
    [0] Geen netwerken
    [one] { $count } netwerk
   *[other] { $count } netwerken
}
# $count (Number) - hoeveel netwerken er zijn
# $conditions (String) - wat gevraagd is, met komma's: Studenten, Gender
finder-found-for = { $count ->
    [0] Geen netwerken voor: { $conditions }
    [one] { $count } netwerk voor: { $conditions }
   *[other] { $count } netwerken voor: { $conditions }
}
# $words (String) - de woorden waarmee gezocht is
finder-quoted = ‘{ $words }’
finder-conditions = Je keuzes
# $condition (String) - een van de keuzes: Studenten
finder-drop = Verwijder { $condition }
finder-drop-all = Verwijder alle keuzes
# $words (String) - de woorden waarmee toch gezocht is
finder-did-you-mean = Bedoel je ‘{ $words }’?
finder-inexact = We vonden niets met deze woorden. Dit lijkt er het meest op.
finder-all = Bekijk alle netwerken
finder-nearest = Deze netwerken komen in de buurt
finder-none-help = Haal een keuze weg of probeer een ander woord. Vind je niets? Mail het Diversity Office:
finder-too-long = Je zoekopdracht was erg lang. We hebben het eerste deel gebruikt.
finder-everyone = Iedereen
# $words (String) - de woorden die deze netwerken wel hebben: ‘beperking’, ‘student’
finder-partly = Geen netwerk past bij alle woorden. Deze passen bij { $words }.
# $reasons (String) - waarom een netwerk gevonden is: vrouwen en gender, ‘natuurkunde’
finder-reason = Past bij: { $reasons }
# $values (String) - keuzes uit het adres die er niet of niet meer zijn
finder-unknown = De keuze { $values } bestaat niet (meer) en telt niet mee.
finder-themes = Of kies een thema:
# De titel van een antwoord: 3 netwerken over vrouwen en gender voor medewerkers (Leiden)
# $themes (String) - thema's, met komma's
finder-title-theme = over { $themes }
# $audiences (String) - groepen, met komma's
finder-title-audience = voor { $audiences }
# $places (String) - plaatsen, met komma's
finder-title-place = ({ $places })
# $words (String) - de woorden waarmee gezocht is
finder-title-words = bij ‘{ $words }’
