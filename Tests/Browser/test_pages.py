"""Every page, narrow and wide, by day and by night, in both languages."""

import os
import pathlib

import pytest

WIDTHS = (390, 1280, 1920)
SCHEMES = ("light", "dark")
LANGUAGES = (("en-GB", "en"), ("zh-CN", "zh-CN"))
PAGES = {
    "runs": lambda runs: "/",
    "sent": lambda runs: f"/runs/{runs['sent']}",
    "waiting": lambda runs: f"/runs/{runs['waiting']}",
    "recalled": lambda runs: f"/runs/{runs['hostile']}",
    "approve": lambda runs: f"/runs/{runs['waiting']}/approve",
    "recall": lambda runs: f"/runs/{runs['sent']}/recall",
    "calendar": lambda runs: "/calendar",
    "job": lambda runs: "/jobs/townhall",
    "audit": lambda runs: "/audit",
    "health": lambda runs: "/health",
    "missing": lambda runs: "/runs/zzzzzzzzzzzz",
}
SHOTS = os.environ.get("LARKCAST_SHOTS")


def shoot(page, name):
    """Keeps a picture where somebody asked for them."""
    if SHOTS:
        pathlib.Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda pair: pair[1])
def test_everybody_can_read_and_use_it(look, dashboard, signed_in, runs, name, scheme, language):
    seen = look(dashboard, scheme=scheme, language=language[0], state=signed_in["Li Na"])
    faults = []
    answer = seen.page.goto(dashboard + PAGES[name](runs))
    assert answer.status == (404 if name == "missing" else 200)
    assert seen.page.locator("html").get_attribute("lang") == language[1]
    if name == "missing":
        seen.errors.clear()  # Chromium calls every answer of 404 an error.
    for width in WIDTHS:
        seen.page.set_viewport_size({"width": width, "height": 900})
        shoot(seen.page, f"{name}-{width}-{scheme}-{language[1]}")
        faults += [f"{width} px: {fault}" for fault in seen.faults()]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda pair: pair[1])
def test_the_way_in_too(look, dashboard, scheme, language):
    faults = []
    for width in WIDTHS:
        seen = look(dashboard, width=width, scheme=scheme, language=language[0])
        seen.page.goto(dashboard + "/")
        assert seen.page.url.split("?")[0].endswith("/login")
        shoot(seen.page, f"login-{width}-{scheme}-{language[1]}")
        faults += [f"{width} px: {fault}" for fault in seen.faults()]
    assert not faults, "\n".join(faults)


def test_a_page_says_the_same_without_script(look, dashboard, signed_in, runs):
    for path in (PAGES["runs"](runs), PAGES["sent"](runs)):
        texts = []
        for script in (True, False):
            seen = look(dashboard, script=script, state=signed_in["Zhao Min"])
            seen.page.goto(dashboard + path)
            texts.append([line for line in seen.page.locator("main h1, main h2, main caption, main th").all_inner_texts()])
        assert texts[0] == texts[1] and texts[0]


def test_hostile_names_are_words(look, dashboard, signed_in, runs):
    seen = look(dashboard, state=signed_in["Zhao Min"])
    seen.page.on("dialog", lambda dialog: seen.errors.append("a dialog opened"))
    seen.page.goto(f"{dashboard}/runs/{runs['hostile']}")
    assert seen.page.locator("h1").inner_text() == "<script>alert(1)</script> & \"canteen\""
    assert not seen.errors
