#!/usr/bin/env python3
"""Writes random (expression, zone, instant) triples and when they fire next, by croniter and Python's zoneinfo.

Usage: cron_vectors.py COUNT SEED > vectors.tsv

croniter reads the expression and walks naive civil times; zoneinfo puts them on the line of time with larkcast's rules:
a time in a gap fires at the gap's end, a time that comes twice fires the first time. So nothing of ours is in the answer.

croniter's own answer for aware times is compared as well. It may differ only for one of the two REASONS; every other
difference ends the script with exit code 1.
"""
import collections
import datetime
import multiprocessing
import random
import sys
import zoneinfo

import croniter

ZONES = """
UTC Asia/Shanghai Asia/Tokyo Asia/Kolkata Asia/Kathmandu Asia/Tehran Asia/Dubai Asia/Almaty Asia/Manila Asia/Gaza
Asia/Pyongyang Asia/Jerusalem Africa/Cairo Africa/Casablanca Africa/Johannesburg Africa/Lagos Africa/Juba Europe/London
Europe/Dublin Europe/Berlin Europe/Moscow Europe/Istanbul Europe/Chisinau Europe/Lisbon America/New_York America/Chicago
America/Denver America/Phoenix America/Los_Angeles America/Anchorage America/St_Johns America/Sao_Paulo America/Caracas
America/Asuncion America/Havana America/Scoresbysund America/Mexico_City America/Santiago Atlantic/Azores
Australia/Sydney Australia/Adelaide Australia/Lord_Howe Australia/Eucla Pacific/Auckland Pacific/Chatham Pacific/Apia
Pacific/Tongatapu Pacific/Kiritimati Pacific/Pago_Pago Pacific/Norfolk Pacific/Honolulu Antarctica/Troll
""".split()

# Where croniter's own aware answers follow another policy; both are sound, ours is in docs/schedules.md.
REASONS = {
    "gap": "a time the clocks skip: larkcast fires right after the gap, croniter at the next time that exists",
    "second": "an hour the clocks show twice: larkcast fires the first time only, croniter the second time as well",
}

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
WEEKDAYS = "SUN MON TUE WED THU FRI SAT".split()
UTC = datetime.timezone.utc


def entry(random_, low, high, names=()):
    kind = random_.random()
    first = random_.randint(low, high)
    if kind < 0.55:
        return names[first - low] if names and random_.random() < 0.3 else str(first)
    if kind < 0.70:
        return f"*/{random_.randint(1, max(1, (high - low) // 2))}"
    if first == high:
        return str(first)
    # Not 5-5: croniter takes it for the whole range, larkcast and Vixie's cron for 5.
    last = random_.randint(first + 1, high)
    step = f"/{random_.randint(1, 5)}" if random_.random() < 0.4 else ""
    return f"{first}-{last}{step}"


def field(random_, low, high, star, names=()):
    if random_.random() < star:
        return "*"
    return ",".join(entry(random_, low, high, names) for _ in range(random_.choice([1, 1, 1, 2, 3])))


def expression(random_):
    days, weekdays = "*", "*"
    if random_.random() < 0.4:
        days = field(random_, 1, 31, 0)
    elif random_.random() < 0.6:
        weekdays = field(random_, 0, 6, 0, WEEKDAYS)
    # Where clocks change is where crons differ, so the small hours come up more often than others.
    hours = field(random_, 0, 4, 0.1) if random_.random() < 0.4 else field(random_, 0, 23, 0.15)
    return " ".join([field(random_, 0, 59, 0.05), hours, days, field(random_, 1, 12, 0.6, MONTHS), weekdays])


def changes(zone, first, last):
    """The instants at which the zone's offset changes, to the second."""
    found, day = [], 7 * 86_400
    offset = lambda at: datetime.datetime.fromtimestamp(at, zone).utcoffset()
    at = first
    while at < last:
        if offset(at) != offset(at + day):
            low, high = at, at + day
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
            found.append(high)
        at += day
    return found


def placed(civil, zone):
    """When something set for a civil time fires, and whether the time is in a gap or an overlap."""
    first = civil.replace(tzinfo=zone, fold=0)
    second = civil.replace(tzinfo=zone, fold=1)
    instant = int(first.timestamp())
    if datetime.datetime.fromtimestamp(instant, zone).replace(tzinfo=None) == civil:
        return instant, "overlap" if first.utcoffset() != second.utcoffset() else None
    # In a gap fold=0 counts with the offset before it, fold=1 with the one after; the change lies between the two.
    low, high = int(second.timestamp()) - 1, instant
    offset = lambda at: datetime.datetime.fromtimestamp(at, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(middle) == first.utcoffset() else (low, middle)
    return high, "gap"


def next_firing(text, start, zone):
    civil = datetime.datetime.fromtimestamp(start, zone).replace(tzinfo=None)
    walk = croniter.croniter(text, civil, day_or=False)
    while True:
        instant, kind = placed(walk.get_next(datetime.datetime), zone)
        if instant > start:
            return instant, kind


def own_answer(text, start, zone):
    aware = datetime.datetime.fromtimestamp(start, zone)
    return int(croniter.croniter(text, aware, day_or=False).get_next(float))


def reason(kind, own, zone):
    """Why croniter's aware answer differs, or None."""
    if kind == "gap":
        return "gap"
    return "second" if datetime.datetime.fromtimestamp(own, zone).fold else None


def share(count, seed):
    """That many lines, how often croniter's own answers differ and why, and those that nothing explains."""
    random_ = random.Random(seed)
    zones = {name: zoneinfo.ZoneInfo(name) for name in ZONES}
    first, last = 662_688_000, 2_145_916_800  # 1991 to 2037
    moves = {name: changes(zone, first, last) for name, zone in zones.items()}
    lines, reasons, unexplained = [], collections.Counter(), []
    while len(lines) < count:
        name = random_.choice(ZONES)
        start = random_.randint(first, last - 1)
        if moves[name] and random_.random() < 0.5:
            reach = random_.choice([90_000, 5000])
            start = random_.choice(moves[name]) + random_.randint(-reach, reach)
        text = expression(random_)
        try:
            instant, kind = next_firing(text, start, zones[name])
        except croniter.CroniterBadDateError:
            continue  # a day no month has, which larkcast refuses when it reads the expression
        own = own_answer(text, start, zones[name])
        if own != instant:
            why = reason(kind, own, zones[name])
            reasons[why] += 1
            if why is None:
                unexplained.append((text, name, start, instant, own))
        lines.append(f"{text}\t{name}\t{start}\t{instant}")
    return lines, reasons, unexplained


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    # Shares of a fixed size, so that a seed gives the same lines on any number of processors.
    sizes = [min(5000, count - done) for done in range(0, count, 5000)]
    reasons, unexplained = collections.Counter(), []
    with multiprocessing.Pool() as pool:
        jobs = [(size, f"{seed}/{number}") for number, size in enumerate(sizes)]
        for lines, more_reasons, more_unexplained in pool.starmap(share, jobs):
            print("\n".join(lines))
            reasons += more_reasons
            unexplained += more_unexplained
    for kind, text in REASONS.items():
        print(f"croniter's own aware answer differs {reasons[kind]} times: {text}", file=sys.stderr)
    for line in unexplained[:20]:
        print("unexplained:", *line, file=sys.stderr)
    sys.exit(1 if unexplained else 0)


if __name__ == "__main__":
    main()
