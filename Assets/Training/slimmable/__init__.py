"""Trains one MobileNet v1 for every width and side, and writes it as a pack for the explorer."""
