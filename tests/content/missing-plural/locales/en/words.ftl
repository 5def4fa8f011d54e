home-networks = { $count ->
    [0] no network
   *[other] networks
}
