"""Dated rules with source and standing; never a constant in code."""
