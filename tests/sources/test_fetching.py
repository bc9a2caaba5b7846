"""Addresses: fetched from a server on loopback, and refused where they lead astray."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from sayso.sources import TakeOptions, is_public, take

BODY = "Nine people were killed when shells fell on the market of the town on Monday, residents said."


class Handler(BaseHTTPRequestHandler):
    busy = 0

    def do_GET(self):
        if self.path.startswith("/loop"):
            return self.redirect("/loop2" if self.path == "/loop" else "/loop")
        if self.path == "/away":
            return self.redirect("http://10.0.0.1/secret")
        if self.path == "/moved":
            return self.redirect("/2020/02/28/page")
        if self.path == "/file":
            return self.redirect("file:///etc/passwd")
        if self.path == "/busy" and Handler.busy < 1:
            Handler.busy += 1
            return self.answer(503, b"later")
        if self.path == "/slow":
            time.sleep(1.5)
        if self.path == "/big":
            return self.answer(200, b"<p>" + b"x" * 300_000)
        if self.path == "/gone":
            return self.answer(404, b"no")
        return self.answer(200, f"<title>T</title><p>{BODY} caf\xe9</p>".encode("latin-1"))

    def redirect(self, where):
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, status, content):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=iso-8859-1")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except OSError:
            self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetched(url, **options):
    quick = {"allow_private": lambda ip: ip.is_loopback, "attempts": 2, "wait": 0.01, "timeout": 5.0}
    (found,) = take([url], options=TakeOptions(**{**quick, **options}))
    return found


def test_a_page_is_fetched_in_its_encoding_and_redirects_are_followed(site):
    taken = fetched(f"{site}/moved")
    assert taken.article.text == f"{BODY} caf\xe9"
    assert taken.article.url == f"{site}/2020/02/28/page"
    assert taken.article.published.basis == "url"
    assert taken.article.problems == ()


def test_a_busy_server_is_asked_again(site):
    assert fetched(f"{site}/busy").article.text.startswith("Nine")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/loop", "redirect_loop"),
        ("/away", "private_address"),
        ("/file", "bad_url"),
        ("/gone", "refused"),
    ],
)
def test_what_leads_astray_is_refused(site, path, code):
    found = fetched(f"{site}{path}")
    assert found.code == code
    assert site in found.message


def test_more_than_an_article_may_have_is_not_read_to_the_end(site):
    assert fetched(f"{site}/big", max_bytes=10_000).code == "too_large"


def test_a_server_that_does_not_answer_in_time(site):
    assert fetched(f"{site}/slow", timeout=0.3, attempts=1).code == "timeout"


def test_an_address_that_nobody_answers(site):
    assert fetched("http://127.0.0.1:9/", attempts=1).code == "unreachable"


def test_loopback_is_private_unless_the_caller_allows_it(site):
    (found,) = take([f"{site}/page"])
    assert found.code == "private_address"


def test_a_name_is_judged_by_what_it_resolves_to(site):
    (found,) = take([site.replace("127.0.0.1", "localhost")])
    assert found.code == "private_address"


@pytest.mark.parametrize("url", ["http://", "http://[::1", "https://a..b/", "http://exa mple.org/"])
def test_what_is_no_address_fails_clearly(url):
    assert fetched(url, attempts=1).code in ("bad_url", "unreachable")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("127.0.0.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_public_addresses_are_told_from_others(address, public):
    assert is_public(ip_address(address)) is public
