"""What people type about numbered papers."""
