"""What people type about units, people and rights."""

from lantoa.organisations.forms.units import ActForm, SearchForm, TreeForm

__all__ = ["ActForm", "SearchForm", "TreeForm"]
