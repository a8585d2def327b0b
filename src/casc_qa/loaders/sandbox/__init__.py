"""The process that reads documents, because a hostile one may crash its reader.

In the program: ``pool`` hands out files to processes, ``process`` starts and ends one. In the
process: ``worker`` reads, ``confinement`` removes the rights it does not need, with ``landlock``
for files and ``seccomp`` for system calls, numbered in ``system_calls``. Between them:
``framing`` puts messages on a pipe, ``output_limits`` says what may come back.
"""
