"""What people do in a browser: watch, approve and recall, with the keyboard alone."""

import re

import world as worlds


def tab_to(page, name, most=80):
    """Presses Tab until something with this name has the focus, and sees to it that it shows."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const e = document.activeElement; const s = getComputedStyle(e);
                const label = e.labels && e.labels.length ? e.labels[0].textContent : '';
                return [(e.getAttribute('aria-label') || e.textContent || label || e.value || '').trim(),
                    s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 || s.boxShadow !== 'none', label.trim()]; }""")
        if re.search(name, focused[0]) or re.search(name, focused[2]):
            assert focused[1], f"the focus on {focused[0]} cannot be seen"
            return
    raise AssertionError(f"no {name} within {most} presses of Tab on {page.url}")


def test_the_keyboard_alone_approves(look, world, dashboard, signed_in, runs):
    world.manifest(
        "keyboard", title="Approved by keyboard", audience={"departments": worlds.people(world)[:1]},
        message={"text": "Approved by keyboard."}, approval={"required": True})
    run = world.run("keyboard", expected=(3,))
    seen = look(dashboard, state=signed_in["Li Na"])
    seen.page.goto(f"{dashboard}/runs/{run}")
    tab_to(seen.page, "^Approve")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/approve")
    tab_to(seen.page, "^Yes")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(lambda url: "/approve" not in url)
    worlds.until(lambda: world.json("status", run, expected=(0, 1, 3))["state"] in ("sending", "sent", "settled"), "the sending")
    entries = world.json("audit", run)["entries"]
    assert any(entry["action"] == "approve" and entry["who"].startswith("Li Na") for entry in entries)
    assert not seen.errors and not seen.abroad


def test_two_clicks_recall_with_the_keyboard(look, world, dashboard, signed_in, runs):
    world.manifest(
        "wrong", title="A wrong one", audience={"departments": worlds.people(world)[1:2]},
        message={"text": "This one is wrong."})
    run = world.run("wrong")
    seen = look(dashboard, state=signed_in["Wang Wei"])
    seen.page.goto(f"{dashboard}/runs/{run}")
    tab_to(seen.page, "^Recall")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/recall")
    tab_to(seen.page, "^Yes")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(lambda url: "/recall" not in url)
    worlds.until(lambda: world.json("status", run, expected=(0, 1, 3))["recall"] == "recalled", "the recall")
    entries = world.json("audit", run)["entries"]
    assert any(entry["action"] == "recall" and entry["who"].startswith("Wang Wei") for entry in entries)
    assert not seen.errors and not seen.abroad


def test_live_figures_move(look, world, dashboard, signed_in, runs):
    departments = worlds.people(world)
    world.manifest(
        "moving", title="A moving one", audience={"departments": departments}, message={"text": "It moves."},
        delivery={"batch_size": 5, "in_flight": 1}, tracking={"for": "72h"})
    run = world.run("moving", "--detach")
    seen = look(dashboard, state=signed_in["Zhao Min"])
    seen.page.goto(f"{dashboard}/runs/{run}")
    main = seen.page.locator("main")
    texts = {main.inner_text()}
    worlds.until(lambda: texts.add(main.inner_text()) or len(texts) >= 4, "figures that move by themselves", 40)
    assert not seen.errors and not seen.abroad


def test_who_may_only_look_is_offered_nothing_else(look, dashboard, signed_in, runs):
    seen = look(dashboard, state=signed_in["Zhao Min"])
    seen.page.goto(f"{dashboard}/runs/{runs['sent']}")
    assert seen.page.get_by_role("link", name=re.compile("^Recall")).count() == 0
    assert seen.page.goto(f"{dashboard}/runs/{runs['sent']}/recall").status == 403
