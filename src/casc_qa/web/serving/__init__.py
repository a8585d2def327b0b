"""What the server process (``web/server.py``) does besides answering requests.

``loading`` opens the assistant in the background and keeps up with
new generations of the index; ``protocol`` is a connection with its time-outs, ``connections``
bounds how many there are; ``logs`` bounds what is written on standard error.
"""
