"""Sinh hoạt, hội nghị, hoạt động: what is held, and who came."""
