"""The pages: read, compare, review, in a browser and offline. ``create_app`` makes the application.

Server-rendered pages that work without script; a little script where it helps. Every page has a ``.json``
twin at the same address, which is the API. Stands on the front door; nothing else stands on it but ``cli``.
"""

from sayso.web.app import create_app

__all__ = ["create_app"]
