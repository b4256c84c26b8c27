"""What may follow what in plans and themes, and how they are compared. Plain Python."""
