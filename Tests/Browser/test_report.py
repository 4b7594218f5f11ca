"""The report as a file that somebody was sent: on a screen, at night, on paper."""

import pytest

from test_pages import LANGUAGES, SCHEMES, WIDTHS, shoot


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda pair: pair[1])
@pytest.mark.parametrize("name", ["sent", "hostile", "waiting"])
def test_one_file_tells_it_all(look, world, runs, name, language):
    path = world.root / f"report-{name}-{language[1]}.html"
    world.larkcast("report", runs[name], "--format", "html", "--lang", language[1][:2], "--output", path)
    assert "ou_" not in path.read_text(), "no ids of people unless somebody asks for them"
    faults = []
    for scheme in SCHEMES:
        seen = look(None, scheme=scheme, language=language[0], script=False)
        # A page of a file has no host: whatever it asks for beside itself is abroad.
        seen.page.goto(path.as_uri())
        seen.abroad.remove(path.as_uri())
        assert seen.page.locator("html").get_attribute("lang") == language[1]
        for width in WIDTHS:
            seen.page.set_viewport_size({"width": width, "height": 900})
            shoot(seen.page, f"report-{name}-{width}-{scheme}-{language[1]}")
            faults += [f"{width} px, {scheme}: {fault}" for fault in seen.faults()]
    assert not faults, "\n".join(faults)


def test_a_series_of_runs(look, world, runs):
    path = world.root / "series.html"
    world.larkcast("report", "--job", "benefits-2026", "--format", "html", "--output", path)
    seen = look(None, script=False)
    seen.page.goto(path.as_uri())
    seen.abroad.clear()
    shoot(seen.page, "series-1280-light-en")
    assert not seen.faults()


def test_it_prints_on_a4(look, world, runs):
    path = world.root / "paper.html"
    world.larkcast("report", runs["sent"], "--format", "html", "--output", path)
    seen = look(None)
    seen.page.goto(path.as_uri())
    paper = seen.page.pdf(prefer_css_page_size=True, print_background=True)
    pages = paper.count(b"/Type /Page\n") or paper.count(b"/Type /Page")
    assert paper.startswith(b"%PDF") and 1 <= pages <= 12
