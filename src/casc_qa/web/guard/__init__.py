"""What every request passes before it reaches the application.

``middleware`` is the way in, by the interface in ``asgi``. It checks the name under which the chat
is reached (``hosts``); where a password is set, has those who have not signed in do so (``sign_in``
with ``sign_in_page``, ``passwords``, ``session_cookies`` and ``throttle``); checks the address
(``routes``) and the body (``bodies``); answers what is not served (``refusals``, ``landing``) and
adds the security headers (``policy``). ``sessions`` and ``streams`` bound what is kept, and kept
open, for each visitor.
"""
