"""What every test of a page shares: one world, one browser, and a page that keeps what went wrong in it."""

import os
import pathlib

import pytest
from playwright.sync_api import sync_playwright

import world as worlds

ACCESSIBILITY = (pathlib.Path(__file__).parent / "accessibility.js").read_text()


@pytest.fixture(scope="session")
def world():
    made = worlds.World(os.environ["LARKCAST_PROGRAMS"])
    yield made
    made.end()


@pytest.fixture(scope="session")
def runs(world):
    return worlds.campaigns(world)


@pytest.fixture(scope="session")
def dashboard(world, runs):
    return world.serve("--jobs", "jobs")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


class Look:
    """A page, and what its console and its requests had to say."""

    def __init__(self, context, host):
        self.page = context.new_page()
        self.errors = []
        self.abroad = []
        self.page.on("console", lambda message: message.type in ("error", "warning") and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.note(request.url, host))

    def note(self, url, host):
        if not url.startswith(("data:", "blob:")) and not (host and url.startswith(host)):
            self.abroad.append(url)

    def faults(self):
        """Everything that is wrong with the page as it is now."""
        found = [f"console: {text}" for text in self.errors] + [f"request: {url}" for url in self.abroad]
        return found + self.page.evaluate(ACCESSIBILITY)


@pytest.fixture
def look(browser):
    """Makes pages: `look(host, width=…, scheme=…, language=…, script=…)`."""
    contexts = []

    def make(host, width=1280, scheme="light", language="en-GB", script=True, state=None):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language,
            java_script_enabled=script, storage_state=state, reduced_motion="reduce")
        contexts.append(context)
        return Look(context, host)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def signed_in(browser, dashboard):
    """The cookies of each person once they have logged in."""
    states = {}
    for name in worlds.USERS:
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(dashboard + "/login")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Token").fill(worlds.token(name))
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/login" not in url)
        states[name] = context.storage_state()
        context.close()
    return states
