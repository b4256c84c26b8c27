"""Records and figures go out as pages, Word and Excel."""
