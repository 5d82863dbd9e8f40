"""Figures, side by side with peers. Never part of the tests; each folder is one benchmark, run by `make bench`."""
