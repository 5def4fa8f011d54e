preview-fallback = Translation missing
preview-stale = May be out of date
