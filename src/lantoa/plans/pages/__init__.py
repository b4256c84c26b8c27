"""What the pages of plans and themes show, gathered in a constant number of queries."""
