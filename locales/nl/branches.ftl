# Wat redacteuren zien van branches. Bezoekers zien dit nooit.
branches-label = Voorvertoning
# $branch (String) - naam van de branch: nieuw-netwerk
# $commit (String) - begin van de commit: 3c2db29f1a04
branches-branch = Dit is de branch { $branch } ({ $commit }). Bezoekers zien deze pagina niet.
branches-title = Alle branches
branches-introduction = Elke branch is hier een hele site. Wat bezoekers zien, verandert pas als een branch wordt samengevoegd.
branches-name = Branch
branches-date = Laatste wijziging
branches-changed = Bestanden die verschillen
branches-found = Bevindingen
branches-no-address = geef hem een andere naam om hem te zien
# $count (Number) - aantal bestanden
branches-changes = { $count ->
    [one] Eén bestand verschilt van de site
   *[other] { $count } bestanden verschillen van de site
}
branches-new = in deze branch
branches-old = op de site
# $count (Number) - aantal bevindingen
branches-findings = { $count ->
    [one] Eén bevinding
   *[other] { $count } bevindingen
}
# $branch (String) - naam van de branch
branches-broken = { $branch } heeft fouten
