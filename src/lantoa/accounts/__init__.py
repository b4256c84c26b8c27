"""Signing in. Knows nothing of the domain: who may do what where is said in organisations/."""
