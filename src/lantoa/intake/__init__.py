"""A paper comes in, is read, a person confirms, and records are made."""
