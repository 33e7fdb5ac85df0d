"""Pure functions on numbers, for the field's published methods. No table, no column name, no state."""
