"""Plain values that every concept speaks: quantities with bounds, periods, scopes, errors."""
