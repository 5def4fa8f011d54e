# De pagina "Samenwerking en netwerken".
home-question = Welk netwerk past bij je? Ik ben:
# Iemand uit een doelgroep, in het enkelvoud; een andere doelgroep staat er met haar eigen naam.
# $audience (String) - de id van een doelgroep in taxonomy.toml
# $label (String) - haar naam
home-choice = { $audience ->
    [students] Student
    [staff] Medewerker
    [alumni] Alumnus
    [others] Iemand anders
   *[any] { $label }
}
home-all = Alle netwerken
# $count (Number) - hoeveel netwerken er zijn; het getal staat ervoor
home-networks = { $count ->
    [one] netwerk
   *[other] netwerken
}
home-about = Over deze samenwerking
# $count (Number) - hoeveel netwerken er zijn
home-all-networks = { $count ->
    [one] Zoek in het { $count } netwerk
   *[other] Zoek in alle { $count } netwerken
}
