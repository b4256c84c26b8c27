"""The HTTP API: what other programs ask and do, by the same operations and with the same scope as people. No tables."""
