# Pagina's die zeggen wat er misging, en hoe je verder kunt.
errors-not-found-title = Pagina niet gevonden
errors-not-found-text = Controleer het adres, of zoek hieronder een netwerk. Kwam je hier via een link op deze site, mail ons dan welke dat was.
errors-method-title = Dat kan hier niet
errors-method-text = Dit adres is er alleen om te bekijken. Ga terug en probeer het opnieuw vanaf de pagina zelf.
errors-refused-title = We konden dit verzoek niet verwerken
errors-refused-text = Er is niets veranderd. Wilde je je keuze over cookies opslaan, doe dat dan op de pagina Cookies.
errors-too-large-title = Dit verzoek is te groot
errors-too-large-text = Wat je browser stuurde, is groter dan deze site kan verwerken. Er is niets veranderd.
errors-timeout-title = Dit verzoek duurde te lang
errors-timeout-text = Wat je browser stuurde, kwam niet op tijd aan. Probeer het opnieuw.
errors-internal-title = Er is iets misgegaan
errors-internal-text = De fout ligt bij ons. Probeer het later opnieuw, of mail ons.
errors-home = Naar het overzicht
errors-finder = Vind een netwerk
errors-cookies = Naar de pagina Cookies
