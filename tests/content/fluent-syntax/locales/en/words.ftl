// A remark
#Another
entry-facts: Key facts
entry-place =
entry-since = Since
the year
entry-related-by = In common: { $terms
entry-email = Email $name }
entry-more =
	More information
home-networks = { $count ->
    [one] network
    [other] networks
}
entry-signed = Signed { 
entry-partners = Partners
entry-wrong = { NUMBER(1) ->
    [one] Something wrong?
   *[other] Is something here not right?
entry-edit = Edit this page
