"""Who did what, when: append-only, sealed in a chain."""
