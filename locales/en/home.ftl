# The page "Collaboration and networks".
home-question = Which network suits you? I am:
# One of an audience, in the singular; another audience stands there by its own name.
# $audience (String) - the id of an audience in taxonomy.toml
# $label (String) - its name
home-choice = { $audience ->
    [students] A student
    [staff] Staff
    [alumni] An alumnus
    [others] Someone else
   *[any] { $label }
}
home-all = All networks
# $count (Number) - how many networks there are; the number stands before it
home-networks = { $count ->
    [one] network
   *[other] networks
}
home-about = About this collaboration
home-all-networks = { $count ->
    [one] Search the { $count } network
   *[other] Search all { $count } networks
}
