# Pagina's die zeggen wat er misging, en hoe je verder kunt.
errors-not-found-title = Deze pagina bestaat niet
errors-not-found-text = Misschien klopt het adres niet, of is de pagina weg. Zoek in de netwerken, of ga naar de startpagina.
errors-method-title = Dit kan hier niet
errors-method-text = Dit adres kan niets met wat je browser stuurde. Ga terug, en probeer het opnieuw vanaf de pagina zelf.
errors-refused-title = Dit konden we niet aannemen
errors-refused-text = Het formulier kwam niet van deze site, of er stond iets onbekends in. Er is niets veranderd. Open de pagina over cookies en maak daar je keuze.
errors-too-large-title = Dit was te veel
errors-too-large-text = Wat je browser stuurde is groter dan deze site aankan. Er is niets veranderd.
errors-timeout-title = Dit duurde te lang
errors-timeout-text = Wat je browser stuurde kwam niet op tijd aan. Probeer het opnieuw.
errors-internal-title = Er ging bij ons iets mis
errors-internal-text = Het ligt niet aan jou. Probeer het over een paar minuten opnieuw.
errors-home = Naar de startpagina
errors-finder = Vind een netwerk
errors-cookies = Naar de pagina over cookies
