"""Uploaded files: checked, hashed, kept; their texts, and citations into them."""
