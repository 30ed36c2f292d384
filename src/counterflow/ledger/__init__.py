"""Claims and sources, checked on the way in, kept with their vintages."""
