"""What a question asks for and names, in whichever language; used by asking alone."""
