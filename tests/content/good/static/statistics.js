// Counts.
