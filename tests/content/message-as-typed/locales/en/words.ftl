entry-facts = "Key facts"
entry-related-by = "In common: { $terms }"
entry-email = Email %name%
entry-mail-subject = Correction for $name
site-leads-to = on %s
