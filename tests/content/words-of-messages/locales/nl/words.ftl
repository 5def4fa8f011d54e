entry-more = Kerngegevens over de netwerken
