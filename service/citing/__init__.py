"""A document and a place in it become a citation: one file for each style."""
