-university = Leiden University
entry-facts = { -univercity } facts
entry-place = { -university } place
