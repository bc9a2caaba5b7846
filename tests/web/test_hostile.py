"""Pages that mean harm: whatever an article is made of, nothing of it runs, loads or leads away."""

import asyncio
import re

import pytest
from starlette.exceptions import HTTPException

from sayso.web import guard
from sayso.web.cleaning import MOST, cleaned

STORY = "<p>Twelve soldiers were killed near Aleppo on Tuesday, the army said.</p>"


def article(inside):
    head = "<html><head><title>News of the day</title></head><body><article><h1>News of the day</h1>"
    return f"{head}{STORY}{inside}</article></body></html>".encode()


HARM = {
    "script": "<script>document.title='taken'; fetch('https://evil.example/')</script>",
    "handler": "<p onclick=\"alert(1)\" onmouseover='alert(2)'>More.</p><img src=x onerror=alert(3)>",
    "javascript link": '<p><a href="javascript:alert(1)">it</a><a href="JaVaScRiPt:alert(1)">[2]</a>.</p>',
    "data link": '<p>See <a href="data:text/html,<script>alert(1)</script>">the report</a> of it.</p>',
    "remote image": '<p>Look.</p><img src="https://evil.example/pixel.gif" srcset="//evil.example/2.gif 2x">',
    "style": '<style>p{background:url(//evil.example/a)}</style><p style="background:url(//e.example)">A</p>',
    "frame": '<iframe src="//evil.example/"></iframe><object data="//evil.example/x"></object><embed src=y>',
    "svg": "<svg onload=alert(1)><script>alert(2)</script><a xlink:href='javascript:alert(3)'>x</a></svg>",
    "form": '<form action="https://evil.example/"><input name=q value=1><button>Send</button></form>',
    "base and refresh": '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=//a">',
    "broken out": '"></textarea></title></p><script>alert(1)</script><!-- --!><img src=x onerror=alert(1)>',
    "template words": "<p>{{ 7*7 }} {% raw %} ${7*7} &lt;script&gt;alert(1)&lt;/script&gt;</p>",
}
OUR_OWN = re.compile(
    r'<script src="/static/[a-z]+\.js" defer></script>|<link rel="(icon|stylesheet)" href="/static/'
)


@pytest.fixture
def kept(client):
    def keep(content, name="page.html"):
        answer = client.post(
            "/read",
            data={"keep": "true"},
            files={"file": (name, content, "text/html")},
            follow_redirects=False,
        )
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    return keep


def harmless(text):
    bare = OUR_OWN.sub("", text)
    assert "<script" not in bare.lower()
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", bare, re.IGNORECASE)
    assert not re.search(
        r"(?:href|src|action|data|srcset)\s*=[\s\"']*(?:javascript|data|vbscript):", bare, re.I
    )
    assert not re.search(
        r"<(?:img|iframe(?! class=\"snapshot\" sandbox )|object|embed|base|style)\b", bare, re.I
    )
    assert "evil.example" not in re.sub(r"&lt;.*?&gt;", "", bare) or "<a " in bare


@pytest.mark.parametrize("inside", HARM.values(), ids=HARM)
def test_nothing_of_an_article_runs_or_loads(client, kept, inside):
    address = kept(article(inside))
    page = client.get(address)
    harmless(page.text)
    assert "Twelve" in page.text
    assert "49" not in page.text.split('<section class="text"')[1].split("</section>")[0]
    harmless(client.get(f"{address}/snapshot").text)
    for source in re.findall(r'src="(/snapshots/[^"]+)"', client.get(f"{address}/snapshot").text):
        framed = client.get(source)
        body = framed.text.split("<body", 1)[1]
        harmless(body)
        assert "evil.example" not in body
        assert "href" not in body
        assert "Twelve soldiers" in body


def test_the_frame_of_a_snapshot_can_do_nothing_and_only_ours_may_frame_it(client, kept):
    address = kept(article(""))
    outer = client.get(f"{address}/snapshot")
    assert "frame-src 'self'" in outer.headers["content-security-policy"]
    assert outer.headers["x-frame-options"] == "DENY"
    source = re.search(r'<iframe class="snapshot" sandbox [^>]*src="([^"]+)"', outer.text)[1]
    framed = client.get(source)
    policy = framed.headers["content-security-policy"]
    for rule in ("default-src 'none'", "sandbox", "frame-ancestors 'self'", "form-action 'none'"):
        assert rule in policy
    assert "allow-" not in policy
    assert framed.headers["x-frame-options"] == "SAMEORIGIN"


def test_the_bytes_are_saved_and_never_opened(client, kept):
    content = article(HARM["script"])
    address = kept(content)
    raw = client.get(re.search(r'"(/snapshots/[0-9a-f]+/raw)"', client.get(f"{address}/snapshot").text)[1])
    assert raw.content == content
    assert raw.headers["content-type"] == "application/octet-stream"
    assert raw.headers["content-disposition"].startswith("attachment")
    assert raw.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in raw.headers["content-security-policy"]


def test_what_was_redacted_is_not_shown_by_way_of_the_bytes(client, kept):
    address = kept(article(""))
    source = re.search(r'src="(/snapshots/[^"]+)"', client.get(f"{address}/snapshot").text)[1]
    claim = client.get(f"{address}.json").json()["figures"][0]
    wish = {"kind": "redact", "subjects": [claim["id"]], "reason": "at risk", "payload": {"part": "speaker"}}
    assert client.post("/decisions.json", json=wish).status_code == 201
    assert client.get(source).status_code == 404
    assert "The bytes still hold them" in client.get(f"{address}/snapshot").text


def test_a_page_nested_without_end_is_shown_or_refused_but_ends_nothing(client):
    deep = b"<div>" * 50_000 + STORY.encode() + b"</div>" * 50_000
    answer = client.post("/read", files={"file": ("deep.html", deep, "text/html")})
    assert answer.status_code in (200, 422)
    assert client.get("/health.json").status_code == 200


def test_an_entity_bomb_is_not_expanded(client):
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "boom">{levels}]>'
    bomb = f"{head}<html><body>{STORY}<p>&l9;</p></body></html>"
    answer = client.post("/read", files={"file": ("bomb.html", bomb.encode(), "text/html")})
    assert answer.status_code in (200, 422)
    assert len(answer.content) < 100_000


def test_a_page_of_too_many_elements_is_cut_and_closed():
    body, cut = cleaned("<body><ul>" + "<li>a</li>" * (MOST + 10) + "</ul></body>")
    assert cut
    assert body.startswith("<ul>")
    assert body.endswith("</ul>")
    assert body.count("<li>") == body.count("</li>") < MOST


def test_words_and_their_order_stay_in_a_cleaned_page():
    page = '<p lang="ar" dir="rtl" class=x>One <b>two</b> three<img alt="a bridge" src=x> &lt;4&gt;</p>five'
    body, cut = cleaned(page)
    assert not cut
    assert body == '<p dir="rtl" lang="ar">One <b>two</b> three[a bridge] &lt;4&gt;</p>five'


def test_an_upload_too_large_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(guard, "LARGEST", 10_000)
    declared = client.post("/read", data={"text": "x" * 20_000})
    assert declared.status_code == 413

    def pieces():
        yield b"text="
        for _ in range(40):
            yield b"x" * 1000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    streamed = client.post("/read", content=pieces(), headers=kind)
    assert streamed.status_code == 413
    assert client.post("/read", data={"text": "Two people were killed, police said."}).status_code == 200


def test_an_upload_that_drips_in_is_given_up(monkeypatch):
    monkeypatch.setattr(guard, "SLOWEST", 0.05)

    async def waits():
        await asyncio.sleep(20)

    with pytest.raises(HTTPException) as refused:
        asyncio.run(guard._Bounded(waits)())
    assert refused.value.status_code == 408


PRIVATE = [
    "http://127.0.0.1:8765/log.json",
    "http://localhost/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://10.0.0.8/a",
    "http://192.168.1.1/",
    "http://0.0.0.0/",
    "http://2130706433/",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_asked(client, address):
    answer = client.post("/read", data={"text": address})
    assert answer.status_code == 422
    assert (
        "private" in answer.text
        or "not on the open internet" in answer.text
        or "cannot be reached" in answer.text
    )
    assert len(client.get("/articles.json").json()["articles"]) == 1


def test_a_server_started_without_fetching_asks_nobody(client):
    client.app.state.fetch = False
    answer = client.post("/read", data={"text": "https://courier.example/story"})
    assert answer.status_code == 422
    assert "fetches no addresses" in answer.text
