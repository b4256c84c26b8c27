"""The pages of plans and themes."""
