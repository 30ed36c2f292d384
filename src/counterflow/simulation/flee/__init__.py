"""Camp-level cases from the input files of Flee, the refugee movement model."""
