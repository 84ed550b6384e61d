"""Figures of on-call, from their definitions: reads a list of histories, prints all chapters of each.

Written from docs/insights.md, apart from the engine: time on call is a set of minutes, each asked for its wall clock;
statistics are Python's own where it has them.
"""
import json
import statistics
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from functools import cache, partial
from itertools import combinations
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
EPOCH = date(1970, 1, 1)
WEIGHT = {"day": 1, "evening": 1.25, "night": 1.5, "weekend": 2, "holiday": 3}
POINTS = {"sleep": 3, "off": 1.5, "work": 0.5}
REASONS = ("test", "merged", "maintenance", "shadow")


def fig(key, value, n, left=None, why="nothing", partial=False):
    reasons = {**dict.fromkeys(REASONS, 0), **(left or {})}
    return key, {"value": value, "why": why if value is None else None, "n": n, "partial": partial, "leftOut": reasons}


def told_because(figures, why):
    return [(key, {**one, "why": why if one["value"] is None else None}) for key, one in figures]


def cut_by_filter(figures):
    return [(key, {**one, "value": None, "why": "filtered", "n": 0}) for key, one in figures]


def in_part(figures, partial):
    return [(key, {**one, "partial": partial}) for key, one in figures]


def inside(at, history):
    return history["period"]["start"] <= at < history["period"]["end"]


def share(part, whole):
    return 100 * part / whole if whole else None


def three(key, millis, left=None):
    seconds = sorted(one / 1000 for one in millis)
    n = len(seconds)
    yield fig(f"{key}.mean", statistics.fmean(seconds) if n else None, n, left)
    yield fig(f"{key}.median", statistics.median(seconds) if n else None, n, left)
    enough = [one for one in seconds if sum(other <= one for other in seconds) * 10 >= 9 * n]
    yield fig(f"{key}.p90", min(enough) if n else None, n, left)


def left_of(incidents):
    return {reason: sum(one["leftOut"] == reason for one in incidents) for reason in REASONS}


def kept(incidents):
    return [one for one in incidents if not one["leftOut"]]


def hit(one):
    return min((t["at"] for t in one["tries"] if t["ok"]), default=None)


def ack(one):
    return min((a["at"] for a in one["answers"]), default=None)


def healed(one):
    if one["resolvedBy"] != "source" or one["resolvedAt"] is None:
        return False
    return not any(a["at"] <= one["resolvedAt"] for a in one["answers"])


def healed_untold(one):
    return healed(one) and not any(t["ok"] and t["at"] <= one["resolvedAt"] for t in one["tries"])


def went_through(one):
    """Every step was done before anybody had answered."""
    ends = [s["at"] for s in one["steps"] if s["step"] is None]
    return bool(ends) and not any(a["at"] <= min(ends) for a in one["answers"])


def calls_for_answer(one):
    return bool(one["tries"]) or any(s["step"] is None for s in one["steps"])


def was_missed(one):
    over_unanswered = bool(one["tries"]) and one["resolvedAt"] is not None and not one["answers"]
    return went_through(one) or over_unanswered


def missed_figure(own, left):
    return fig("missed", sum(map(was_missed, own)), sum(map(calls_for_answer, own)), left)


def open_figures(incidents):
    left, own = left_of(incidents), kept(incidents)
    yield fig("incidents", len(own), len(own), left)
    yield fig("paged", sum(bool(one["tries"]) for one in own), len(own), left)
    yield missed_figure(own, left)
    yield fig("missed.exhausted", sum(map(went_through, own)), sum(map(calls_for_answer, own)), left)
    yield from three("timeToPage", [hit(one) - one["openedAt"] for one in own if hit(one) is not None], left)
    count = sum(map(healed, own))
    yield fig("selfHealed", count, len(own), left)
    before = sum(map(healed_untold, own))
    yield fig("selfHealed.before", before, len(own), left)
    yield fig("selfHealed.after", count - before, len(own), left)
    yield fig("selfHealed.share", share(count, len(own)), len(own), left)


def answered_figure(own, left):
    paged = [one for one in own if one["tries"]]
    yield fig("answered", share(sum(ack(one) is not None and not healed(one) for one in paged), len(paged)), len(paged), left)


def answer_times(own, left):
    times = []
    for one in own:
        h, a = hit(one), ack(one)
        if h is not None and a is not None and a >= h and not healed(one):
            times.append(a - h)
    yield from three("timeToAnswer", times, left)


def resolve_times(own, left):
    over = [one for one in own if one["resolvedAt"] is not None]
    yield from three("timeToResolve", [one["resolvedAt"] - one["openedAt"] for one in over], left)
    yield fig("snoozed", statistics.fmean(one["snoozed"] / 1000 for one in over) if over else None, len(over), left)


def entries(one):
    for i, step in enumerate(one["steps"]):
        if step["step"] is None or not step["users"]:
            continue
        later = one["steps"][i + 1 :][:1]
        lost = bool(later) and not any(step["at"] <= stop <= later[0]["at"] for stop in one["stops"])
        yield {"step": step["step"], "users": step["users"], "lost": lost, "of": one}


def loss(own, left):
    return fig("escalationLoss", share(sum(e["lost"] for e in own), len(own)), len(own), left)


# Groups of people


def month(at):
    day = datetime.fromtimestamp(at / 1000, timezone.utc)
    first = datetime(day.year, day.month, 1, tzinfo=timezone.utc)
    following = datetime(day.year + day.month // 12, day.month % 12 + 1, 1, tzinfo=timezone.utc)
    return int(first.timestamp() * 1000), int(following.timestamp() * 1000)


def cells(items, history, where, when, who):
    by_cell = defaultdict(list)
    for item in items:
        by_cell[(*month(when(item)), where(item)["team"], where(item)["policy"])].append(item)
    for (start, end, *_), own in by_cell.items():
        team = where(own[0])["team"]
        group = None if team is None else set(history["members"].get(team, []))
        people = {user for item in own for user in who(item) if group is None or user in group}
        whole = history["period"]["start"] <= start and end <= history["period"]["end"]
        if not history["isFiltered"] and len(people) >= 3 and whole and end + DAY <= history["now"] and start >= history["keptSince"]:
            yield from own


def why_untold(history, own):
    if history["isFiltered"]:
        return "filtered"
    period, at, whole = history["period"], history["period"]["start"], []
    while at < period["end"]:
        start, end = month(at)
        if period["start"] <= start and end <= period["end"]:
            whole.append((start, end))
        at = end
    if not whole:
        return "no-whole-month"
    if not any(end + DAY <= history["now"] and start >= history["keptSince"] for start, end in whole):
        return "not-settled"
    return "small-group" if own else "nothing"


def as_settled(one):
    end = month(one["openedAt"])[1] + DAY
    cut = {name: [x for x in one[name] if x["at"] <= end] for name in ("tries", "answers", "deeds", "steps")}
    cut["stops"] = [at for at in one["stops"] if at <= end]
    if one["resolvedAt"] is not None and one["resolvedAt"] > end:
        cut |= {"resolvedAt": None, "resolvedBy": None}
    return {**one, **cut}


def incident_cells(incidents, history, who):
    return list(cells(incidents, history, lambda one: one["part"], lambda one: one["openedAt"], who))


def first_answerer(one):
    return [min(one["answers"], key=lambda a: a["at"])["user"]] if one["answers"] else []


def paged_people(one):
    return [t["user"] for t in one["tries"]]


# One person


@cache
def wall_clock(zone, at):
    return datetime.fromtimestamp(at / 1000, timezone.utc).astimezone(zone)


class Person:
    def __init__(self, facts, history):
        self.login, self.zone = facts["login"], ZoneInfo(facts["zone"])
        self.holidays = {rota: {EPOCH + timedelta(days=n) for n in days} for rota, days in history["holidays"].items()}
        self.absences, self.history, self.sleep = facts["absences"], history, history["sleep"]
        self.calls = [c for c in history["calls"] if c["user"] == self.login]
        self.all_interruptions = self.find_interruptions()
        self.interruptions = [one for one in self.all_interruptions if inside(one["at"], history)]

    def wall(self, at):
        return wall_clock(self.zone, at)

    def clock(self, wall):
        return ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1000 + wall.microsecond // 1000

    def asleep(self, wall):
        start, end, clock = self.sleep["from"], self.sleep["to"], self.clock(wall)
        if start <= end:
            return start <= clock < end
        return not end <= clock < start

    def on_holiday(self, at):
        """On call at that instant for a rota on which that day is a public holiday."""
        day = self.wall(at).date()
        duties = [*self.history["duties"], *self.history["otherDuties"]]
        return any(d["user"] == self.login and d["start"] <= at < d["end"] and day in self.holidays.get(d["rota"], ()) for d in duties)

    def kind(self, at):
        wall = self.wall(at)
        if self.asleep(wall):
            return "sleep"
        return "work" if 8 <= wall.hour < 18 and wall.weekday() < 5 and not self.on_holiday(at) else "off"

    def wakes(self, call):
        if call["kind"] == "update":
            return call["channel"] in ("sms", "voice", "web-push") and self.asleep(self.wall(call["at"]))
        return call["channel"] in ("sms", "voice", "web-push") or (call["urgent"] and call["channel"] in ("ntfy", "telegram"))

    def find_interruptions(self):
        left = [c for c in self.calls if self.wakes(c) and not c["test"]]
        found = []
        while left:
            first = left[0]
            together = [c for c in left if c["at"] - first["at"] <= 60_000]
            left = left[len(together) :]
            found.append({"at": first["at"], "kind": self.kind(first["at"]), "calls": len(together), "first": first, "user": self.login})
        return [one for one in found if one["first"]["isAsked"]]

    def night(self, at):
        wall = self.wall(at)
        crosses = self.sleep["from"] > self.sleep["to"]
        return wall.date() - timedelta(days=1) if crosses and self.clock(wall) < self.sleep["to"] else wall.date()

    def nights(self):
        first = {}
        for one in self.all_interruptions:
            if one["kind"] == "sleep":
                first.setdefault(self.night(one["at"]), one["at"])
        return sorted(night for night, at in first.items() if inside(at, self.history))

    def series(self):
        nights, best = set(self.nights()), 0
        for night in nights:
            length = 1
            while night + timedelta(days=length) in nights:
                length += 1
            best = max(best, length)
        return best

    def hours(self):
        """A clock hour is a date, an hour and the offset with which the clock shows it."""
        first = {}
        for one in self.all_interruptions:
            w = self.wall(one["at"])
            first.setdefault((w.date(), w.hour, w.utcoffset()), one["at"])
        return {hour for hour, at in first.items() if inside(at, self.history)}

    def tests(self):
        return {"test": sum(self.wakes(c) and c["test"] and c["isAsked"] and inside(c["at"], self.history) for c in self.calls)}

    def minutes(self):
        """Of each minute on call, the rotas that had the person."""
        period, found = self.history["period"], defaultdict(set)
        for duty in self.history["duties"]:
            if duty["user"] == self.login:
                start, end = max(duty["start"], period["start"]), min(duty["end"], period["end"])
                for minute in range(start // MINUTE, end // MINUTE):
                    found[minute].add(duty["rota"])
        return found

    @cache
    def duty(self):
        counts, minutes, weekend, holiday = dict.fromkeys(WEIGHT, 0), self.minutes(), 0, 0
        for minute, rotas in minutes.items():
            wall = self.wall(minute * MINUTE)
            free = any(wall.date() in self.holidays.get(rota, ()) for rota in rotas)
            weekend += wall.weekday() >= 5
            holiday += free
            if free:
                kind = "holiday"
            elif wall.weekday() >= 5:
                kind = "weekend"
            elif self.asleep(wall):
                kind = "night"
            else:
                kind = "evening" if wall.hour >= 18 else "day"
            counts[kind] += 1
        stretches = sum(minute - 1 not in minutes for minute in minutes)
        called = {
            c["incident"]
            for c in self.calls
            if c["kind"] == "page" and self.wakes(c) and not c["test"] and c["at"] // MINUTE in minutes
        }
        points = sum(n / 60 * WEIGHT[kind] for kind, n in counts.items())
        points += sum(POINTS[one["kind"]] for one in self.interruptions)
        classes = {"night": counts["night"], "weekend": weekend, "holiday": holiday}
        return {"hours": len(minutes) / 60, "classes": classes, "stretches": stretches, "called": len(called), "points": points}

    def effort(self):
        whole, guessed, n, now = 0, 0, 0, self.history["now"]
        known = {w["incident"] for w in self.history["work"] if w["user"] == self.login}
        for work in self.history["work"]:
            if work["user"] != self.login or work["leftOut"] or not inside(work["start"], self.history):
                continue
            n += 1
            if work["end"] is None:
                guessed += min(now - work["start"], 4 * HOUR)
                whole += work["travel"]
            else:
                whole += work["end"] - work["start"] + work["travel"]
        for one in kept([*self.history["incidents"], *self.history["earlier"]]):
            own = [a["at"] for a in one["answers"] if a["user"] == self.login]
            if own and inside(min(own), self.history) and one["id"] not in known and not healed(one):
                n += 1
                end = now if one["resolvedAt"] is None else one["resolvedAt"]
                guessed += max(0, min(end - min(own), 4 * HOUR))
        return {"whole": whole + guessed, "guessed": guessed, "n": n}

    def present(self):
        period = self.history["period"]
        away = sum(max(0, min(a["end"], period["end"]) - max(a["start"], period["start"])) for a in self.absences)
        return (period["end"] - period["start"] - away) / DAY


def load_figures(people, series):
    figures, filtered = list(all_load_figures(people, series)), people[0].history["isFiltered"]
    of_calls = ("interruptions", "brokenNights", "disruptedHours")
    return [
        one if not filtered or one[0].startswith(of_calls) else cut_by_filter([one])[0]
        for one in figures
    ]


def all_load_figures(people, series):
    duties = [p.duty() for p in people]
    total = lambda of: sum(of(d) for d in duties)
    stretches, hours, called = (total(lambda d, k=k: d[k]) for k in ("stretches", "hours", "called"))
    yield fig("duty", hours, stretches)
    for kind in ("night", "weekend", "holiday"):
        yield fig(f"duty.{kind}", total(lambda d: d["classes"][kind]) / 60, stretches)
    yield fig("loadPerShift", called / hours * 12 if hours else None, called)
    found = [one for p in people for one in p.interruptions]
    yield fig("points", total(lambda d: d["points"]), stretches)
    left = {"test": sum(p.tests()["test"] for p in people)}
    yield from interruption_figures(found, left)
    nights = sum(len(p.nights()) for p in people)
    yield fig("brokenNights", nights, sum(one["kind"] == "sleep" for one in found), left)
    if series:
        yield fig("brokenNights.series", people[0].series(), nights, left)
    yield fig("disruptedHours", sum(len(p.hours()) for p in people), len(found), left)
    efforts = [p.effort() for p in people]
    n = sum(e["n"] for e in efforts)
    yield fig("effort", sum(e["whole"] for e in efforts) / HOUR, n)
    yield fig("effort.estimated", sum(e["guessed"] for e in efforts) / HOUR, n)


def interruption_figures(found, left=None):
    yield fig("interruptions", len(found), sum(one["calls"] for one in found), left)
    for kind in ("work", "off", "sleep"):
        own = [one for one in found if one["kind"] == kind]
        yield fig(f"interruptions.{kind}", len(own), sum(one["calls"] for one in own), left)


def fairness(people):
    there = [(p.duty(), p.present()) for p in people if p.present() > 0]
    for name, values in (
        ("hours", [d["hours"] / days for d, days in there]),
        ("points", [d["points"] / days for d, days in there]),
    ):
        n, squares = len(values), sum(v * v for v in values)
        why = "small-group" if n < 3 else "nothing"
        pairs = [min(a, b) / max(a, b) if max(a, b) else 1 for a, b in combinations(values, 2)]
        yield fig(f"fairness.{name}", sum(values) ** 2 / (n * squares) if n >= 3 and squares else None, n, why=why)
        yield fig(f"fairness.{name}.pairs", statistics.fmean(pairs) if n >= 3 else None, n, why=why)


def group(by, ident, figures):
    return {"by": by, "id": ident, "figures": dict(figures)}


# Chapters


def counts(incidents):
    own, left = kept(incidents), left_of(incidents)
    yield fig("incidents", len(own), len(own), left)
    yield fig("paged", sum(bool(one["tries"]) for one in own), len(own), left)
    yield missed_figure(own, left)


def days(history, figures, interruptions=(), incidents=None, partial=False):
    utc = lambda at: datetime.fromtimestamp(at / 1000, timezone.utc).date()
    first, last = utc(history["period"]["start"]), utc(history["period"]["end"] - 1)
    weekly = (last - first).days >= 93
    bucket = lambda at: utc(at) - timedelta(days=utc(at).weekday() if weekly else 0)
    opened, broken = defaultdict(list), defaultdict(list)
    for one in history["incidents"] if incidents is None else incidents:
        opened[bucket(one["openedAt"])].append(one)
    for one in interruptions:
        broken[bucket(one["at"])].append(one)
    told = {day for day in opened if kept(opened[day])}
    return [
        group(
            "week" if weekly else "day",
            day.isoformat(),
            [*(figures(opened[day]) if day in told else []), *(in_part(interruption_figures(broken[day]), partial) if day in broken else [])],
        )
        for day in sorted(told | set(broken))
    ]


def me(history, person):
    user = person.login
    mine = []
    for one in history["incidents"]:
        if any(t["user"] == user for t in one["tries"]):
            earlier = [a["at"] for a in one["answers"] if a["user"] != user]
            own = [a for a in one["answers"] if a["user"] == user]
            if own and earlier and min(earlier) < min(a["at"] for a in own):
                own = []
            mine.append({**one, "tries": [t for t in one["tries"] if t["user"] == user], "answers": own})
    own, left = kept(mine), left_of(mine)
    losses = [e for one in kept(history["incidents"]) for e in entries(one) if user in e["users"]]
    figures = [*load_figures([person], True), *answered_figure(own, left), *answer_times(own, left), loss(losses, left)]
    groups = []
    for by, ident in (
        ("day", lambda at: datetime.fromtimestamp(at / 1000, timezone.utc).date().isoformat()),
        ("weekHour", lambda at: f"{person.wall(at).isoweekday() % 7}-{person.wall(at).hour:02}"),
    ):
        buckets = defaultdict(list)
        for one in person.interruptions:
            buckets[ident(one["at"])].append(one)
        groups += [group(by, key, interruption_figures(buckets[key])) for key in sorted(buckets)]
    return {"figures": dict(figures), "groups": groups}


def coverage(history):
    period, due, met = history["period"], 0, 0
    inside = lambda spans: {m for s in spans for m in range(max(s["start"], period["start"]) // MINUTE, min(s["end"], period["end"]) // MINUTE)}
    for rota in history["coverage"]:
        expected = inside(rota["expected"])
        due += len(expected)
        met += len(expected & inside(rota["covered"]))
    return fig("coverage", share(met, due), len(history["coverage"]))


def team(history, people):
    own, left = [as_settled(one) for one in kept(history["incidents"])], left_of(history["incidents"])
    many = incident_cells(own, history, first_answerer)
    why = why_untold(history, own)
    covered = [coverage(history)]
    figures = [*open_figures(history["incidents"]), *(cut_by_filter(covered) if history["isFiltered"] else covered)]
    answers = [*answered_figure(incident_cells(own, history, paged_people), left), *answer_times(many, left), *resolve_times(many, left)]
    figures += told_because(answers, why)
    readable = sorted((p for p in people if p.login in history["readable"]), key=lambda p: p.login)
    partial = len(readable) < len(people)
    if readable:
        fair = list(fairness(readable))
        fair = cut_by_filter(fair) if history["isFiltered"] else fair
        figures += in_part([*load_figures(readable, len(readable) == 1), *fair], partial)
    steps = defaultdict(list)
    for one in own:
        for entry in entries(one):
            steps[entry["step"]].append(entry)
    groups = []
    for step in sorted(steps):
        large = cells(steps[step], history, lambda e: e["of"]["part"], lambda e: e["of"]["openedAt"], lambda e: e["users"])
        groups.append(group("step", str(step), told_because([loss(list(large), left)], why)))
    groups += [group("person", p.login, load_figures([p], True)) for p in readable]
    groups += days(history, counts, [one for p in readable for one in p.interruptions], partial=partial)
    return {"figures": dict(figures), "groups": groups}


def alert_key(alert):
    return f"{alert['integration'] or ''}/{alert['name']}"


def quality(incidents, ratings, others=()):
    left, own = left_of(incidents), kept(incidents)
    yield fig("incidents", len(own), len(own), left)
    yield fig("paged", sum(bool(one["tries"]) for one in own), len(own), left)
    yield missed_figure(own, left)
    yield fig("selfHealed.share", share(sum(map(healed, own)), len(own)), len(own), left)
    again = 0
    for i, one in enumerate(sorted(own, key=lambda one: one["openedAt"])):
        earlier = [o["openedAt"] for o in others if o["openedAt"] <= one["openedAt"]]
        earlier += [o["openedAt"] for o in sorted(own, key=lambda one: one["openedAt"])[:i]]
        again += bool(earlier) and one["openedAt"] - max(earlier) <= 7 * DAY
    yield fig("repeats", again, len(own), left)
    votes = defaultdict(list)
    for rating in ratings:
        if any(one["id"] == rating["incident"] for one in own):
            votes[rating["incident"]].append(rating["rating"])
    for key, said in (("useless", ("nothing-to-do", "not-ours", "false")), ("notOurs", ("not-ours",))):
        most = sum(2 * sum(one in said for one in v) > len(v) for v in votes.values())
        yield fig(key, share(most, len(votes)), len(votes), left)


def nothing_done(own, left):
    paged = [one for one in own if one["tries"]]
    quick = [
        one
        for one in paged
        if hit(one) is not None and ack(one) is not None and 0 <= ack(one) - hit(one) <= MINUTE and not any(d["at"] > ack(one) for d in one["deeds"])
    ]
    return fig("nothingDone", share(len(quick), len(paged)), len(paged), left)


def alerts(history, people):
    asleep = [one for p in people for one in p.interruptions if one["kind"] == "sleep"]
    by_alert, by_hand = defaultdict(list), [one for one in history["incidents"] if one["alert"]["integration"] is None]
    of_alerts = [one for one in history["incidents"] if one not in by_hand]
    for one in of_alerts:
        by_alert[alert_key(one["alert"])].append(one)
    groups = []
    for key, incidents in by_alert.items():
        if not kept(incidents):
            continue
        own = [as_settled(one) for one in kept(incidents)]
        woken = [one for one in asleep if alert_key(one["first"]["alert"]) == key]
        told = [one for one in woken if one["user"] in history["readable"]]
        others = [one for one in woken if one["user"] not in history["readable"]]
        told += cells(others, history, lambda one: one["first"]["part"], lambda one: one["at"], lambda one: [one["user"]])
        untold = None if woken and not told else len(told)
        cost = fig("sleepCost", untold, sum(one["calls"] for one in told), why=why_untold(history, woken), partial=len(told) < len(woken))
        others = [o for o in history["openings"] if alert_key(o["alert"]) == key]
        many = incident_cells(own, history, first_answerer)
        groups.append(group("alert", key, [*quality(incidents, history["ratings"], others), *told_because([nothing_done(many, left_of(incidents))], why_untold(history, own)), cost]))
    value = lambda g, key: g["figures"][key]["value"] or 0
    groups.sort(key=lambda g: (-value(g, "sleepCost"), -value(g, "paged"), g["id"]))
    groups += days(history, counts, incidents=of_alerts)
    return {"figures": {k: v for k, v in quality(of_alerts, history["ratings"]) if k != "repeats"}, "groups": groups}


def deliveries_of(tries):
    found = defaultdict(list)
    for one in sorted(tries, key=lambda t: t["at"]):
        found[one["delivery"]].append(one)
    return list(found.values())


def delivery_figures(deliveries, left):
    yield fig("firstTry", share(sum(d[0]["ok"] for d in deliveries), len(deliveries)), len(deliveries), left)
    sent = [next(t["at"] for t in d if t["ok"]) - d[0]["madeAt"] for d in deliveries if any(t["ok"] for t in d)]
    yield from three("timeToSend", sent, left)


def delivery_counts(incidents):
    own, left = kept(incidents), left_of(incidents)
    tries = [t for one in own for t in one["tries"]]
    deliveries = deliveries_of(tries)
    pages = defaultdict(list)
    for delivery in deliveries:
        pages[delivery[0]["page"]].append(delivery)
    failed_over = 0
    for page in pages.values():
        failed_over += any(
            bad[0]["failedAt"] is not None and any(t["ok"] and t["at"] > bad[0]["failedAt"] for t in good)
            for bad in page
            for good in page
            if good is not bad
        )
    figures = [*delivery_figures(deliveries, left), fig("failovers", failed_over, len(pages), left)]
    return figures, tries, deliveries


def pager(history):
    incidents = history["incidents"]
    found, tries, deliveries = delivery_counts(incidents)
    left = left_of(incidents)
    figures = [*open_figures(incidents), *found]
    channels = sorted({t["channel"] for t in tries})
    reached = defaultdict(list)
    for one in kept(incidents):
        good = [(t["at"], t["channel"]) for t in one["tries"] if t["ok"]]
        if good:
            reached[min(good)[1]].append(min(good)[0] - one["openedAt"])
    groups = [
        group("channel", c, [*three("timeToPage", reached[c], left), *delivery_figures([d for d in deliveries if d[0]["channel"] == c], left)])
        for c in channels
    ]
    daily = lambda own: [*counts(own), *(one for one in delivery_counts(own)[0] if one[0] in ("firstTry", "failovers"))]
    groups += days(history, daily)
    return {"figures": dict(figures), "groups": groups}


def answer(history):
    """All chapters, or those that the history names."""
    people = [Person(facts, history) for facts in history["people"]]
    chapters = {
        **{f"me/{p.login}": partial(me, history, p) for p in people},
        "team": partial(team, history, people),
        "alerts": partial(alerts, history, people),
        "pager": partial(pager, history),
    }
    return {name: chapters[name]() for name in history.get("chapters", chapters)}


if __name__ == "__main__":
    json.dump([answer(history) for history in json.load(sys.stdin)], sys.stdout)
