"""What the pages of numbered papers show, put together from questions."""
