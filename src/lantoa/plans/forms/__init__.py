"""What people type about plans and themes."""
