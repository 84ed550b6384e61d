"""An independent model of Opsgenie's schedules, written from its documentation: rotations hold together."""
import json
import sys
from bisect import bisect_right
from datetime import timedelta

from clocks import days_around, first_instant, instant_of, last_instant, text_of, tiles, wall_at

UNIT = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def stretches(restriction, zone, start, end):
    def clock(one, which):
        return timedelta(hours=one[which + "Hour"], minutes=one[which + "Min"])

    for day in days_around(start - 8 * 86400, end, zone):
        if restriction["type"] == "time-of-day":
            one = restriction["restriction"]
            begin, finish = day + clock(one, "start"), day + clock(one, "end")
            if finish <= begin:
                finish += timedelta(days=1)
            yield first_instant(begin, zone), last_instant(finish, zone)
        else:
            for one in restriction["restrictions"]:
                if DAYS[day.weekday()] == one["startDay"]:
                    later = (DAYS.index(one["endDay"]) - day.weekday()) % 7
                    begin, finish = day + clock(one, "start"), day + timedelta(days=later) + clock(one, "end")
                    if finish <= begin:
                        finish += timedelta(days=7)
                    yield first_instant(begin, zone), last_instant(finish, zone)


class Rotation:
    def __init__(self, rotation, zone, start, end):
        self.id, self.participants = rotation["id"], rotation["participants"]
        self.begins = instant_of(rotation["startDate"])
        self.ends = instant_of(rotation["endDate"]) if rotation["endDate"] else None
        self.handoffs, self.first = self.turns(rotation, zone, start, end)
        self.spans = None
        if rotation["timeRestriction"]:
            self.spans = []
            for begin, finish in sorted(stretches(rotation["timeRestriction"], zone, start, end)):
                if self.spans and begin <= self.spans[-1][1]:
                    self.spans[-1] = (self.spans[-1][0], max(self.spans[-1][1], finish))
                elif begin < finish:
                    self.spans.append((begin, finish))

    def turns(self, rotation, zone, start, end):
        """Turns of days keep the wall clock; turns of hours count hours."""
        length = rotation["length"]
        if rotation["type"] == "hourly":
            seconds = 3600 * length
            at = lambda turn: self.begins + turn * seconds
        else:
            step = UNIT[rotation["type"]] * length
            seconds = step.total_seconds()
            wall = wall_at(self.begins, zone)
            at = lambda turn: self.begins if turn == 0 else first_instant(wall + turn * step, zone)
        turn = max(0, int((start - self.begins) // seconds) - 2)
        first, found = turn, []
        while not found or found[-1] <= end:
            found.append(at(turn))
            turn += 1
        return found, first

    def cuts(self):
        return {self.begins, *self.handoffs, *([self.ends] if self.ends else []), *(edge for span in self.spans or [] for edge in span)}

    def participant_at(self, at):
        if at < self.begins or (self.ends is not None and at >= self.ends) or not self.open_at(at):
            return None
        turn = self.first + bisect_right(self.handoffs, at) - 1
        return self.participants[turn % len(self.participants)]

    def open_at(self, at):
        if self.spans is None:
            return True
        i = bisect_right(self.spans, (at, float("inf"))) - 1
        return i >= 0 and at < self.spans[i][1]


def answer(case):
    start, end = instant_of(case["from"]), instant_of(case["to"])
    zone = case["schedule"]["timezone"]
    rotations = [Rotation(one, zone, start, end) for one in case["schedule"]["rotations"]]
    overrides = [
        (instant_of(one["startDate"]), instant_of(one["endDate"]), one["user"]["id"], [r["id"] for r in one["rotations"]])
        for one in case["overrides"]
    ]
    forwardings = [
        (instant_of(one["startDate"]), instant_of(one["endDate"]), one["fromUser"]["id"], one["toUser"]["id"])
        for one in case["forwardings"]
    ]
    periods = []
    for rotation in rotations:
        cuts = rotation.cuts() | {edge for one in overrides + forwardings for edge in one[:2]}

        def people_at(at):
            participant = rotation.participant_at(at)
            user, kind = (participant["id"] if participant and participant["type"] == "user" else None), "default"
            # Of an override, only the hours that the rotation covers are known for certain.
            for begin, finish, by, named in overrides:
                if begin <= at < finish and (not named or rotation.id in named) and rotation.open_at(at):
                    user, kind = by, "override"
            for begin, finish, gone, comes in forwardings:
                if user == gone and begin <= at < finish:
                    return [f"{comes} forwarding"]
            return [f"{user} {kind}"] if user else []

        for left, right, people in tiles(cuts, start, end, people_at):
            for one in people:
                user, kind = one.split(" ")
                periods.append({"rotation": rotation.id, "start": text_of(left), "end": text_of(right), "user": user, "type": kind})
    return periods


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
