# All networks at a glance: a table.
glance-title = At a glance
glance-text = Each dot is a network. Choose a box to see which ones they are.
glance-caption = How many networks there are, by theme and by audience
glance-theme = Theme
glance-cell = { $count ->
    [one] network: { $audience }, { $theme }
   *[other] networks: { $audience }, { $theme }
}
