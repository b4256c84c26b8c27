"""`lantoa …`: one file per concept."""
