"""An independent model of OnCall's schedules, as series of events: levels replace each other, events of one level hold together."""
import json
import sys
from datetime import timedelta

from clocks import instant_of, text_of, wall_at
from oncall_engine import DAY, Shift


def zone_of(schedule, shift):
    """Web shifts count in UTC, and so do the overrides that people make in the web interface of any schedule."""
    is_of_web = schedule["type"] == "web" or (shift["type"] == "override" and shift["id"] not in schedule["shifts"])
    return shift["time_zone"] or ("UTC" if is_of_web else schedule["time_zone"])


def events_of(case, shift, start, end):
    """(begin, finish, level, people)"""
    is_web = case["schedule"]["type"] == "web"
    zone = zone_of(case["schedule"], shift)
    read = Shift(shift, zone, is_web)
    shown = read.rotation_start.instant if is_web and read.frequency else float("-inf")
    found = []
    for series, people in read.series():
        low = wall_at(start, zone) - timedelta(seconds=series.length) - 2 * DAY
        for begin, finish in series.events(low, wall_at(end, zone) + DAY):
            begin = max(begin.instant, shown)
            if begin < finish:
                found.append((begin, finish, shift["level"] or 0, people))
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
