"""What is measured: definitions, the append-only ledger, the roll-up, the figure page."""
