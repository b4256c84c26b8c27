"""One file for each form in which a report goes out."""
