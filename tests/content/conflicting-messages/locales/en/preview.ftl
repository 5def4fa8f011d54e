<<<<<<< HEAD
preview-fallback = Translation missing
=======
preview-fallback = No translation
>>>>>>> branch
preview-stale = May be out of date
