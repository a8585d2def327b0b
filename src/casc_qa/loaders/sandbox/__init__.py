"""The process that reads documents, since a hostile one may bring its reader down.

In the program: ``pool`` hands out files to processes, ``process`` starts and ends one. In the
process: ``worker`` reads, ``confinement`` takes from it what reading has no need of, with
``landlock`` for files and ``seccomp`` for system calls, numbered in ``system_calls``. Between them:
``framing`` puts messages on a pipe, ``output_limits`` says what may come back.
"""
