"""What Russian questions ask for, what answers them, and what English calls it."""
