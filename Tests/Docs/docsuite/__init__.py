"""Holds the documentation against the programs: pages that are made from them, command lines, links, the README."""
