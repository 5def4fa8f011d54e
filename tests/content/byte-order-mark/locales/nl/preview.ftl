# Wat alleen de voorvertoning toont.
preview-fallback = Vertaling ontbreekt
preview-stale = Mogelijk verouderd
