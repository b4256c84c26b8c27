"""People give, and this was built: drives, gifts, what was spent, works."""
