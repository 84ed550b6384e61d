"""An independent model of GoAlert's rules (target/goalert: oncall/, schedule/, override/), read for facts.

Reads a list of cases from stdin, and writes for each its rotations' next handoff and who is on call.
"""
import json
import sys
from bisect import bisect_right
from datetime import timedelta

from clocks import days_around, first_instant, instant_of, last_instant, text_of, tiles, wall_at

UNIT = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(days=7)}


def month_later(wall, months):
    index = wall.year * 12 + wall.month - 1 + months
    return wall.replace(year=index // 12, month=index % 12 + 1)


def handoffs(rotation, start, end):
    """All handoffs of a rotation in a range, and one on each side of it, as instants."""
    zone, length = rotation["timeZone"], rotation["shiftLength"]
    first = wall_at(instant_of(rotation["start"]), zone)

    def wall(k):
        if rotation["type"] == "monthly":
            return month_later(first, k * length)
        return first + k * length * UNIT[rotation["type"]]

    days = 28 * length if rotation["type"] == "monthly" else length * UNIT[rotation["type"]].total_seconds() / 86400
    k = int((start - instant_of(rotation["start"])) / 86400 / days) - 3
    while first_instant(wall(k), zone) > start:
        k -= 1
    while first_instant(wall(k + 1), zone) <= start:
        k += 1
    found = [first_instant(wall(k), zone)]
    while found[-1] <= end:
        k += 1
        found.append(first_instant(wall(k), zone))
    return found


class Rotation:
    def __init__(self, rotation, taken, end):
        self.users, self.index = rotation["userIDs"], rotation["activeUserIndex"]
        self.handoffs = handoffs(rotation, taken, end)

    def user_at(self, at):
        """The position is stored as of when the configuration was read, and moves by one at each handoff."""
        if not self.users:
            return None
        turn = bisect_right(self.handoffs, at) - 1
        return self.users[(self.index + turn) % len(self.users)]


def spans_of(rule, zone, start, end):
    opens, closes = rule["start"].split(":"), rule["end"].split(":")
    for day in days_around(start, end, zone):
        # Sunday is the first.
        if rule["weekdayFilter"][(day.weekday() + 1) % 7]:
            begin = day + timedelta(hours=int(opens[0]), minutes=int(opens[1]))
            finish = day + timedelta(hours=int(closes[0]), minutes=int(closes[1]))
            if finish <= begin:
                finish += timedelta(days=1)
            yield first_instant(begin, zone), last_instant(finish, zone)


def on(spans, at):
    return any(begin <= at < finish for begin, finish in spans)


class Windows:
    """Sorted and disjoint, so that a time is found by halving."""

    def __init__(self, spans):
        self.starts, self.ends = [], []
        for begin, finish in sorted(spans):
            if self.ends and begin <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], finish)
            elif begin < finish:
                self.starts.append(begin)
                self.ends.append(finish)

    def open_at(self, at):
        i = bisect_right(self.starts, at) - 1
        return i >= 0 and at < self.ends[i]


def answer(case):
    taken, start, end = (instant_of(case[key]) for key in ("taken", "from", "to"))
    rotations = {one["id"]: Rotation(one, taken, end) for one in case["rotations"]}
    cuts, targets = set(), []
    for target in case["schedule"]["targets"]:
        spans = [one for rule in target["rules"] for one in spans_of(rule, case["schedule"]["timeZone"], start, end)]
        cuts.update(edge for span in spans for edge in span)
        targets.append((target["target"], Windows(spans)))
    for rotation in rotations.values():
        cuts.update(rotation.handoffs)
    timed = [dict(one, start=instant_of(one["start"]), end=instant_of(one["end"])) for one in case["overrides"]]
    cuts.update(edge for one in timed for edge in (one["start"], one["end"]))
    temporary = case["schedule"]["temporarySchedules"]
    shifts = [dict(one, start=instant_of(one["start"]), end=instant_of(one["end"])) for t in temporary for one in t["shifts"]]
    windows = [(instant_of(one["start"]), instant_of(one["end"])) for one in temporary]
    cuts.update(edge for one in shifts for edge in (one["start"], one["end"]))
    cuts.update(edge for span in windows for edge in span)

    def people_at(at):
        if on(windows, at):
            return [one["userID"] for one in shifts if one["start"] <= at < one["end"]]
        named = []
        for target, open_hours in targets:
            if open_hours.open_at(at):
                user = target["id"] if target["type"] == "user" else rotations[target["id"]].user_at(at)
                named += [user] if user else []
        active = [one for one in timed if one["start"] <= at < one["end"]]
        place = {one["removeUserID"]: None for one in active if one["removeUserID"] and not one["addUserID"]}
        place.update({one["removeUserID"]: one["addUserID"] for one in active if one["removeUserID"] and one["addUserID"]})
        kept = [place.get(user, user) for user in named]
        added = [one["addUserID"] for one in active if one["addUserID"] and not one["removeUserID"]]
        return [user for user in kept + added if user]

    return {
        "next": {key: text_of(one.handoffs[1]) for key, one in rotations.items()},
        "shifts": [
            {"userID": user, "start": text_of(left), "end": text_of(right)}
            for left, right, people in tiles(cuts, start, end, people_at)
            for user in people
        ],
    }


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
