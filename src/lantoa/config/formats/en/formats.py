"""English pages keep the country's own way of writing dates and numbers: the figures are the same figures."""

from lantoa.config.formats.vi.formats import *  # noqa: F403 - the same formats on purpose
