"""A browser on the dashboard of a real fleet."""
