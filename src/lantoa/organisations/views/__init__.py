"""The pages of units, people and rights."""
