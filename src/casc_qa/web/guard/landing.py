"""What somebody gets who follows a link from another site.

How long a real page takes would show that site whether a document exists. So it gets this page
first, the same for every address, made without looking at the address; it then asks for the address
again, from here.
"""

from __future__ import annotations

from casc_qa.web.guard.asgi import Send, respond

PAGE = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8">'
    b'<meta http-equiv="refresh" content="0"><title>casc-qa</title></head>'
    b'<body><p><a href="">Open the page</a></p></body></html>\n'
)


async def land(send: Send) -> None:
    """The page that goes on to its own address."""
    await respond(send, 200, PAGE, "text/html")
