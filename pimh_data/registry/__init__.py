"""What things mean: measures, ethnic groups, deprivation, indicators, published facts. Definitions only."""
