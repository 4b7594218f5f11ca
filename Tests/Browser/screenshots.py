"""Makes the pictures of README and docs from the real thing: pages of a running dashboard, a report, a terminal during a run."""

import html
import os
import pathlib
import pty
import select
import sys
import time

from playwright.sync_api import sync_playwright

import world as worlds

TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><style>
body{margin:0;background:#14161a;padding:18px 22px}
pre{margin:0;color:#e6e6e6;font:15px/1.45 "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace}
</style><pre>%s</pre>"""


def terminal(world, arguments, columns, rows, seconds):
    """What stands on a terminal a while after a command began in it."""
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(world.root)
        os.execve(world.programs / "larkcast", ["larkcast", *arguments],
                  {**world.environment, "TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": str(rows)})
    import fcntl
    import struct
    import termios
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    screen = Screen(columns, rows)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if select.select([master], [], [], 0.05)[0]:
            try:
                screen.feed(os.read(master, 65536).decode("utf-8", "replace"))
            except OSError:
                break
    os.kill(pid, 2)
    os.waitpid(pid, 0)
    os.close(master)
    return screen.text()


class Screen:
    """As much of a terminal as larkcast asks for: lines, going up, clearing."""

    def __init__(self, columns, rows):
        self.lines, self.row, self.column = [[]], 0, 0

    def feed(self, text):
        index = 0
        while index < len(text):
            character = text[index]
            if character == "\x1b" and text[index + 1:index + 2] == "[":
                end = index + 2
                while end < len(text) and not text[end].isalpha():
                    end += 1
                self.control(text[index + 2:end], text[end:end + 1])
                index = end + 1
                continue
            if character == "\n":
                self.row += 1
                while len(self.lines) <= self.row:
                    self.lines.append([])
            elif character == "\r":
                self.column = 0
            elif character >= " ":
                line = self.lines[self.row]
                while len(line) <= self.column:
                    line.append(" ")
                line[self.column] = character
                self.column += 1
            index += 1

    def control(self, numbers, letter):
        count = int(numbers) if numbers.isdigit() else 1
        if letter == "A":
            self.row = max(0, self.row - count)
        elif letter == "B":
            self.row += count
        elif letter == "G":
            self.column = count - 1
        elif letter == "K":
            del self.lines[self.row][0 if numbers == "2" else self.column:]
        elif letter == "J":
            del self.lines[self.row][self.column:]
            del self.lines[self.row + 1:]

    def text(self):
        return "\n".join("".join(line).rstrip() for line in self.lines).rstrip()


def main(folder):
    pictures = pathlib.Path(folder)
    pictures.mkdir(parents=True, exist_ok=True)
    world = worlds.World(os.environ["LARKCAST_PROGRAMS"])
    try:
        runs = worlds.campaigns(world)
        world.manifest(
            "office-move", title="The office moves", audience={"departments": worlds.people(world)},
            message={"text": "The office moves on Friday."}, delivery={"batch_size": 4, "in_flight": 2},
            tracking={"for": "72h"})
        shown = terminal(
            world, ["run", "jobs/office-move.json", "--yes", "--wait", "settled", "--wait-seconds", "30"], 96, 24, 7)
        address = world.serve("--jobs", "jobs")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])

            def page(width, height, scheme, language):
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, locale=language, device_scale_factor=1)
                return context.new_page()

            def signed_in(width, height, scheme, language):
                made = page(width, height, scheme, language)
                made.goto(address + "/login")
                made.locator("input[name=name]").fill("Li Na")
                made.locator("input[name=token]").fill(worlds.token("Li Na"))
                made.keyboard.press("Enter")
                made.wait_for_url(lambda url: "/login" not in url)
                return made

            for name, path, scheme, language in [
                ("dashboard-runs", "/", "light", "en-GB"), ("dashboard-runs.zh-CN", "/", "light", "zh-CN"),
                ("dashboard-run", f"/runs/{runs['sent']}", "dark", "en-GB"),
                ("dashboard-run.zh-CN", f"/runs/{runs['sent']}", "light", "zh-CN"),
                ("dashboard-approve", f"/runs/{runs['waiting']}/approve", "light", "en-GB"),
            ]:
                made = signed_in(1280, 860, scheme, language)
                made.goto(address + path)
                made.screenshot(path=pictures / f"{name}.png")
            for language in ("en", "zh"):
                report = world.root / f"report-{language}.html"
                world.larkcast(
                    "report", runs["sent"], "--format", "html", "--lang", language, "--output", report)
                made = page(1100, 1000, "light", "en-GB")
                made.goto(report.as_uri())
                made.screenshot(path=pictures / ("report.png" if language == "en" else "report.zh-CN.png"))
            made = page(960, 400, "dark", "en-GB")
            made.set_content(TERMINAL % html.escape(shown))
            made.locator("body").screenshot(path=pictures / "terminal-run.png")
            browser.close()
    finally:
        world.end()


if __name__ == "__main__":
    main(sys.argv[1])
