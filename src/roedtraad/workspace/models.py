"""The start page: what waits for me? Owns no data."""
