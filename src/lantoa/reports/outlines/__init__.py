"""Outlines (đề cương, biểu): read from what whoever is above sends, or from last year's report, and put right."""
