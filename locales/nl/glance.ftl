# Alle netwerken in één oogopslag: een tabel.
glance-title = In één oogopslag
glance-text = Hoeveel netwerken er zijn voor welke groep, per thema. Kies een getal om te zien welke het zijn.
glance-caption = Hoeveel netwerken er zijn, per thema en per groep
glance-theme = Thema
# $count (Number) - hoeveel netwerken er zijn
# $audience (String) - voor wie: Studenten
# $theme (String) - waarover: Gender
glance-cell = { $count ->
    [one] netwerk: { $audience }, { $theme }
   *[other] netwerken: { $audience }, { $theme }
}
