# The finder: its form and its results.
finder-title = Find a network
finder-summary = Find the diversity network at Leiden University that fits you. Choose who you are, what it is about and where, or search with your own words.
finder-form = Find a network
finder-audience = Who are you?
finder-theme = About what?
finder-place = Where?
finder-words = Search with words
finder-any-audience = Everyone
finder-any-theme = Every theme
finder-any-place = Every place
finder-submit = Show networks
finder-option = { $label } ({ $count })
finder-found = { $count ->
    [0] No networks
    [one] { $count } network
   *[other] { $count } networks
}
finder-found-for = { $count ->
    [0] No networks for: { $conditions }
    [one] { $count } network for: { $conditions }
   *[other] { $count } networks for: { $conditions }
}
finder-quoted = “{ $words }”
finder-conditions = Your choices
finder-drop = Remove { $condition }
finder-drop-all = Remove all choices
finder-did-you-mean = Did you mean “{ $words }”?
finder-inexact = Nothing matches your words exactly. These results come close.
finder-all = See all networks
finder-nearest = These networks come close
finder-none-help = Remove a choice, or try another word. Nothing that fits? Write to us, and we will think along with you:
finder-too-long = Your search was very long. We used the first part of it.
