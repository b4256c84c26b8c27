"""What the pages of reports show, put together from questions."""
