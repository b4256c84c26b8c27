"""Loading the whole of Việt Nam: today's provinces and communes, those until June 2025, and who followed whom."""

from lantoa.organisations.operations.vietnam.loading import Loaded, UnableToLoadVietnam, load_vietnam

__all__ = ["Loaded", "UnableToLoadVietnam", "load_vietnam"]
