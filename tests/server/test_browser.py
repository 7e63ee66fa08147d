"""The admin's pages in a real browser: sign in, invite, look, shut out; by day and by night."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageStat
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as wanted
from selenium.webdriver.support.wait import WebDriverWait

from server.database import default_url, open_engine
from server.migrations import bring_up_to_date
from tests.server.filling import CODE, fill
from tests.server.running import CODE as ENROLMENT
from tests.server.running import Server, run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
WIDE, NARROW = (1200, 900), (390, 844)

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs the Debian packages chromium and chromium-driver"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server") / "data"
    folder.mkdir()
    engine = open_engine(default_url(folder))
    bring_up_to_date(engine)
    fill(engine)
    engine.dispose()
    with Server(folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in (
        "--headless=new",
        "--no-sandbox",  # also where tests run as root
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={tmp_path_factory.mktemp('browser')}",
    ):
        options.add_argument(argument)
    options.add_experimental_option(
        "prefs", {"profile.managed_default_content_settings.javascript": 2}
    )
    driver = webdriver.Chrome(options, webdriver.ChromeService(executable_path=str(DRIVER)))
    yield driver
    driver.quit()


class Walk:
    """Somebody at the pages, with the keyboard and the eyes of a camera."""

    def __init__(self, browser: webdriver.Chrome, server: Server) -> None:
        self.browser, self.server = browser, server

    def open(self, path: str) -> None:
        self.browser.get(self.server.url + path)

    def find(self, css: str) -> WebElement:
        wait = WebDriverWait(self.browser, 10)
        return wait.until(wanted.presence_of_element_located((By.CSS_SELECTOR, css)))

    def all(self, css: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def at(self, path: str) -> None:
        WebDriverWait(self.browser, 10).until(wanted.url_to_be(self.server.url + path))

    def text(self) -> str:
        return self.find("main").text

    def sign_in(self) -> None:
        done = run(self.server.folder, "invite", "--name", "Admin", "--role", "admin")
        code = done.stdout.splitlines()[-1]
        self.browser.delete_all_cookies()
        self.open("/admin")
        self.at("/admin/sign-in")
        self.find("#code").send_keys(code.lower(), Keys.ENTER)
        self.at("/admin")

    def look(self, size: tuple[int, int] = WIDE, *, dark: bool = False) -> None:
        self.browser.set_window_size(*size)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False},
        )

    def picture(self, name: str) -> Image.Image:
        """Take a picture; kept for people's eyes where WORKSHOP_DESK_PICTURES names a folder."""
        raw = self.browser.get_screenshot_as_png()
        if folder := os.environ.get("WORKSHOP_DESK_PICTURES"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / f"{name}.png").write_bytes(raw)
        return Image.open(io.BytesIO(raw))


@pytest.fixture
def walk(browser: webdriver.Chrome, server: Server) -> Walk:
    walk = Walk(browser, server)
    walk.look()
    return walk


def shade(picture: Image.Image) -> float:
    """The mean brightness of a picture, 0 to 255."""
    return ImageStat.Stat(picture.convert("L")).mean[0]


def test_an_admin_signs_in_invites_and_the_camera_reads_the_code(walk: Walk) -> None:
    walk.sign_in()
    walk.find("a[href='/admin/invite'].primary").click()
    walk.find("#name").send_keys("ประภา ตัวอย่าง")
    walk.find("input[value=facilitator]").click()
    walk.picture("invite")
    walk.find("main button.primary").click()

    code = walk.find("#code").text
    seen = zxingcpp.read_barcodes(walk.picture("code"))

    assert ENROLMENT.fullmatch(code)
    assert [found.text for found in seen] == [f"{walk.server.url} {code}"]


def test_a_wrong_code_is_answered_calmly_and_lets_nobody_in(walk: Walk) -> None:
    walk.browser.delete_all_cookies()
    walk.open("/admin/sign-in")
    walk.find("#code").send_keys("AAAAA-AAAAA-AA", Keys.ENTER)

    complaint = walk.find("#complaint").text
    walk.picture("sign-in")
    walk.open("/admin")

    assert "รหัสไม่ถูกต้อง" in complaint
    walk.at("/admin/sign-in")


def test_a_device_is_shut_out_after_a_question(walk: Walk) -> None:
    walk.sign_in()
    walk.find("a[href='/admin/devices/wichai-desk/revoke']").click()
    question = walk.text()
    walk.picture("revoke")

    walk.find("button.danger").click()
    walk.at("/admin")

    assert "โน้ตบุ๊กสำรอง" in question
    assert walk.all("a[href='/admin/devices/wichai-desk/revoke']") == []
    assert "wichai-desk" in run(walk.server.folder, "devices").stdout
    assert len(walk.all("tr.gone")) == 1


def test_a_class_shows_what_waits_and_who_disagrees(walk: Walk) -> None:
    walk.sign_in()
    walk.open("/admin/classes")
    walk.picture("classes")
    walk.find("a.row-link").click()
    walk.find(".conflict")

    said = walk.text()
    walk.picture("class")

    assert all(piece in said for piece in (CODE, "#7 นายสมชาย ใจดี", "มา", "สาย", "20 พ.ย. 2569"))
    assert "อยู่นอกเหนือบทบาท" in said


def test_the_language_is_switched_and_stays(walk: Walk) -> None:
    walk.sign_in()
    walk.find(".aside a[lang=en]").click()
    walk.open("/admin/classes")
    title = walk.find("h1").text
    walk.find(".aside a[lang=th]").click()

    assert title == "Classes"
    assert walk.find("h1").text == "รุ่น"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_fit_by_day_and_by_night_with_targets_for_a_thumb(
    size: tuple[int, int], dark: bool, walk: Walk
) -> None:
    language = "en" if dark else "th"
    walk.sign_in()
    walk.look(size, dark=dark)
    for path in ("/admin", "/admin/invite", "/admin/classes"):
        walk.open(f"{path}?lang={language}")
        name = path.rpartition("/")[2]
        picture = walk.picture(f"{name}-{size[0]}-{'dark' if dark else 'light'}")
        small = [
            one.text
            for one in walk.all("main a, main button, nav a, .aside a")
            if one.is_displayed() and 0 < one.size["height"] < 40
        ]

        assert (shade(picture) < 90) == dark
        assert walk.find("body").size["width"] <= size[0]
        assert walk.find("main").rect["x"] >= 0
        assert small == []
