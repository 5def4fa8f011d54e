# De zoekpagina: het formulier en de resultaten.
finder-title = Vind een netwerk
finder-summary = Vind het diversiteitsnetwerk van de Universiteit Leiden dat bij je past. Kies wie je bent, waar het over gaat en waar, of zoek met je eigen woorden.
finder-form = Vind een netwerk
finder-audience = Wie ben je?
finder-theme = Waarover?
finder-place = Waar?
finder-words = Zoek met woorden
finder-any-audience = Iedereen
finder-any-theme = Elk thema
finder-any-place = Elke plek
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
finder-inexact = Niets past precies bij je woorden. Deze resultaten komen in de buurt.
finder-all = Bekijk alle netwerken
finder-nearest = Deze netwerken komen in de buurt
finder-none-help = Verwijder een keuze, of probeer een ander woord. Past er niets? Schrijf ons, dan denken we met je mee:
finder-too-long = Je zoekopdracht was erg lang. We hebben het eerste deel gebruikt.
