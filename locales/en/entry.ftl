# A page about one network, charter or collaboration.
entry-kind-network = Network
entry-kind-charter = Charter
entry-kind-collaboration = Collaboration
entry-facts = Key facts
entry-audience = Who it is for
entry-themes = Topic
entry-place = Place
entry-since = Since
entry-signed = Signed
entry-partners = Partners
entry-reach = Contact
entry-more = More information
entry-website = { $kind ->
    [charter] Website of this charter
   *[other] { $name } website
}
entry-university-page = { $kind ->
    [charter] University page about this charter
   *[other] University page about { $name }
}
entry-email = Email { $name }
entry-no-contact = We do not have contact details for this network.
entry-mail-office = Email the Diversity Office
entry-as-of = Information from { $date }
entry-as-of-short = info from { $year }
entry-stale = This information may be out of date. Check whether it is still correct.
entry-related = Related networks
entry-related-by = In common: { $terms }
entry-wrong = Is something wrong here?
entry-edit = Edit this page (for editors)
entry-mail-change = Email us a correction
entry-mail-subject = Correction for { $name }
# How to take part in a network.
entry-join = How to take part
entry-join-unknown = We do not know how to take part; please ask through the contact details below.
entry-join-unknown-no-contact = We do not know how to take part; please ask the Diversity Office.
entry-languages = Language
entry-language-name = { $language ->
    [nl] Dutch
    [en] English
   *[other] { $language }
}
entry-standing = Type
entry-standing-university = Within the university
entry-standing-independent = Independent organisation
entry-standing-city = Organisation in the city
