"""Numbered papers: from above and from here, which carries out which, who has done so, and the book of numbers."""
