# All networks at a glance: a table.
glance-title = At a glance
glance-text = How many networks there are for which group, by topic. Choose a number to see which ones they are.
glance-caption = How many networks there are, by topic and by group
glance-theme = Topic
glance-cell = { $count ->
    [one] network: { $audience }, { $theme }
   *[other] networks: { $audience }, { $theme }
}
