"""What holds of numbered papers. Plain Python."""
