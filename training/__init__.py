"""The corpus and recipe that make the shipped model, and the gazetteer's builder; never imported by the package."""
