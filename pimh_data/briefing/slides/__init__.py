"""A pack as slides (.pptx): charts that can be edited, pictures, tables, and what stands behind them in the notes."""
