# De verklaringen over toegankelijkheid en privacy.
# $date (String) - de dag: 24 november 2026
statement-changed = Laatst gewijzigd op { $date }
statement-organisation = Organisatie
# De toegankelijkheidsverklaring.
statement-facts = Over deze verklaring
statement-scope = Website
statement-law = Wettelijke basis
statement-decree = Besluit digitale toegankelijkheid overheid
statement-status = Nalevingsstatus
statement-no-status = nog niet vastgesteld
statement-signed = Ondertekend
statement-not-signed = nog niet
# $by (String) - de functie van wie ondertekende
# $date (String) - de dag: 24 november 2026
statement-signed-by = door { $by }, op { $date }
# De privacyverklaring.
statement-controller = Wie is verantwoordelijk
statement-controller-missing = De universiteit moet hier haar adres, haar functionaris voor gegevensbescherming, de wettelijke grondslag, de ontvangers en de bewaartermijn van e-mail nog invullen.
statement-address = Adres
statement-officer = Functionaris voor gegevensbescherming
statement-legal-basis = Grondslag
statement-recipients = Ontvangers
statement-mail = Bewaartermijn van e-mail
statement-authority = Toezichthouder
