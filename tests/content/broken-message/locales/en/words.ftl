entry-facts = { about }
entry-email = Email { name }
entry-place = { entry-since }
entry-since = { entry-place }
entry-signed = { DATETIME(5) }
entry-partners = { entry-reach.title }
entry-more = { "" }
entry-standing = { entry-university-page }
finder-found = { $count ->
    [0] No networks
    [one] { COUNT($count) } network
   *[other] { $count } networks
}
finder-option = { $label } ({ NUMBER($label) })
entry-languages = { 12345678901234567 }
