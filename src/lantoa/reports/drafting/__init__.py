"""How a report writes itself from the registers: what fills its sections, and the prose that people may change."""

from lantoa.reports.drafting.assembling import Draft, Portion, assembled, drafts, opening
from lantoa.reports.drafting.filling import TABLES, blocks_of
from lantoa.reports.drafting.values import figured

__all__ = ["TABLES", "Draft", "Portion", "assembled", "blocks_of", "drafts", "figured", "opening"]
