"""What makes the Russian words of the encoder and the word translations; README.md says how."""
