"""A simulated year of a district on the whole fleet, held against an independent reckoning."""
