"""Lan Tỏa: papers in, living registers and traceable figures out."""

__version__ = "0.1.0"
