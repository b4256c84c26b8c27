"""How every page looks: base page, components, style sheets, icons, error pages."""
