"""The pages of figures: what is asked, one call, the answer."""
