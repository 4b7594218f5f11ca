"""Recomputes audiences from the sandbox's company file and compares them, to the person, with whom larkcast sent to.

Nothing of larkcast's is used here: who is in a department is counted from the company file, whom a run reached from the
sandbox's journal, and what the run says of itself from its document.

Usage: audience.py LARKCAST BASE_URL JOURNAL WORK_FOLDER COMBINATIONS SEED
"""

import csv
import json
import os
import random
import subprocess
import sys
import urllib.request

larkcast, base, journal, work, count, seed = sys.argv[1:]
count, seed = int(count), int(seed)
company = json.load(urllib.request.urlopen(base + "/sandbox/company"))
people = company["people"]
departments = [d for d in company["departments"] if not d["deleted"]]
children = {}
for department in departments:
    children.setdefault(department["parent"], []).append(department["open_department_id"])
open_id_of = {d["department_id"]: d["open_department_id"] for d in departments}
direct = {}
for person in people:
    # Whoever has left is in no department any more.
    if not person["resigned"]:
        for department in person["departments"]:
            direct.setdefault(department, []).append(person)
by = {kind: {p[kind]: p for p in people if p.get(kind)} for kind in ("open_id", "user_id", "union_id", "email", "mobile")}
by_open_id = by["open_id"]


def members(name):
    """Every membership in a department and below it; somebody in three of its departments is there three times."""
    department = open_id_of.get(name, name)
    found = list(direct.get(department, []))
    for child in children.get(department, []):
        found += members(child)
    return found


def draw(generator, is_exclusion):
    """A random audience or exclusion: (kind, name) in order, and how the manifest says it."""
    lists = {"departments": [], "open_id": [], "user_id": [], "union_id": [], "email": [], "mobile": []}
    files = []
    style = generator.random()
    kinds = ["departments", "open_id", "user_id", "union_id", "email", "mobile"]
    if style < 0.15:
        kinds = [generator.choice(["open_id", "user_id", "union_id"])]
    for kind in kinds:
        if len(kinds) > 1 and generator.random() < (0.6 if is_exclusion else 0.4):
            continue
        if kind == "departments":
            for department in generator.choices(departments, k=generator.randint(1, 4)):
                lists[kind].append(department[generator.choice(["open_department_id", "department_id"])])
        else:
            pool = [p[kind] for p in people if p.get(kind)]
            lists[kind] += generator.choices(pool, k=generator.randint(1, 40))
            if kind == "email" and generator.random() < 0.3:
                lists[kind].append("nobody%d@sandbox.example" % generator.randint(1, 9))
    lists["departments"] = list(dict.fromkeys(lists["departments"])) if is_exclusion else lists["departments"]
    if len(kinds) > 1 and generator.random() < 0.4:
        rows = []
        for _ in range(generator.randint(1, 60)):
            kind = generator.choice(["open_id", "user_id", "union_id", "email"])
            rows.append((kind, generator.choice(people)[kind]))
        files.append(rows)
    return lists, files


def manifest_part(lists, files, prefix):
    """The audience as a manifest says it; writes its files."""
    names = {"open_id": "open_ids", "user_id": "user_ids", "union_id": "union_ids", "email": "emails", "mobile": "mobiles"}
    part = {}
    if lists["departments"]:
        part["departments"] = lists["departments"]
    users = {names[kind]: lists[kind] for kind in names if lists[kind]}
    if users:
        part["users"] = users
    for number, rows in enumerate(files):
        path = "%s-%d.csv" % (prefix, number)
        with open(os.path.join(work, path), "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            columns = ["open_id", "user_id", "union_id", "email"]
            writer.writerow(columns + ["note"])
            for kind, name in rows:
                writer.writerow([name if column == kind else "" for column in columns] + ['a "note", with a comma'])
        part.setdefault("files", []).append(path)
    return part


def mentions(lists, files):
    """(kind, name) for every appearance of a person, and every membership of the departments."""
    for name in lists["departments"]:
        for person in members(name):
            yield "department", person
    for kind in ("open_id", "user_id", "union_id", "email", "mobile"):
        for name in lists[kind]:
            yield kind, by[kind].get(name)
    for rows in files:
        for kind, name in rows:
            yield kind, by[kind].get(name)


def kinds_of(lists, files):
    kinds = {kind for kind, names in lists.items() if names}
    for rows in files:
        kinds |= {kind for kind, _ in rows}
    return kinds


def expected(include, exclude):
    """Who must be addressed, and how many appearances that makes."""
    kinds = kinds_of(*include)
    everything = list(mentions(*include))
    out = {p["open_id"] for _, p in mentions(*exclude) if p}
    reached = {p["open_id"] for _, p in everything if p} - out
    only = len(kinds) == 1 and kinds <= {"open_id", "user_id", "union_id"} and kinds_of(*exclude) <= kinds
    # Leavers are left out beforehand or called invalid by Feishu; that somebody is frozen only the contacts say.
    return {
        i for i in reached if not by_open_id[i]["resigned"] and (only or not by_open_id[i]["frozen"])
    }, len(everything)


def named(open_id, include):
    """A person and the kinds of name an audience has for them, for whoever looks into a difference."""
    return open_id, sorted({kind for kind, p in mentions(*include) if p and p["open_id"] == open_id})


def addressed(since):
    """Everybody in the batch_send calls that the sandbox has processed since a line of its journal, as often as they were."""
    found = []
    with open(journal, encoding="utf-8") as file:
        lines = file.readlines()
    for line in lines[since:]:
        entry = json.loads(line)
        if entry["api"] == "batch_send" and entry["processed"]:
            for list_name, kind in (("open_ids", "open_id"), ("user_ids", "user_id"), ("union_ids", "union_id")):
                found += [by[kind][i]["open_id"] for i in entry["recipients"].get(list_name, [])]
    return found, len(lines)


generator = random.Random(seed)
failures = empty = done = 0
line = 0
attempts = 0
while done < count and attempts < count * 3:
    attempts += 1
    include, exclude = draw(generator, False), draw(generator, True)
    if generator.random() < 0.3:
        exclude = ({kind: [] for kind in include[0]}, [])
    name = "combination-%d" % attempts
    audience = manifest_part(*include, "in-%d" % attempts)
    left_out = manifest_part(*exclude, "out-%d" % attempts)
    if not audience:
        continue
    if left_out:
        audience["exclude"] = left_out
    path = os.path.join(work, name + ".json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"job": name, "audience": audience, "message": {"text": "Enrolment opens on Monday, no. %d." % attempts}}, file)
    wanted, appearances = expected(include, exclude)
    result = subprocess.run([larkcast, "run", path, "--yes", "--json", "--quiet"], capture_output=True, text=True)
    got, line = addressed(line)
    problem = None
    if not wanted:
        empty += 1
        if got or result.returncode != 65:
            problem = "nobody is left, but %d were sent to, exit %d" % (len(got), result.returncode)
    else:
        done += 1
        document = json.loads(result.stdout)
        if len(got) != len(set(got)):
            problem = "somebody was addressed twice"
        elif set(got) != wanted:
            problem = "missing %s, too many %s" % (
                [named(i, include) for i in sorted(wanted - set(got))[:3]],
                [named(i, include) for i in sorted(set(got) - wanted)[:3]],
            )
        elif document.get("people", {}).get("targeted") != appearances:
            problem = "%s targeted, but %d appearances" % (document.get("people", {}).get("targeted"), appearances)
    if problem:
        failures += 1
        print("%s: %s" % (path, problem), result.stderr.strip()[:400], file=sys.stderr)
print("%d combinations agreed to the person, %d of nobody were refused, %d failed" % (done - failures, empty, failures))
sys.exit(1 if failures or done < count else 0)
