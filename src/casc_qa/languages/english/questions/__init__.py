"""What English questions ask for, and what answers them."""
