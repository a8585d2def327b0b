"""What all other packages use of the machine.

``disk`` writes durably and hashes, ``ownership`` knows which folders are ours to replace and
remove, ``small_files`` reads JSON and TOML of strangers within bounds, ``watching`` waits for
changes of a folder; ``visible`` shows text without hidden characters, ``offline`` keeps libraries
from the network, ``code`` is the hash of parts of this program.
"""
