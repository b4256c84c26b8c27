"""Figures as Excel workbooks."""
