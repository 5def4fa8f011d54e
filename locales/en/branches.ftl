# What editors see of branches. Visitors never see this.
branches-label = Preview
branches-branch = This is the branch { $branch } ({ $commit }). Visitors do not see this page.
branches-title = All branches
branches-introduction = Each branch is a whole site here. What visitors see changes only when a branch is merged.
branches-name = Branch
branches-date = Last change
branches-changed = Files that differ
branches-found = Findings
branches-no-address = rename it to see it
branches-changes = { $count ->
    [one] One file differs from the site
   *[other] { $count } files differ from the site
}
branches-new = on this branch
branches-old = on the site
branches-findings = { $count ->
    [one] One finding
   *[other] { $count } findings
}
branches-broken = { $branch } has errors
