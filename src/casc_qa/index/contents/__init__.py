"""The files of a generation, one module each: how they are made, saved, and read back checked."""
