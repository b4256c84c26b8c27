"""Numbered papers: the book that their numbers are taken from."""
