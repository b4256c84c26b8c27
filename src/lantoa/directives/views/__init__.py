"""The pages of numbered papers."""
