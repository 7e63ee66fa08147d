"""The admin's pages: who may see them, what their forms do, and what they never do."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import cast

import httpx
import pytest
from sqlalchemy import Engine

from protocol.bundle import File, Manifest, Part, Piece, examine, records
from protocol.log import unpack
from protocol.sealing import unlock_with
from protocol.wire import Role
from server import accounts, page_words, tables, web_sessions
from server.database import default_url, open_engine, reading, writing
from server.insight import Insight
from server.migrations import bring_up_to_date
from server.page_kit import MOST_FORM
from server.serve import build, greet_first_admin
from server.settings import Settings
from server.times import stamp, utc_now
from server.wording import words
from tests.server.filling import CLASS, CODE, NOW, Desk, begin_class, fill
from tests.server.visiting import Visitor

SHOWN = re.compile(r'id="code">([0-9A-Z-]{14})<')
TOKEN = re.compile(r'name="form" value="([0-9a-f]+)"')
SERVER = Path(__file__).resolve().parents[2] / "server"
PLACES = [
    ("GET", "/admin"),
    ("GET", "/admin/invite"),
    ("POST", "/admin/invite"),
    ("GET", "/admin/devices/malee-desk/revoke"),
    ("POST", "/admin/devices/malee-desk/revoke"),
    ("GET", "/admin/classes"),
    ("GET", f"/admin/classes/{CLASS}"),
    ("GET", f"/admin/classes/{CLASS}/bundle"),
    ("POST", f"/admin/classes/{CLASS}/bundle"),
    ("POST", "/admin/sign-out"),
]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(default_url(tmp_path))
    bring_up_to_date(engine)
    fill(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def client(engine: Engine, tmp_path: Path) -> Iterator[Visitor]:
    app = build(engine, Settings(tmp_path, default_url(tmp_path)))
    with Visitor(app) as client:
        yield client


@pytest.fixture
def admin(client: Visitor, engine: Engine) -> Visitor:
    """A client that is signed in."""
    assert enter(client, code_for(engine, "Admin", "admin")).status_code == 303
    return client


def code_for(engine: Engine, name: str, role: Role, at: timedelta = timedelta(0)) -> str:
    with writing(engine) as connection:
        person = accounts.add_person(connection, name, role, ["*"], utc_now() + at)
        return accounts.invite(connection, person, utc_now() + at)


def enter(client: Visitor, code: str) -> httpx.Response:
    return send(client, "/admin/sign-in", code=code)


def send(
    client: Visitor,
    path: str,
    page: str = "",
    headers: dict[str, str] | None = None,
    **form: str,
) -> httpx.Response:
    """Fill a form as a browser does: with the token of the page it stands on."""
    token = TOKEN.search(client.get(page or path).text)
    assert token is not None
    return client.post(path, data={"form": token[1], **form}, headers=headers)


def invite(client: Visitor, **form: str) -> httpx.Response:
    filled = {"name": "Prapa", "role": "viewer", **form}
    return send(client, "/admin/invite", "", None, **filled)


def people(engine: Engine) -> dict[str, accounts.Person]:
    with reading(engine) as connection:
        return {p.name: p for p in accounts.people(connection)}


@pytest.mark.parametrize(("method", "path"), PLACES)
def test_nobody_sees_or_does_anything_without_signing_in(
    method: str, path: str, client: Visitor, engine: Engine
) -> None:
    token = TOKEN.search(client.get("/admin/sign-in").text)
    assert token is not None

    answer = client.request(method, path, data={"form": token[1]} if method == "POST" else None)

    assert answer.status_code in (303, 403)
    assert answer.headers.get("location", "/admin/sign-in") == "/admin/sign-in"
    with reading(engine) as connection:
        assert not any(d.revoked for d in accounts.devices(connection))


@pytest.mark.parametrize(("method", "path"), [p for p in PLACES if p[0] == "POST"])
def test_forms_that_do_not_come_from_our_pages_do_nothing(
    method: str, path: str, admin: Visitor, engine: Engine
) -> None:
    own = TOKEN.search(admin.get("/admin/invite").text)
    assert own is not None

    bare = admin.request(method, path, data={"name": "Prapa", "role": "admin"})
    strange = admin.request(
        method, path, data={"form": own[1]}, headers={"Origin": "https://elsewhere.example"}
    )

    assert (bare.status_code, strange.status_code) == (403, 403)
    assert "Prapa" not in people(engine)
    assert admin.get("/admin").status_code == 200


def test_a_code_signs_an_admin_in_once_in_a_cookie_out_of_reach(
    client: Visitor, engine: Engine
) -> None:
    code = code_for(engine, "Admin", "admin")

    first = enter(client, code.lower().replace("-", " "))
    home = client.get("/admin")
    second = enter(client, code)

    assert (first.status_code, home.status_code, second.status_code) == (303, 200, 403)
    cookie = first.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/"))


def test_a_code_of_somebody_else_is_refused_and_stays_good_for_their_desk(
    client: Visitor, engine: Engine
) -> None:
    code = code_for(engine, "Prapa", "facilitator")

    answer = enter(client, code)

    with writing(engine) as connection:
        person = accounts.redeem(connection, code, holder="prapa-desk", now=utc_now())
    assert answer.status_code == 403
    assert "ไม่ใช่ของผู้ดูแลระบบ" in answer.text
    assert person.name == "Prapa"


def test_an_expired_code_says_so(client: Visitor, engine: Engine) -> None:
    code = code_for(engine, "Admin", "admin", timedelta(minutes=-16))

    answer = enter(client, code)

    assert (answer.status_code, "หมดเวลา" in answer.text) == (403, True)


def test_guessing_is_stopped_with_the_time_to_wait(client: Visitor) -> None:
    answers = [enter(client, f"AAAAA-AAAAA-{n:02}") for n in range(21)]

    assert {a.status_code for a in answers[:20]} == {403}
    assert answers[20].status_code == 429
    assert 0 < int(answers[20].headers["retry-after"]) <= 300


def test_a_session_ends_by_signing_out_by_its_age_and_with_the_role(
    admin: Visitor, engine: Engine
) -> None:
    token = admin.cookies["desk_session"]

    with reading(engine) as connection:
        now = web_sessions.who(connection, token, utc_now())
        later = web_sessions.who(connection, token, utc_now() + timedelta(hours=9))
        forged = web_sessions.who(connection, token[:-1] + "~", utc_now())
    with writing(engine) as connection:
        connection.execute(
            tables.people.update().where(tables.people.c.name == "Admin").values(role="viewer")
        )
    demoted = admin.get("/admin").status_code
    with writing(engine) as connection:
        connection.execute(
            tables.people.update().where(tables.people.c.name == "Admin").values(role="admin")
        )
    out = send(admin, "/admin/sign-out", "/admin/invite")
    with reading(engine) as connection:
        after = web_sessions.who(connection, token, utc_now())

    assert now is not None
    assert (later, forged, after) == (None, None, None)
    assert (demoted, out.status_code) == (303, 303)


def test_under_tls_cookies_are_secure_and_bound_to_the_host(engine: Engine, tmp_path: Path) -> None:
    app = build(engine, Settings(tmp_path, default_url(tmp_path)))

    with Visitor(app, "https://desk.example") as client:
        answer = enter(client, code_for(engine, "Admin", "admin"))
        home = client.get("/admin")

    assert answer.headers["set-cookie"].startswith("__Host-desk_session=")
    assert "Secure" in answer.headers["set-cookie"]
    assert home.status_code == 200
    assert "max-age" in home.headers["strict-transport-security"]


def test_every_page_is_guarded_against_scripts_frames_and_stores(admin: Visitor) -> None:
    for method, path in PLACES:
        answer = admin.request(method, path)

        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "<script" not in answer.text
        assert " style=" not in answer.text


def test_an_invitation_for_every_class_shows_a_code_that_lets_a_desk_in(
    admin: Visitor, engine: Engine
) -> None:
    answer = invite(admin, name="  Prapa   Example ", role="facilitator", which="every")

    code = SHOWN.search(answer.text)
    assert code is not None
    with writing(engine) as connection:
        person = accounts.redeem(connection, code[1], holder="desk", now=utc_now())
    assert (person.name, person.role) == ("Prapa Example", "facilitator")
    assert person.grants == {"*"}
    assert "data:image/svg+xml;base64," in answer.text


def test_classes_are_ticked_or_named_by_code(admin: Visitor, engine: Engine) -> None:
    other = "class:01a1f91b-ffff-7056-b295-36e49acdfa56"
    begin_class(Desk(engine, "other-desk", "อื่น"), other, "B-7")

    form = {"which": "these", "class": CLASS, "others": " b-7, "}
    answer = invite(admin, name="Prapa", role="scorer", **form)

    assert answer.status_code == 200
    assert people(engine)["Prapa"].grants == {CLASS, other}
    assert f"B-7, {CODE}" in admin.get("/admin").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"role": ""}, "โปรดเลือกบทบาท"),
        ({"role": "king"}, "โปรดเลือกบทบาท"),
        ({"which": "these"}, "อย่างน้อยหนึ่งรุ่น"),
        ({"which": "these", "others": "X9"}, "X9"),
        ({"name": " "}, "1 ถึง 200"),
        ({"name": "มาลี ตัวอย่าง"}, "มีบทบาทอื่นอยู่แล้ว"),
    ],
)
def test_a_form_that_cannot_be_done_says_why_and_keeps_what_was_typed(
    form: dict[str, str], said: str, admin: Visitor, engine: Engine
) -> None:
    answer = invite(admin, **form)

    assert answer.status_code == 422
    assert said in answer.text
    assert "Prapa" not in people(engine)
    assert f'value="{form.get("name", "Prapa")}"' in answer.text


def test_a_role_is_changed_only_when_that_is_ticked(admin: Visitor, engine: Engine) -> None:
    asked = invite(admin, name="มาลี ตัวอย่าง", role="scorer")
    changed = invite(admin, name="มาลี ตัวอย่าง", role="scorer", change="yes")

    assert 'name="change"' in asked.text
    assert changed.status_code == 200
    assert people(engine)["มาลี ตัวอย่าง"].role == "scorer"


def test_what_people_type_is_shown_as_text_never_as_markup(admin: Visitor, engine: Engine) -> None:
    evil = "<img src=x onerror=alert(1)>"
    Desk(engine, "evil-desk", evil, label=evil)

    pages = [admin.get("/admin"), admin.get("/admin/devices/evil-desk/revoke")]
    pages.append(invite(admin, name=evil, role="facilitator"))

    for page in pages:
        assert evil not in page.text
        assert html.escape(evil) in page.text


def test_a_device_is_shut_out_after_a_question_and_again_is_harmless(
    admin: Visitor, engine: Engine
) -> None:
    path = "/admin/devices/malee-desk/revoke"
    with writing(engine) as connection:
        mine = tables.devices.c.id == "malee-desk"
        seen = stamp(utc_now() - timedelta(hours=3))
        connection.execute(
            tables.devices.update().where(mine).values(pending=12, held=1, seen=seen)
        )

    question = admin.get(path)
    answers = [send(admin, path, "/admin/invite") for _ in range(2)]

    assert "12 รายการ" in question.text
    assert "3 ชั่วโมงที่แล้ว" in question.text
    assert [a.status_code for a in answers] == [303, 303]
    with reading(engine) as connection:
        assert accounts.standing(connection, "malee-desk") is None
    assert "ปิดกั้นเมื่อ" in admin.get("/admin").text


def test_a_device_or_class_that_is_not_there_is_said_to_be_missing(admin: Visitor) -> None:
    unknown = "/admin/devices/nobody/revoke"

    answers = [
        admin.get(unknown),
        send(admin, unknown, "/admin/invite"),
        admin.get("/admin/classes/class:none"),
        admin.get("/admin/classes/org"),
        admin.get("/admin/classes/class:none/bundle"),
    ]

    assert [a.status_code for a in answers] == [404] * 5


def test_a_class_tells_who_disagrees_and_what_waits(admin: Visitor) -> None:
    page = admin.get(f"/admin/classes/{CLASS}?lang=en").text

    assert "#7 นายสมชาย ใจดี · 1 Dec 2026 09:00" in page
    assert all(word in page for word in ("present", "late · 20 minutes", "วิชัย สมมติ"))
    assert "not within this person&#39;s role" in page


def test_what_waits_for_all_classes_together_is_told_too(admin: Visitor, engine: Engine) -> None:
    for name, role in (("หัวหน้า", "admin"), ("ลูกทีม", "facilitator")):
        desk = Desk(engine, f"{role}-desk", name, cast(Role, role))
        desk.push(desk.change("org", "org", {"title": name}, scope="org"))

    listed, page = admin.get("/admin/classes").text, admin.get("/admin/classes/org").text

    assert "/admin/classes/org" in listed
    assert "<h1>องค์กร</h1>" in page
    assert "แก้ไขได้เฉพาะผู้ดูแลระบบ" in page


def test_classes_come_page_by_page_the_newest_first(admin: Visitor, engine: Engine) -> None:
    desk = Desk(engine, "busy-desk", "ขยัน")
    for n in range(60):
        scope = f"class:02{n:02}"
        desk.push(
            desk.change("class", f"02{n:02}", {"identity": {"code": f"K{n:02}"}}, scope=scope)
        )

    first, second = admin.get("/admin/classes").text, admin.get("/admin/classes?page=1").text
    odd = admin.get("/admin/classes?page=x")

    assert ("K59" in first, "K09" in first, "K09" in second) == (True, False, True)
    assert ("?page=1" in first, "?page=2" in second, "?page=0" in second) == (True, False, True)
    assert odd.status_code == 200


def test_disagreements_about_anything_are_told_whatever_stands_in_it(engine: Engine) -> None:
    one, two = Desk(engine, "one", "หนึ่ง"), Desk(engine, "two", "สอง")
    pairs: dict[tuple[str, str], tuple[dict[str, object], dict[str, object]]] = {
        ("class", CLASS.partition(":")[2]): ({"identity": "odd"}, {"identity": {"code": "B"}}),
        ("session", "session-1"): ({"slot": {"on": "2026-12-02"}}, {"slot": None}),
        ("enrolment", "seat-7"): ({"status": "withdrawn"}, {"status": "enrolled"}),
        ("thing", "thing-1"): ({"size": [1, True]}, {"size": {"n": "", "m": False}}),
    }
    for (entity, row), (mine, yours) in pairs.items():
        one.push(one.change(entity, row, mine))
        two.push(two.change(entity, row, yours))

    with reading(engine) as connection:
        info = Insight().class_info(connection, CLASS)

    assert info is not None
    found = {(c.entity, c.about) for c in info.conflicts}
    assert ("enrolment", "#7 นายสมชาย ใจดี") in found
    assert ("thing", "thing-1") in found
    said = [page_words.value(words("en"), ch.value) for c in info.conflicts for ch in c.choices]
    assert "1, yes" in said
    assert "nothing" in said
    assert "m: no" in said


def test_what_was_read_is_kept_until_the_log_goes_on_and_never_without_bound(
    engine: Engine,
) -> None:
    desk, insight = Desk(engine, "busy-desk", "ขยัน"), Insight(most=1)
    begin_class(desk, "class:b", "B-7")

    def codes() -> list[str]:
        with reading(engine) as connection:
            found = [insight.class_info(connection, s) for s in (CLASS, CLASS, "class:b")]
            return [of.code for of in found if of is not None]

    before = codes()
    desk.push(
        desk.change("class", "b", {"identity": {"code": "B-8"}}, scope="class:b"),
    )

    assert before == [CODE, CODE, "B-7"]
    assert codes() == [CODE, CODE, "B-8"]


def test_the_first_admin_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = open_engine(default_url(tmp_path))
    bring_up_to_date(engine)

    greet_first_admin(engine, words("th"))
    first = capsys.readouterr().err
    greet_first_admin(engine, words("th"))
    second = capsys.readouterr().err

    assert "รหัสใช้ครั้งเดียว" in first
    assert second == ""
    assert people(engine)["admin"].role == "admin"
    engine.dispose()


def read_bundle(raw: bytes, passphrase: str = "") -> list[object]:
    source = BytesIO(raw)
    found = examine(source)
    locked = found.cover.locked
    key = unlock_with(locked, passphrase) if locked else b""
    return list(records(source, found, key))


def test_a_class_is_downloaded_as_one_file_with_all_that_was_taken(
    admin: Visitor, engine: Engine
) -> None:
    with writing(engine) as connection:
        name = "ab" * 32
        connection.execute(tables.blobs.insert().values(scope=CLASS, name=name, size=5, whole=1))
        for at, data in ((0, b"abc"), (3, b"de")):
            connection.execute(
                tables.pieces.insert().values(scope=CLASS, name=name, start=at, data=data)
            )

    answer = admin.get(f"/admin/classes/{CLASS}/bundle")
    again = admin.get(f"/admin/classes/{CLASS}/bundle")

    found = read_bundle(answer.content)
    changes = [c for r in found if isinstance(r, Part) for c in unpack(CLASS, r.body)[0]]
    assert f'filename="{CODE}.wdb"' in answer.headers["content-disposition"]
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert isinstance(found[0], Manifest)
    assert len(changes) == 5
    assert all(r.vouchers for r in found if isinstance(r, Part))
    assert [r.size for r in found if isinstance(r, File)] == [5]
    assert b"".join(r.data for r in found if isinstance(r, Piece)) == b"abcde"
    assert examine(BytesIO(again.content)).cover.key == examine(BytesIO(answer.content)).cover.key


def test_with_a_passphrase_only_those_who_know_it_open_the_file(admin: Visitor) -> None:
    path, page = f"/admin/classes/{CLASS}/bundle", f"/admin/classes/{CLASS}"

    short = send(admin, path, page, passphrase="short")
    answer = send(admin, path, page, passphrase="correct horse")

    assert short.status_code == 422
    assert "สมชาย".encode() not in answer.content
    assert len(read_bundle(answer.content, "correct horse")) > 1


def test_the_language_is_asked_for_once(client: Visitor) -> None:
    thai = client.get("/admin/sign-in").text
    english = client.get("/admin/sign-in?lang=en").text
    still = client.get("/admin/sign-in").text
    odd = client.get("/admin/sign-in?lang=xx").text

    assert '<html lang="th">' in thai
    assert all('<html lang="en">' in page for page in (english, still, odd))


def test_a_form_beyond_all_reason_is_not_read(client: Visitor) -> None:
    large = client.post("/admin/sign-in", content=b"x" * (MOST_FORM + 1))
    many = client.post("/admin/sign-in", content=b"&".join(b"a=1" for _ in range(3_000)))

    assert (large.status_code, many.status_code) == (413, 413)


def test_the_front_door_leads_to_the_pages_and_files_stay_in_their_folders(
    client: Visitor,
) -> None:
    door = client.get("/")
    files = [client.get(f"/static/{name}") for name in ("pages.css", "fonts/Sarabun-Regular.ttf")]
    out = [client.get(f"/static/{name}") for name in ("..%2fsettings.py", "%2e%2e/app.py", "x")]

    assert (door.status_code, door.headers["location"]) == (307, "/admin")
    assert [f.status_code for f in files] == [200, 200]
    assert {f.status_code for f in out} == {404}


def test_plain_http_from_elsewhere_is_refused_but_for_the_question_of_health(
    engine: Engine, tmp_path: Path
) -> None:
    app = build(engine, Settings(tmp_path, default_url(tmp_path)))

    with Visitor(app, "http://desk.example", "198.51.100.7") as client:
        page, health = client.get("/admin/sign-in"), client.get("/health")

    assert (page.status_code, page.json()["code"], health.status_code) == (403, "forbidden", 200)


@pytest.mark.parametrize(
    ("back", "th", "en"),
    [
        (timedelta(seconds=5), "เมื่อสักครู่", "just now"),
        (timedelta(minutes=1), "1 นาทีที่แล้ว", "1 minute ago"),
        (timedelta(minutes=59), "59 นาทีที่แล้ว", "59 minutes ago"),
        (timedelta(hours=23), "23 ชั่วโมงที่แล้ว", "23 hours ago"),
        (timedelta(days=1), "1 วันที่แล้ว", "1 day ago"),
        (timedelta(days=40), "40 วันที่แล้ว", "40 days ago"),
    ],
)
def test_last_contact_is_told_in_words(back: timedelta, th: str, en: str) -> None:
    at = stamp(NOW - back)

    assert page_words.ago(words("th"), at, NOW) == th
    assert page_words.ago(words("en"), at, NOW) == en


def test_times_are_told_in_bangkok_and_in_the_years_of_the_reader() -> None:
    at = "2026-12-31T18:30:00.000+00:00"

    assert page_words.moment(words("th"), at) == "1 ม.ค. 2570 01:30"
    assert page_words.moment(words("en"), at) == "1 Jan 2027 01:30"
    assert page_words.moment(words("en"), "soon") == "soon"
    assert page_words.day(words("en"), "soon") == "soon"
    assert page_words.ago(words("en"), "", NOW) == "never"


def test_both_languages_say_the_same_things_and_nothing_idle() -> None:
    th, en = (dict(words(language).table) for language in ("th", "en"))
    files = [
        *SERVER.glob("*.py"),
        *SERVER.glob("templates/*.html"),
        *SERVER.glob("migrations/*.py"),
    ]
    source = "\n".join(path.read_text("utf-8") for path in files)
    named = {key for key in th if f'"{key}"' in source or f"'{key}'" in source}
    built = ("role.", "page.role.", "reason.", "refused.", "fault.", "column.", "page.month.",
             "page.nav.", "page.ago.", "page.sign-in.", "entity.", "field.", "value.")  # fmt: skip
    holes = re.compile(r"\{\w+\}")

    assert th.keys() == en.keys()
    assert {key for key in th if key not in named and not key.startswith(built)} <= {
        "page.role-differs", "page.short-passphrase", "page.stale-form", "page.no-such-class",
        "page.no-such-device", "cli.no-devices", "cli.no-people", "cli.none-held",
    }  # fmt: skip
    assert [k for k in th if set(holes.findall(th[k])) != set(holes.findall(en[k]))] == []


def test_every_refusal_and_failure_has_its_sentence() -> None:
    source = "\n".join(path.read_text("utf-8") for path in SERVER.rglob("*.py"))
    raised = re.findall(r'raise (Refused|Fault)\(\s*"([a-z-]+)"', source)
    either = {"several-devices", "no-device"}

    keys = {f"{kind.lower()}.{code}" for kind, code in raised} | {f"refused.{c}" for c in either}

    assert keys - words("th").table.keys() == set()
    said = {k for k in words("th").table if k.startswith(("refused.", "fault."))}
    assert said - keys == set()


def test_colours_can_be_read_by_day_and_by_night() -> None:
    css = (SERVER / "static" / "pages.css").read_text("utf-8")
    palettes = [
        dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6})", block))
        for block in re.findall(r":root \{([^}]*)\}", css)
    ]
    pairs = [
        (a, b) for a in ("ink", "muted", "accent", "danger", "warn") for b in ("paper", "surface")
    ]
    pairs += [("on-accent", "accent"), ("on-danger", "danger"), ("muted", "hover")]

    poor = [
        (a, b, round(contrast(p[a], p[b]), 2))
        for p in palettes
        for a, b in pairs
        if contrast(p[a], p[b]) < 4.5
    ]

    assert len(palettes) == 2
    assert poor == []


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
