# The finder: its form and its results.
finder-title = Find a network
finder-summary = Find a diversity network for students and staff in Leiden and The Hague. Choose a group, a topic or a place, or search with your own words.
finder-form = Find a network
finder-audience = Who is it for?
finder-theme = Topic
finder-place = Place
finder-words = Search word
finder-any-audience = All groups
finder-any-theme = All topics
finder-any-place = All places
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
finder-inexact = We found nothing for these words. These are the closest.
finder-all = See all networks
finder-nearest = These networks come close
finder-none-help = Remove a choice or try another word. If you find nothing, email the Diversity Office:
finder-too-long = Your search was very long. We used the first part of it.
finder-everyone = Everyone
finder-partly = No network matches all your words. These match { $words }.
finder-reason = Matches: { $reasons }
finder-unknown = The choice { $values } does not exist (any more). We left it out.
finder-themes = Or choose a topic:
finder-title-theme = about { $themes }
finder-title-audience = for { $audiences }
finder-title-place = ({ $places })
finder-title-words = matching “{ $words }”
