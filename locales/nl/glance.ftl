# Alle netwerken in één oogopslag: een tabel.
glance-title = In één oogopslag
glance-text = Elke stip is een netwerk. Kies een vakje om te zien welke het zijn.
glance-caption = Hoeveel netwerken er zijn, per thema en per doelgroep
glance-theme = Thema
# $count (Number) - hoeveel netwerken er zijn
# $audience (String) - voor wie: Studenten
# $theme (String) - waarover: Gender
glance-cell = { $count ->
    [one] netwerk: { $audience }, { $theme }
   *[other] netwerken: { $audience }, { $theme }
}
