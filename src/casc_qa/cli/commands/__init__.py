"""The commands, one a module: ``add_to`` says what can be typed, ``run`` checks what was typed,
calls the library and prints; its value is the exit status. Heavy imports wait until ``run``.
"""
