"""What becomes of the index when something goes wrong."""
