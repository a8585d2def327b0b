"""What programs ask the running chat, in typed objects: the HTTP API.

``application`` has its routes, ``desk`` what each passes: one thing at a time, so that the chat
stays quick, every error an object with its status. ``description`` is the API's own description
(OpenAPI), ``page`` the same for people. The guard stands in front, as before everything else.
"""
