"""An independent model of PagerDuty's two kinds of schedules, written from its documentation and API schema."""
import json
import sys
from bisect import bisect_right
from datetime import datetime, timedelta

from clocks import days_around, first_instant, instant_of, last_instant, text_of, tiles, wall_at

RULE_DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class Layer:
    """One person at a time; turns of days keep the wall clock, turns of hours count hours."""

    def __init__(self, layer, zone, start, end):
        self.users = [one["user"]["id"] for one in layer["users"]]
        self.zone, self.length = zone, layer["rotation_turn_length_seconds"]
        self.virtual = instant_of(layer["rotation_virtual_start"])
        self.since = instant_of(layer["start"])
        self.until = instant_of(layer["end"]) if layer["end"] else None
        self.spans = []
        for one in layer["restrictions"]:
            hour, minute = (int(part) for part in one["start_time_of_day"].split(":")[:2])
            for day in days_around(start - 8 * 86400, end, zone):
                if one["type"] == "weekly_restriction" and day.isoweekday() != one["start_day_of_week"]:
                    continue
                begin = day + timedelta(hours=hour, minutes=minute)
                finish = begin + timedelta(seconds=one["duration_seconds"])
                self.spans.append((first_instant(begin, zone), last_instant(finish, zone)))
        self.restricted = bool(layer["restrictions"])
        self.handoffs = self.all_handoffs(start, end)
        self.spans = merged(self.spans)
        self.starts = [begin for begin, _ in self.spans]

    def handoff(self, turn):
        if self.length % 86400:
            return self.virtual + turn * self.length
        return first_instant(wall_at(self.virtual, self.zone) + turn * timedelta(seconds=self.length), self.zone)

    def all_handoffs(self, start, end):
        self.first = (start - self.virtual) // self.length - 2
        turn, found = self.first, []
        while not found or found[-1] <= end:
            found.append(self.handoff(turn))
            turn += 1
        return found

    def cuts(self):
        return [*self.handoffs, *(edge for span in self.spans for edge in span), self.since, *([self.until] if self.until else [])]

    def user_at(self, at):
        if not self.users or at < self.since or (self.until is not None and at >= self.until):
            return None
        if self.restricted:
            i = bisect_right(self.starts, at) - 1
            if i < 0 or at >= self.spans[i][1]:
                return None
        turn = self.first + bisect_right(self.handoffs, at) - 1
        return self.users[turn % len(self.users)]


def merged(spans):
    found = []
    for begin, finish in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], finish))
        elif begin < finish:
            found.append((begin, finish))
    return found


def layered(case, start, end):
    # The first of the list wins.
    layers = [Layer(one, case["zone"], start, end) for one in case["schedule"]["schedule_layers"]]
    overrides = [(instant_of(one["start"]), instant_of(one["end"]), one["user"]["id"]) for one in case["overrides"]]
    cuts = {cut for layer in layers for cut in layer.cuts()} | {edge for one in overrides for edge in one[:2]}

    def people_at(at):
        # Which of two overrides counts is not documented; here the later of the list.
        for begin, finish, user in reversed(overrides):
            if begin <= at < finish:
                return [user]
        for layer in layers:
            user = layer.user_at(at)
            if user:
                return [user]
        return []

    return cuts, people_at


def shifts_of(event, start, end):
    """Every shift of an event with its members, from the first one on, since members take turns by shifts."""
    zone = event["start_time"]["time_zone"]
    first, finish = (datetime.fromisoformat(event[key]["date_time"]) for key in ("start_time", "end_time"))
    rule = dict(part.split("=") for part in event["recurrence"][0].removeprefix("RRULE:").split(";"))
    interval = int(rule.get("INTERVAL", 1))
    days = [RULE_DAYS.index(day) for day in rule["BYDAY"].split(",")] if "BYDAY" in rule else None
    if days is None:
        days = [first.weekday()] if rule["FREQ"] == "WEEKLY" else range(7)
    monday = first - timedelta(days=first.weekday())
    strategy = event["assignment_strategy"]
    members = [[one["user_id"]] if one["type"] == "user_member" else [] for one in strategy["members"]]
    day, number, found = first, 0, []
    while first_instant(day, zone) < end:
        weeks = (day - monday).days // 7
        on = day.weekday() in days and (rule["FREQ"] == "DAILY" or weeks % interval == 0)
        if on:
            if strategy["type"] == "every_member_assignment_strategy":
                people = [user for one in members for user in one]
            else:
                people = members[number // strategy["shifts_per_member"] % len(members)]
            span = (first_instant(day, zone), last_instant(day + (finish - first), zone), people)
            if span[1] > start:
                found.append(span)
            number += 1
        day += timedelta(days=1)
    return found


def shift_based(case, start, end):
    shifts = [one for rotation in case["schedule"]["rotations"] for event in rotation["events"] for one in shifts_of(event, start, end)]
    cuts = {edge for one in shifts for edge in one[:2]}
    return cuts, lambda at: [user for begin, finish, people in shifts if begin <= at < finish for user in people]


def answer(case):
    start, end = instant_of(case["from"]), instant_of(case["to"])
    cuts, people_at = (layered if case["kind"] == "layers" else shift_based)(case, start, end)
    return [
        {"user": user, "start": text_of(left), "end": text_of(right)}
        for left, right, people in tiles(cuts, start, end, people_at)
        for user in people
    ]


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
