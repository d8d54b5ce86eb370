"""Holds what lies in deploy/ against schemas, linters, and what the programs really do."""
