"""What the program knows of languages: each has a folder, and the modules here serve all of them.

What only questions need is in folders called ``questions``. It shapes no index, so a change there
does not cause a new build.
"""
