"""Reminders and messages: in the product, by e-mail, and as a text to copy into Zalo."""
