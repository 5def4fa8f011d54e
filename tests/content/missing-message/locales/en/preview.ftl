# A misspelt one, and one whose line begins with a space.
preview-stael = May be out of date
 preview-fallback = Translation missing
