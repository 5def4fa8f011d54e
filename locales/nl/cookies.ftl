# De vraag over cookies, het antwoord en de cookiepagina.
cookies-question = Cookies op deze site
# $owner (String) - van wie de site is: Universiteit Leiden
# $purposes (String) - de namen van de optionele categorieën: statistiek
cookies-question-text = De { $owner } wil graag cookies gebruiken voor { $purposes }. Zonder deze cookies werkt de site net zo goed. Onderaan elke pagina kun je je keuze veranderen.
cookies-accept = Cookies accepteren
cookies-refuse = Cookies weigeren
cookies-details = Cookies bekijken
cookies-saved-accepted = Je hebt de cookies geaccepteerd. Onderaan elke pagina kun je dat veranderen.
cookies-saved-refused = Je hebt de cookies geweigerd. We onthouden alleen deze keuze.
cookies-not-kept = Je browser heeft je keuze niet bewaard, omdat hij cookies van deze site weigert. Daarom vragen we het op elke pagina opnieuw. Zolang er geen keuze is, plaatsen we geen optionele cookies.
cookies-saved-label = Je keuze
cookies-close = Melding sluiten
cookies-withdraw = Toestemming voor cookies intrekken
cookies-title = Cookies
cookies-summary = Welke cookies deze site gebruikt, met welk doel en hoe lang ze blijven. Hier kies je ook welke je toestaat.
cookies-introduction = Een cookie is een klein tekstbestand dat een website in je browser bewaart. Op deze pagina zie je welke cookies we gebruiken, en kies je welke je toestaat.
cookies-your-choice = Je keuze
cookies-state-not-asked = Je hebt nog niet gekozen. Tot die tijd plaatsen we geen optionele cookies.
cookies-state-unreadable = We konden je eerdere keuze niet lezen, en vragen het daarom opnieuw.
cookies-state-changed = Onze cookies of onze uitleg zijn veranderd sinds je laatste keuze. Daarom vragen we het opnieuw.
cookies-state-expired = Je keuze is ouder dan zes maanden. Daarom vragen we het opnieuw.
cookies-state-signalled = Je browser stuurt het signaal Global Privacy Control: je wilt niet dat je gegevens worden verkocht of gedeeld. Wij lezen dat als een nee en plaatsen geen optionele cookies. Hieronder kun je anders kiezen.
# $date (String) - de dag van de keuze: 24 november 2026
# $categories (String) - de geaccepteerde categorieën: statistiek
cookies-state-accepted = Op { $date } heb je dit geaccepteerd: { $categories }.
# $date (String) - de dag van de keuze: 24 november 2026
cookies-state-refused = Op { $date } heb je alle optionele cookies geweigerd.
cookies-nothing-optional = Deze site plaatst geen optionele cookies, dus er valt niets te kiezen.
# $category (String) - de naam van een categorie: statistiek
cookies-allow = { $category } toestaan
cookies-save = Keuze opslaan
cookies-always = Voor deze cookies is geen toestemming nodig.
cookies-declaration = Alle cookies op een rij
# $category (String) - de naam van een categorie: Noodzakelijk
cookies-table = Cookies: { $category }
cookies-name = Naam
cookies-purpose = Doel
cookies-party = Geplaatst door
# $owner (String) - van wie de site is: Universiteit Leiden
cookies-first-party = { $owner } (deze site)
cookies-third-party = een andere site
cookies-lifetime = Bewaartermijn
# $name (String) - hoe namen beginnen: _pk_id.
cookies-prefix = namen die beginnen met { $name }
cookies-session = tot je de browser sluit
# $days (Number) - hoeveel dagen
cookies-days = { $days ->
    [one] { $days } dag
   *[other] { $days } dagen
}
# $months (Number) - hoeveel maanden
cookies-months = { $months ->
    [one] { $months } maand
   *[other] { $months } maanden
}
cookies-no-cookies = Deze categorie plaatst geen cookies.
cookies-scripts = Scripts
# $script (String) - het adres van het script
# $hosts (String) - de hosts die het mag gebruiken
cookies-script-hosts = { $script } mag laden van en sturen naar: { $hosts }
cookies-policy = Voor wie het precies wil weten
cookies-policy-text = Bij elke pagina sturen we je browser een regel mee, waarin staat wat de pagina mag laden. Al het andere weigert je browser.
cookies-policy-own = Voor jou noemt de regel alleen deze site.
# $hosts (String) - de vreemde hosts in de regel
cookies-policy-hosts = Voor jou noemt de regel deze site en: { $hosts }.
cookies-policy-header = De regel, letter voor letter
cookies-versions = Eerdere cookieverklaringen
# $version (String) - de versie van een verklaring: 3f2a…
cookies-version = Cookieverklaring (versie { $version })
# $version (String) - de versie van de verklaring die nu geldt
cookies-version-current = Dit is versie { $version } van de cookieverklaring.
# $version (String) - de versie van een verklaring
cookies-version-summary = Cookieverklaring, versie { $version }: wat bezoekers te zien kregen toen deze gold.
cookies-version-in-force = Deze cookieverklaring geldt nu.
cookies-version-old = Deze cookieverklaring geldt niet meer.
cookies-version-link = De cookieverklaring die nu geldt
