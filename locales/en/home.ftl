# The page "Collaboration and networks".
home-on-this-page = On this page
home-all-networks = { $count ->
    [one] Search the { $count } network
   *[other] Search all { $count } networks
}
