"""An independent model of OnCall's schedules, as series of events: levels replace each other, events of one level hold together."""
import json
import sys
from datetime import datetime, timedelta
from itertools import count

from clocks import first_instant, instant_of, last_instant, text_of, wall_at

DAY = timedelta(days=1)
STEP = {"hourly": timedelta(hours=1), "daily": DAY, "weekly": 7 * DAY}
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def wall(text):
    return datetime.fromisoformat(text)


class Rule:
    """The dates at which a shift recurs, from a first date on."""

    def __init__(self, shift):
        self.frequency, self.interval = shift["frequency"], shift["interval"]
        self.days = [DAYS.index(day) for day in shift["by_day"] or []]
        self.week_start = DAYS.index(shift.get("week_start") or "SU")

    def week(self, date):
        return date - ((date.weekday() - self.week_start) % 7) * DAY

    def dates(self, first, interval, near):
        """In order; those that end long before `near` may be left out."""
        if not self.days:
            step = STEP[self.frequency] * interval
            skipped = max(0, int((near - first) / step) - 1)
            yield from (first + (skipped + k) * step for k in count())
        elif self.frequency == "weekly":
            begin = self.week(first)
            skipped = max(0, int((near - begin) / (7 * DAY * interval)) - 1)
            for k in count(skipped):
                for day in range(7):
                    date = begin + 7 * DAY * interval * k + day * DAY
                    if date.weekday() in self.days and date >= first:
                        yield date
        else:
            for k in count():
                date = first + interval * k * DAY
                if date.weekday() in self.days:
                    yield date

    def first(self, start, rotation_start, duration, running, plain):
        first = start
        if self.days and start.weekday() not in self.days and not plain:
            # The first chosen day in the order of the week.
            wanted = min(self.days, key=lambda day: (day - self.week_start) % 7)
            first += ((wanted - start.weekday()) % 7) * DAY
        for date in self.dates(first, self.interval, min(rotation_start - duration, rotation_start) - 8 * DAY):
            if date >= rotation_start or (running and date + duration > rotation_start):
                return date

    def following(self, date):
        """Where the next group begins."""
        if self.frequency == "weekly":
            days = (self.week_start - date.weekday()) % 7 or 7
            least = date + (days + 7 * (self.interval - 1)) * DAY
        else:
            least = date + STEP[self.frequency]
        for one in self.dates(date, self.interval, date):
            if one > date and one >= least:
                return one


def turns(shift, rule, first, duration, start, end):
    """(date, people) of a shift in which groups take turns."""
    index = shift["start_rotation_from_user_index"] or 0
    groups = shift["rolling_users"][index:] + shift["rolling_users"][:index]
    near = start - duration - 8 * DAY
    if rule.frequency == "daily" and rule.days:
        # The turn passes on chosen days, `interval` of them for each group.
        chosen = 0
        for k in count():
            date = first + k * DAY
            if date > end:
                return
            if date.weekday() in rule.days:
                if date >= near:
                    yield date, groups[chosen // rule.interval % len(groups)]
                chosen += 1
    for group in groups:
        for date in rule.dates(first, rule.interval * len(groups), near):
            if date > end:
                break
            yield date, group
        first = rule.following(first)


def events_of(case, shift, start, end):
    """(begin, finish, level, people)"""
    is_web = case["schedule"]["type"] == "web"
    zone = shift["time_zone"] or ("UTC" if is_web else case["schedule"]["time_zone"])
    duration = timedelta(seconds=shift["duration"])
    begins = wall(shift["start"])
    span = lambda date: (first_instant(date, zone), last_instant(date + duration, zone))
    if shift["type"] in ("single_event", "override"):
        people = shift["users"] if shift["type"] == "single_event" else shift["rolling_users"][0]
        return [(*span(begins), shift["level"], people)]
    rule = Rule(shift)
    plain = shift["type"] == "recurrent_event"
    rotation_start = wall(shift.get("rotation_start") or shift["start"])
    first = rule.first(begins, rotation_start, duration, is_web, plain)
    low, high = wall_at(start, zone), wall_at(end, zone)
    if plain:
        dates = ((date, shift["users"]) for date in rule.dates(begins, rule.interval, low - duration - 8 * DAY) if date >= first)
    else:
        dates = turns(shift, rule, first, duration, low, high)
    shown = first_instant(rotation_start, zone) if is_web else float("-inf")
    until = instant_of(shift["until"] + "Z") if shift["until"] else float("inf")
    found = []
    for date, people in dates:
        if date > high and plain:
            break
        begin, finish = span(date)
        begin, finish = max(begin, shown), min(finish, until)
        if begin < finish:
            found.append((begin, finish, shift["level"], people))
    return found


def swapped(events, swaps):
    """In the order in which they were made; each acts on what the ones before it left."""
    for swap in sorted(swaps, key=lambda one: one["created_at"]):
        left, right = instant_of(swap["swap_start"]), instant_of(swap["swap_end"])
        after = []
        for begin, finish, level, people in events:
            if swap["beneficiary"] not in people or finish <= left or begin >= right:
                after.append((begin, finish, level, people))
                continue
            others = [one for one in people if one != swap["beneficiary"]]
            parts = [(begin, left, people), (max(begin, left), min(finish, right), others + [swap["benefactor"]]), (right, finish, people)]
            after += [(a, b, level, who) for a, b, who in parts if a < b]
        events = after
    return events


def answer(case):
    start, end = instant_of(case["from"]), instant_of(case["to"])
    notified = set(case["notified"])
    events = []
    for shift in case["shifts"]:
        override = shift["type"] == "override"
        for begin, finish, level, people in events_of(case, shift, start, end):
            events.append((begin, finish, (override, level), people))
    events = [
        (max(begin, start), min(finish, end), rank, notified.intersection(people))
        for begin, finish, rank, people in swapped(events, case["swaps"])
    ]
    # An event of nobody who would be notified does not count: a lower level shows.
    events = sorted((one for one in events if one[0] < one[1] and one[3]), key=lambda one: one[:2])
    rows, running, following = [], [], 0
    edges = sorted({edge for one in events for edge in one[:2]})
    for left, right in zip(edges, edges[1:]):
        while following < len(events) and events[following][0] <= left:
            running.append(events[following])
            following += 1
        running = [one for one in running if one[1] > left]
        if running:
            highest = max(rank for _, _, rank, _ in running)
            for user in sorted(set().union(*(people for _, _, rank, people in running if rank == highest))):
                rows.append({"user_pk": user, "shift_start": text_of(left), "shift_end": text_of(right)})
    return rows


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
