# What only the preview shows.
preview-fallback = Translation missing
preview-stale = May be out of date
