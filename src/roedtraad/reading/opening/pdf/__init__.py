"""PDF documents → blocks."""
