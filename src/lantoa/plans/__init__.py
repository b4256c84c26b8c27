"""Kế hoạch: plans, tasks, targets, themes, breakthroughs, campaigns."""
