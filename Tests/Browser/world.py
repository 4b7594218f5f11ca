"""A company, its campaigns and a daemon with a dashboard, for a browser to look at; all of it invented and on loopback."""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

SECRET = "sandbox-secret-not-real"
USERS = {"Li Na": "approver", "Wang Wei": "author", "Zhao Min": "viewer"}


def token(name):
    """The invented token of an invented person."""
    return "browser-test-" + hashlib.sha256(name.encode()).hexdigest()[:32]


def until(condition, what, seconds=60):
    """Waits for something that happens elsewhere; says what did not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for {what}")


class World:
    """Begins with the programs in a folder; ends every process it began."""

    def __init__(self, programs, users=True):
        self.programs = pathlib.Path(programs).resolve()
        # A process that has let go of its terminal may still write its last line while the folder is emptied.
        self.folder = tempfile.TemporaryDirectory(prefix="larkcast-browser-", ignore_cleanup_errors=True)
        self.root = pathlib.Path(self.folder.name)
        self.processes = []
        self.jobs = self.root / "jobs"
        self.jobs.mkdir()
        self.base = self._start_sandbox()
        self._configure(users)

    def _start_sandbox(self):
        sandbox = subprocess.Popen(
            [self.programs / "feishu-sandbox", "--seed", "1", "--people", "400", "--speed", "600", "--latency", "120",
             "--deliveries-per-second", "0.2", "--journal", self.root / "journal.jsonl"],
            stdout=subprocess.PIPE, text=True)
        self.processes.append(sandbox)
        line = sandbox.stdout.readline()
        return line.split()[-1]

    def _configure(self, users):
        (self.root / "app_secret").write_text(SECRET + "\n")
        os.chmod(self.root / "app_secret", 0o600)
        lines = [
            "profiles:", "  default:", f"    base_url: {self.base}", "    app_id: cli_sandbox",
            "    app_secret_file: app_secret", "limits:", "  polls_per_minute: 800", "tracking:",
            "  intervals: [1, 1, 2, 2, 3]", "confirm_above: 5000",
        ]
        if users:
            lines += ["dashboard:", "  users:"]
            for name, role in USERS.items():
                digest = hashlib.sha256(token(name).encode()).hexdigest()
                lines += [f"    - name: {name}", f"      role: {role}", f"      token_sha256: {digest}"]
        (self.root / "config.yaml").write_text("\n".join(lines) + "\n")
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.root), "TZ": "Asia/Shanghai", "LANG": "C.UTF-8",
            "LARKCAST_CONFIG": str(self.root / "config.yaml"), "LARKCAST_DB": str(self.root / "larkcast.sqlite"),
            "SWIFT_BACKTRACE": "enable=no",
        }

    def larkcast(self, *arguments, expected=(0,)):
        """Runs a command to its end."""
        done = subprocess.run(
            [self.programs / "larkcast", *map(str, arguments)], cwd=self.root, env=self.environment, text=True,
            capture_output=True, stdin=subprocess.DEVNULL)
        assert done.returncode in expected, f"larkcast {arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def json(self, *arguments, expected=(0,)):
        """Runs a command and reads its one document."""
        return json.loads(self.larkcast(*arguments, "--json", expected=expected).stdout)

    def run(self, name, *options, expected=(0, 1)):
        """Runs a job beside the daemon and returns the run's id.

        The daemon looks at what was sent before every second here, and one larkcast works at a time: 75 means try again.
        """
        def ended():
            done = self.larkcast("run", f"jobs/{name}.json", "--yes", *options, expected=(75, *expected))
            return done.returncode != 75

        until(ended, f"a run of {name}")
        return next(run["run"] for run in self.json("list")["runs"] if run["job"] == name)

    def serve(self, *arguments):
        """Begins a daemon with a dashboard and returns its address."""
        log = self.root / f"serve-{len(self.processes)}.log"
        process = subprocess.Popen(
            [self.programs / "larkcast", "serve", *map(str, arguments), "--listen", "127.0.0.1:0", "--log-format", "text"],
            cwd=self.root, env=self.environment, stdout=subprocess.DEVNULL, stderr=log.open("w"),
            stdin=subprocess.DEVNULL)
        self.processes.append(process)

        def address():
            assert process.poll() is None, log.read_text()
            found = re.search(r"http://[\w.\[\]:]+", log.read_text())
            return found and found.group(0)

        return until(address, "the dashboard's address")

    def manifest(self, name, **members):
        """Writes a manifest and returns its path."""
        path = self.jobs / f"{name}.json"
        path.write_text(json.dumps({"job": name, **members}, ensure_ascii=False, indent=2))
        return path

    def end(self):
        """Ends what was begun, by its own process id."""
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.folder.cleanup()


def people(world):
    """The open ids of the invented company, as its contacts tell them."""
    import urllib.request

    def call(path, body=None, headers=None):
        request = urllib.request.Request(
            world.base + path, json.dumps(body).encode() if body else None,
            {"Content-Type": "application/json; charset=utf-8", **(headers or {})})
        return json.load(urllib.request.urlopen(request))

    answer = call("/open-apis/auth/v3/tenant_access_token/internal", {"app_id": "cli_sandbox", "app_secret": SECRET})
    bearer = {"Authorization": "Bearer " + answer["tenant_access_token"]}
    departments = call(
        "/open-apis/contact/v3/departments/0/children?page_size=50&department_id_type=open_department_id", None, bearer)
    return [item["open_department_id"] for item in departments["data"]["items"]]


CARD = {
    "config": {"wide_screen_mode": True},
    "header": {"template": "blue", "title": {"tag": "plain_text", "content": "全员大会 · Town hall"}},
    "elements": [
        {"tag": "div", "text": {"tag": "lark_md", "content": "**Friday, 10:00** in the large hall\n周五上午十点，大会议厅"}},
        {"tag": "hr"},
        {"tag": "note", "elements": [{"tag": "plain_text", "content": "Doors open at 09:30"}]},
    ],
}


def campaigns(world):
    """Campaigns in every state a page can show; returns the run ids by name."""
    top = people(world)
    runs = {}
    world.manifest(
        "benefits-2026", title="2026 benefits enrolment opens", audience={"departments": top[:4]},
        message={"text": "Enrolment for 2026 opens on Monday.\n2026 年福利登记周一开始。"},
        delivery={"batch_size": 20}, tracking={"for": "72h"})
    done = world.json("run", "jobs/benefits-2026.json", "--yes", "--wait", "settled", "--wait-seconds", "12", expected=(0, 1))
    runs["sent"] = done["run"]
    world.manifest(
        "townhall", title="Town hall on Friday · 周五全员大会", audience={"departments": top[:2]}, message={"card": CARD},
        approval={"required": True})
    waiting = world.json("run", "jobs/townhall.json", "--yes", expected=(3,))
    runs["waiting"] = waiting["run"]
    world.manifest(
        "canteen", title="<script>alert(1)</script> & \"canteen\"", audience={"departments": top[2:3]},
        message={"text": "The canteen is closed <b>tomorrow</b>."}, tracking={"for": "1h"})
    runs["hostile"] = world.json("run", "jobs/canteen.json", "--yes", expected=(0, 1))["run"]
    world.json("recall", runs["hostile"], "--yes", expected=(0, 1))
    world.manifest(
        "timesheets", title="Timesheets, please · 请提交工时", audience={"departments": top[:1]},
        message={"text": "Please hand in your timesheets."},
        schedule={"cron": "0 16 * * 5", "timezone": "Asia/Shanghai"})
    world.larkcast("tick", "--jobs", "jobs", expected=(0, 1, 3))
    return runs
