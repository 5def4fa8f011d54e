entry-facts = **Key** facts
entry-place = Plаce
entry-since = Since​
entry-signed = Signed{"\u200B"} in
entry-partners = TODO
entry-stale = Deze informatie kan verouderd zijn, vraag na of het nog klopt bij het netwerk.
entry-more = Kerngegevens over de netwerken
