"""Answer -> chart specification and data, table twin, picture and export. No numbers are worked out here."""
