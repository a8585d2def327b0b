"""Files as the programs of others write them, and files that are malformed on purpose."""
