# De vraag over cookies, het antwoord en de cookiepagina.
cookies-question = Cookies op deze site
# $owner (String) - van wie de site is: Universiteit Leiden
# $purposes (String) - de namen van de optionele categorieën: statistiek
cookies-question-text = { $owner } wil optionele cookies plaatsen, voor: { $purposes }. Zonder werkt de site net zo goed. Onderaan elke pagina kun je je keuze aanpassen.
cookies-accept = Accepteren
cookies-refuse = Weigeren
cookies-details = Meer over cookies
cookies-saved-accepted = Je hebt cookies geaccepteerd. Onderaan elke pagina kun je dat intrekken.
cookies-saved-refused = Je hebt cookies geweigerd. Alleen die keuze onthouden we.
cookies-not-kept = Je browser heeft je keuze niet bewaard, omdat hij cookies van deze site weigert. Daarom vragen we het op elke pagina opnieuw. Zolang er geen keuze is, gebruiken we niets optioneels.
cookies-saved-label = Je keuze
cookies-close = Sluiten
cookies-withdraw = Toestemming voor cookies intrekken
cookies-title = Cookies
cookies-summary = Welke cookies deze site gebruikt, waarvoor en hoe lang ze blijven. Je kiest hier wat je toestaat.
cookies-introduction = Een cookie is een kleine tekst die je browser voor een website bewaart. Je leest hier welke cookies deze site gebruikt. En je kiest wat je toestaat.
cookies-your-choice = Je keuze
cookies-state-not-asked = Je hebt nog niet gekozen. Tot die tijd gebruiken we niets optioneels.
cookies-state-unreadable = We konden je eerdere keuze niet lezen. Daarom vragen we het opnieuw.
cookies-state-changed = Onze cookies zijn veranderd sinds je laatste keuze. Daarom vragen we het opnieuw.
cookies-state-expired = Je keuze is ouder dan zes maanden. Daarom vragen we het opnieuw.
cookies-state-signalled = Je browser zegt dat je niet gevolgd wilt worden (Global Privacy Control). Daarom vragen we niets en gebruiken we niets optioneels. Hier kun je toch anders kiezen.
# $date (String) - de dag van de keuze: 24 november 2026
# $categories (String) - de geaccepteerde categorieën: statistiek
cookies-state-accepted = Op { $date } heb je geaccepteerd: { $categories }.
# $date (String) - de dag van de keuze: 24 november 2026
cookies-state-refused = Op { $date } heb je alle optionele cookies geweigerd.
cookies-nothing-optional = Deze site gebruikt niets optioneels. Er valt dus niets te kiezen.
# $category (String) - de naam van een categorie: statistiek
cookies-allow = Ik accepteer: { $category }
cookies-save = Keuze opslaan
cookies-always = Dit staat altijd aan. De site kan niet zonder.
cookies-declaration = Alle cookies op een rij
# $category (String) - de naam van een categorie: Noodzakelijk
cookies-table = Cookies: { $category }
cookies-name = Naam
cookies-purpose = Waarvoor
cookies-party = Geplaatst door
cookies-first-party = deze site
cookies-third-party = een andere site
cookies-lifetime = Blijft
# $name (String) - hoe namen beginnen: _pk_id.
cookies-prefix = { $name } en verder
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
cookies-policy = Wat je browser afdwingt
cookies-policy-text = Bij elke pagina sturen we je browser een regel mee. Daarin staat wat de pagina mag laden. Al het andere weigert je browser.
cookies-policy-own = Voor jou noemt de regel alleen deze site.
# $hosts (String) - de vreemde hosts in de regel
cookies-policy-hosts = Voor jou noemt de regel deze site en: { $hosts }.
cookies-policy-header = De regel, letter voor letter
cookies-versions = Eerdere verklaringen
# $version (String) - de versie van een verklaring: 3f2a…
cookies-version = Verklaring { $version }
# $version (String) - de versie van de verklaring die nu geldt
cookies-version-current = Dit is verklaring { $version }.
# $version (String) - de versie van een verklaring
cookies-version-summary = Cookieverklaring { $version }: wat bezoekers te zien kregen toen deze gold.
cookies-version-in-force = Deze verklaring geldt nu.
cookies-version-old = Deze verklaring geldt niet meer.
cookies-version-link = De verklaring die nu geldt
