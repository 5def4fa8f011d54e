other = Zum Inhalt
