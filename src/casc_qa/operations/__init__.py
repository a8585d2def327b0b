"""What programs may have done, in whichever protocol they ask: the HTTP API and the MCP server call
these functions and know nothing of each other.

``filters`` makes a scope of what was sent, ``searching`` ranks passages, ``documents`` lists
documents and reads them, ``tables`` asks every document the same, ``verifying`` checks quotes,
``opened`` keeps the index open. Asking is ``Assistant.ask`` itself, and overviews and timelines
have functions of their own. What a function gives has ``to_dict``, the object that
``casc-qa schema`` describes.
"""
