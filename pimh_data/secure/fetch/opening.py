"""Opens addresses over HTTP and HTTPS alone, and follows only redirects that keep a reader safe."""

import urllib.request
from urllib.parse import urlsplit

REDIRECTS = 5


class FetchError(Exception):
    """What went wrong with one file, in words. `unreachable`: the host did not answer at all."""

    def __init__(self, words: str, unreachable: bool = False) -> None:
        super().__init__(words)
        self.unreachable = unreachable


class SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows to https anywhere, or to the same host without leaving https; refuses everything else."""

    max_redirections = REDIRECTS

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        same_host = new.hostname == old.hostname and new.scheme in ("http", "https")
        if new.scheme != "https" and not (same_host and old.scheme == "http"):
            raise FetchError(f"it redirects to {new.scheme or 'an odd address'}://{new.hostname or ''}: refused")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def opener() -> urllib.request.OpenerDirector:
    """An opener for http and https, through the proxy that the environment names, if any."""
    # Only these: urllib's default opener would also open file: and ftp: addresses that a server redirects to.
    made = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        SafeRedirects(),
        urllib.request.HTTPErrorProcessor(),
    ):
        made.add_handler(handler)
    return made
