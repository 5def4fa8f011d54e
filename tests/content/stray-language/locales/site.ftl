other = Naar de inhoud
