"""The web interface: a chat page that answers from the index, for this machine alone or for
those who know a password.

``server`` starts the process, which listens at once and loads the model meanwhile.
``application`` puts the pages together: our FastAPI application, with the Gradio page of ``chat``
mounted in it; ``render`` makes the HTML of answers and documents; ``static/`` holds style and
script. Before a request gets there it goes through ``serving``, which bounds connections,
and ``guard``, which refuses what the page does not need.
"""
