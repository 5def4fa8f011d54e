# De pagina "Samenwerking en netwerken".
home-on-this-page = Op deze pagina
# $count (Number) - hoeveel netwerken er zijn
home-all-networks = { $count ->
    [one] Zoek in het { $count } netwerk
   *[other] Zoek in alle { $count } netwerken
}
