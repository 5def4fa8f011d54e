# The page "Collaboration and networks".
home-question = Which network suits you? I am:
# One of an audience, in the singular; another audience stands there by its own name.
home-choice = { $audience ->
    [students] Student
    [staff] Staff member
    [alumni] Alumnus
    [others] Someone else
   *[any] { $label }
}
home-all = All networks
home-networks = { $count ->
    [one] network
   *[other] networks
}
home-about = About this collaboration
home-all-networks = { $count ->
    [one] Search the { $count } network
   *[other] Search all { $count } networks
}
