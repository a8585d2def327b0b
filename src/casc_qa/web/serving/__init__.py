"""The server process: it listens at once and loads the model meanwhile.

``server`` starts everything; ``loading`` opens the assistant in the background and keeps up with
new generations of the index; ``protocol`` is a connection with its time-outs, ``connections``
bounds how many there are; ``logs`` bounds what is written on standard error.
"""
