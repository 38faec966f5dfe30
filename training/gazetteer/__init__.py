"""What the shipped gazetteer is made of, source by source."""
