"""Drives the built programs under seeded faults and checks from outside that nothing was lost or counted twice."""
