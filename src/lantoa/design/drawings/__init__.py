"""Maps and charts, drawn on the server as SVG whose looks are all in static/design/drawings.css (decision 0019)."""
