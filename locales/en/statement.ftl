# The statements on accessibility and privacy.
statement-changed = Last changed on { $date }
statement-organisation = Organisation
# The accessibility statement.
statement-facts = About this statement
statement-scope = Website
statement-law = Legal basis
statement-decree = Dutch Decree on digital accessibility of public bodies
statement-status = Compliance status
statement-no-status = not yet determined
statement-signed = Signed
statement-not-signed = not yet
statement-signed-by = by { $by }, on { $date }
# The privacy statement.
statement-controller = Who is responsible
statement-controller-missing = The university has yet to fill in its address, its data protection officer, the legal basis, the recipients and how long email is kept.
statement-address = Address
statement-officer = Data protection officer
statement-legal-basis = Lawful basis
statement-recipients = Recipients
statement-mail = How long email is kept
statement-authority = Supervisory authority
