# All networks at a glance: a table.
glance-title = At a glance
glance-text = How many networks there are for whom, by theme. Choose a number to see which ones they are.
glance-caption = How many networks there are, by theme and by audience
glance-theme = Theme
glance-cell = { $count ->
    [one] network: { $audience }, { $theme }
   *[other] networks: { $audience }, { $theme }
}
