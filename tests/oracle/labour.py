"""Labour law by minutes: reads a list of facts, prints an answer for each.

Written from the rules' text, apart from the engine: time is a row of minutes (a bytearray, one byte a minute), not a
list of spans, and zones are Python's own. Instants in and out are epoch ms.
"""
import hashlib
import json
import sys
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = 60_000
DAY = 1440
WEEK = 7 * DAY
FOREVER = 10**9
EPOCH = date(1970, 1, 1)
WORDS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
FRANCE = {
    "notice": {"days": 15, "count": "calendar", "clear": 1, "reason": "required"},
    "restDaily": {"rest": 660, "within": 1440, "policy": "restartIfNotTaken", "minInterruption": 0},
    "restWeekly": {"rest": 2100, "policy": "restartIfNotTaken", "minInterruption": 0},
    "hoursDaily": {"max": 600},
    "hoursWeekly": {"max": 48 * 60},
    "hoursAverage": {"weeks": 12, "max": 44 * 60, "neutral": True},
    "eligible": {"night": {"from": "20:00", "to": "07:00"}},
    "record": {"after": 3 * DAY},
    "document": {"by": 10, "late": 10 * DAY},
}
EUROPE = {
    **{kind: FRANCE[kind] for kind in ("restDaily", "restWeekly", "eligible", "record")},
    "hoursAverage": {"weeks": 17, "max": 48 * 60, "neutral": True},
}
PACKS = {"fr-default@1": FRANCE, "eu@1": EUROPE}
UNITS = {"s": 1 / 60, "m": 1, "h": 60, "d": DAY}


def duration(text):
    """`11h` in minutes; anything else as it is."""
    if isinstance(text, str) and text[:-1].isdigit() and text[-1] in UNITS:
        return round(int(text[:-1]) * UNITS[text[-1]])
    return text


@lru_cache(maxsize=None)
def zone_of(name):
    return ZoneInfo(name)


@lru_cache(maxsize=None)
def wall(zone, minute):
    return datetime.fromtimestamp(minute * 60, zone_of(zone)).replace(tzinfo=None, fold=0)


@lru_cache(maxsize=None)
def minute_of(zone, local, edge):
    """The minute at which a wall clock starts (first occurrence) or ends (last occurrence) something."""
    found = []
    for fold in (0, 1):
        aware = local.replace(tzinfo=zone_of(zone), fold=fold)
        found.append(int(aware.timestamp()) // 60)
    shown = [minute for minute in found if wall(zone, minute) == local]
    if shown:
        return min(shown) if edge == "start" else max(shown)
    minute = min(found)
    while wall(zone, minute) < local:
        minute += 1
    return minute


def at(zone, written):
    """A written instant as a minute."""
    if isinstance(written, int):
        return written // MINUTE
    parsed = datetime.fromisoformat(written)
    return minute_of(zone, parsed, "start") if parsed.tzinfo is None else int(parsed.timestamp()) // 60


@lru_cache(maxsize=None)
def clock(day, text):
    hour, minute = map(int, text.split(":"))
    return datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=minute)


def local_date(zone, minute):
    return wall(zone, minute).date()


@lru_cache(maxsize=None)
def midnight(zone, day):
    return minute_of(zone, datetime(day.year, day.month, day.day), "start")


def matches(word, day, holidays):
    weekend = day.weekday() >= 5
    named = {
        "daily": True,
        "weekend": weekend,
        "workday": not weekend and day not in holidays,
        "holiday": day in holidays,
    }
    return named[word] if word in named else WORDS[day.weekday()] == word


class Row:
    """Minutes from `first` on, each 0 or 1."""

    def __init__(self, first, last):
        self.first, self.length, self.written, self.known = first, last - first, bytearray(last - first), None

    @property
    def cells(self):
        """The row as bytes; of a combined one they are made when they are first asked for."""
        if self.written is None:
            self.written = bytearray(self.known.to_bytes(self.length))
        return self.written

    def fill(self, start, end, value=1):
        a, b = max(0, start - self.first), min(self.length, end - self.first)
        if a < b:
            self.cells[a:b] = bytes([value]) * (b - a)
            self.known = None

    def copy(self):
        row = Row(self.first, self.first)
        row.length, row.written = self.length, bytearray(self.cells)
        return row

    def number(self):
        """The row as one number, for bitwise operations."""
        if self.known is None:
            self.known = int.from_bytes(self.cells)
        return self.known

    def combined(self, other, how):
        row = Row(self.first, self.first)
        row.length, row.written, row.known = self.length, None, how(self.number(), other.number())
        return row

    def without(self, other):
        return self.combined(other, lambda one, two: one & ~two)

    def joined(self, other):
        return self.combined(other, lambda one, two: one | two)

    def common(self, other):
        return self.combined(other, lambda one, two: one & two)

    def count(self, start, end):
        return self.cells.count(1, max(0, start - self.first), max(0, end - self.first))

    def edges(self, start, end):
        """The first and the end of the last minute that is set within; None: none is."""
        a, b = max(0, start - self.first), max(0, end - self.first)
        first = self.cells.find(1, a, b)
        return None if first < 0 else (first + self.first, self.cells.rfind(1, a, b) + 1 + self.first)

    def runs(self):
        found, end = [], 0
        while (start := self.cells.find(1, end)) >= 0:
            end = self.cells.find(0, start)
            end = len(self.cells) if end < 0 else end
            found.append((start + self.first, end + self.first))
        return found


class Person:
    def __init__(self, facts):
        self.facts = facts
        self.zone = facts["zone"]
        self.holidays = {date.fromisoformat(text) for text in facts["holidays"]}
        self.since_date = date.fromisoformat(facts["since"])
        self.since = midnight(self.zone, self.since_date)
        self.start, self.end = (midnight(self.zone, date.fromisoformat(text)) for text in facts["range"])
        self.rules = {kind: dict(params) for kind, params in PACKS[facts["pack"]].items()}
        for kind, change in facts["rules"].items():
            changed = {name: duration(value) for name, value in change.items()}
            self.rules[kind] = None if change.get("off") else {**FRANCE[kind], **self.rules.get(kind, {}), **changed}
        weeks = (self.rules.get("hoursAverage") or {"weeks": 0})["weeks"]
        self.first = self.start - max(13, weeks + 1) * WEEK
        self.last = self.end + 8 * DAY
        self.profiles = facts.get("profiles") or [{"from": facts["since"], "schedule": facts["schedule"]}]
        self.dates = [
            local_date(self.zone, self.first) + timedelta(days=i)
            for i in range(-2, (self.last - self.first) // DAY + 3)
        ]
        self.own_dates = [day for day in self.dates if self.start <= midnight(self.zone, day) < self.end]
        self.now = at(self.zone, facts["now"]) if facts.get("now") is not None else self.end
        self.rows = {}
        self.leave = self.row(self.spans("leave"))
        self.windows = self.windows_by_date()

    def row(self, spans=()):
        row = Row(self.first, self.last)
        for start, end in spans:
            row.fill(start, end)
        return row

    def spans(self, field):
        return [(at(self.zone, start), at(self.zone, end)) for start, end in self.facts.get(field) or []]

    def duty_spans(self, field):
        cut = [(max(start, self.since, self.first), min(end, self.last)) for start, end in self.spans(field)]
        return [(start, end) for start, end in cut if start < end]

    def profile(self, day):
        holding = [one for one in self.profiles if date.fromisoformat(one["from"]) <= day]
        return holding[-1] if holding else None

    def windows_by_date(self):
        found = {}
        for day in self.dates:
            profile = self.profile(day)
            for window in profile["schedule"] if profile else []:
                if any(matches(word, day, self.holidays) for word in window["days"]):
                    over = 1 if window["to"] <= window["from"] else 0
                    start = minute_of(self.zone, clock(day, window["from"]), "start")
                    end = minute_of(self.zone, clock(day + timedelta(days=over), window["to"]), "end")
                    if start < end:
                        found.setdefault(day, []).append((start, end))
        return found

    def interventions(self, written):
        """(id, start, end, assumed, travel before, travel after), those since the unit's first day."""
        found = []
        for i, one in enumerate(written or []):
            before, after = one.get("travel") or [0, 0]
            asked = one.get("rightAway")
            if asked:
                start = at(self.zone, asked["start"])
                end, assumed = max(start + 1, at(self.zone, asked["acted"])), False
            elif "from" in one:
                start, end, assumed = at(self.zone, one["from"]), at(self.zone, one["to"]), False
            else:
                start = at(self.zone, one["start"])
                acted = start if one.get("acted") is None else at(self.zone, one["acted"])
                closed = self.now if one.get("closed") is None else at(self.zone, one["closed"])
                # A command after the incident's end goes on with the work.
                continued = one.get("closed") is not None and acted > closed
                end = acted + 15 if continued else max(start + 15, min(closed, acted + 15))
                assumed = True
            if start >= self.since and end + after > self.first and start - before < self.last:
                found.append((f"i{i + 1}", start, end, assumed, before, after))
        return sorted(found, key=lambda one: one[1])


def days_of(person, parts, ordinary):
    """Working days: per date the hull of what is left of its parts, in order of their starts, then of their dates."""
    days = []
    for day, spans in parts.items():
        edges = [edge for start, end in spans if (edge := ordinary.edges(start, end))]
        if edges:
            days.append((min(start for start, _ in edges), max(end for _, end in edges), day))
    return sorted(days, key=lambda one: (one[0], one[2]))


def gaps_of(person, days):
    gaps, free_from = [], person.first
    for start, end, _ in days:
        gaps.append((free_from, start, True))
        free_from = max(free_from, end)
    return [*gaps, (free_from, person.last, False)]


def complete(person, gap, runs, rest, within, started):
    """The end of the first `need` minutes without an intervention, by looking for as many zeros in a row."""
    need = rest["rest"]
    first = gap[0] if within is None else max(gap[0], gap[1] - within)
    counted = tuple(run for run in runs if run[0] < started and run[1] - run[0] > rest["minInterruption"])
    if counted not in person.rows:
        person.rows[counted] = Row(person.first, person.last + 40 * DAY)
        for start, end in counted:
            person.rows[counted].fill(start, end)
    busy = person.rows[counted]
    begin = first
    if rest["policy"] == "alwaysAfterLast":
        begin = max([first, *(end for start, end in counted if start < gap[1] and end > first)])
    free = busy.cells.find(bytes(need), begin - busy.first) + busy.first
    causes = [run for run in counted if run[1] > first and run[1] <= free]
    return free + need, causes


class Time:
    def __init__(self, person, written, started):
        self.person, self.started = person, started
        self.interventions = person.interventions(written)
        busy = person.row()
        for _, start, end, _, before, after in self.interventions:
            busy.fill(start - before, end + after)
        self.busy = busy
        # Beyond the horizon an intervention may go on, which a row cannot show.
        self.runs = busy.runs()
        self.assumed = [run for run in self.runs if any(a and s < run[1] and e > run[0] for _, s, e, a, _, _ in self.interventions)]
        on_site = person.duty_spans("onSite")
        self.parts = {day: list(spans) for day, spans in person.windows.items()}
        for start, end in on_site:
            self.parts.setdefault(local_date(person.zone, start), []).append((start, end))
        covered = person.row(span for spans in self.parts.values() for span in spans)
        self.planned = covered.without(person.leave)
        self.planned_gaps = gaps_of(person, days_of(person, self.parts, self.planned))
        self.weeks = self.civil_weeks()
        self.releases = self.make_releases()
        self.ordinary = self.planned.copy()
        for planned, (earliest, _) in self.releases.items():
            self.ordinary.fill(planned, min(earliest, started.get(planned, FOREVER)), 0)
        self.days = days_of(person, self.parts, self.ordinary)
        self.gaps = gaps_of(person, self.days)
        self.work = self.ordinary.joined(busy)

    def civil_weeks(self):
        person = self.person
        mondays = [day for day in person.dates if day.weekday() == 0]
        weeks = [(midnight(person.zone, day), midnight(person.zone, day + timedelta(days=7)), day) for day in mondays]
        return [week for week in weeks if week[0] >= max(person.since, person.first) and week[0] < person.last]

    def daily(self, gap, runs, started):
        rest = self.person.rules["restDaily"]
        within = None if rest["within"] == "gap" else rest["within"]
        return complete(self.person, gap, runs, rest, within, started)

    def weekly(self, week, gaps, runs, started):
        """Whether it is given, and the longest gap with its completion."""
        own = [gap for gap in gaps if week[0] <= gap[0] < week[1] and gap[0] < gap[1]]
        own = own or [(week[0], gap[1], gap[2]) for gap in gaps if gap[0] < week[0] < gap[1]]
        if not own:
            return False, None, None, None
        rest = self.person.rules["restWeekly"]
        rated = [(gap, *complete(self.person, gap, runs, rest, None, started(gap))) for gap in own]
        longest = max(rated, key=lambda one: (one[0][1] - one[0][0], -one[0][0]))
        return any(done <= gap[1] for gap, done, _ in rated), *longest

    def make_releases(self):
        """By planned start: the earliest start and its causes, where an intervention moved it."""
        found = {}

        def moved(planned, done, causes):
            if planned not in found or done > found[planned][0]:
                found[planned] = (done, causes)

        if not self.runs:
            return found
        rules = self.person.rules
        for gap in self.planned_gaps:
            near = any(run[1] > gap[0] - DAY and run[0] < gap[1] + 3 * DAY for run in self.runs)
            if rules.get("restDaily") and gap[2] and gap[1] >= self.person.since and near:
                done, causes = self.daily(gap, self.runs, self.started.get(gap[1], FOREVER))
                if done > gap[1] and self.daily(gap, [], FOREVER)[0] <= gap[1]:
                    moved(gap[1], done, causes)
        for week in self.weeks if rules.get("restWeekly") else []:
            if not any(run[1] > week[0] - WEEK and run[0] < week[1] + WEEK for run in self.runs):
                continue
            started = lambda gap: self.started.get(gap[1], FOREVER)
            given, gap, done, causes = self.weekly(week, self.planned_gaps, self.runs, started)
            if gap and not given and gap[2] and self.weekly(week, self.planned_gaps, [], lambda _: FOREVER)[0]:
                moved(gap[1], done, causes)
        return found

    def began_after(self, gap):
        begun = [self.started.get(planned, FOREVER) for planned in self.releases if gap[0] <= planned <= gap[1]]
        return min([FOREVER, *begun])

    def is_judged(self, minute):
        person = self.person
        return (
            person.start <= minute < person.end
            and minute >= person.since
            and person.profile(local_date(person.zone, minute)) is not None
        )

    def is_assumed(self, start, end):
        return any(a < end and b > start for a, b in self.assumed)


def days_since_epoch(day):
    return (day - EPOCH).days


def identity(rule, subject, anchor):
    text = json.dumps([rule, "ann", subject, anchor.isoformat()], separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def found(time, rule, severity, subject, anchor, start, end, measured, owed=None, provisional=False):
    return {
        "id": identity(rule, subject, anchor),
        "rule": rule,
        "severity": severity,
        "start": start * MINUTE,
        "end": end * MINUTE,
        "planned": start > time.person.now,
        "provisional": provisional,
        "measured": measured,
        "owed": owed,
    }


def decided(time, finding, weekly, start):
    for one in time.person.facts.get("decisions") or []:
        subject = "day" if one["rule"] == "restDaily" else "week"
        if identity(one["rule"], subject, date.fromisoformat(one["anchor"])) == finding["id"]:
            told = one.get("told") and at(time.person.zone, one["told"]) < start and one.get("until") and one.get("headcount")
            finding["severity"] = "check" if weekly and not told else "note"
    return finding


def rest_daily(time):
    if not (rest := time.person.rules.get("restDaily")):
        return
    for (start, _, day), gap in zip(time.days, time.gaps):
        if not time.is_judged(start):
            continue
        done, causes = time.daily(gap, time.runs, time.began_after(gap))
        if start < done:
            measured = max(0, rest["rest"] - (done - start)) * MINUTE
            assumed = any(run in time.assumed for run in causes)
            one = found(time, "restDaily", "outside", "day", day, start, done, measured, (done - start) * MINUTE, assumed)
            yield decided(time, one, False, start)
    for id, start, end, assumed, _, _ in time.interventions:
        for planned, (earliest, _) in sorted(time.releases.items()):
            if planned <= start < min(earliest, time.started.get(planned, FOREVER)):
                if time.is_judged(start):
                    day = local_date(time.person.zone, start)
                    since = (start - planned) * MINUTE
                    yield found(time, "restDaily", "check", f"intervention {id}", day, start, end, since, None, assumed)
                break


def longest_free(time, week):
    own = [gap for gap in time.gaps if week[0] <= gap[0] < week[1] and gap[0] < gap[1]]
    own = own or [(week[0], gap[1], gap[2]) for gap in time.gaps if gap[0] < week[0] < gap[1]]
    longest = 0
    for start, end, _ in own:
        cells = time.busy.cells[start - time.busy.first : end - time.busy.first]
        longest = max(longest, *map(len, bytes(cells).split(b"\1")))
    return longest


def rest_weekly(time):
    if not (rest := time.person.rules.get("restWeekly")):
        return
    for week in time.weeks:
        if not time.is_judged(week[0]):
            continue
        given, gap, done, causes = time.weekly(week, time.gaps, time.runs, time.began_after)
        if not given and gap and gap[2]:
            free = longest_free(time, week)
            assumed = any(run in time.assumed for run in causes)
            owed = (rest["rest"] - free) * MINUTE
            one = found(time, "restWeekly", "outside", "week", week[2], gap[1], done, free * MINUTE, owed, assumed)
            yield decided(time, one, True, gap[1])


def hours(time):
    person, rules = time.person, time.person.rules
    for day in person.dates:
        start, end = midnight(person.zone, day), midnight(person.zone, day + timedelta(days=1))
        worked = time.work.count(start, end)
        if rules.get("hoursDaily") and worked > rules["hoursDaily"]["max"] and time.is_judged(start):
            yield found(time, "hoursDaily", "outside", "day", day, start, end, worked * MINUTE, None, time.is_assumed(start, end))
    for start, end, monday in time.weeks:
        worked = time.work.count(start, end)
        if rules.get("hoursWeekly") and worked > rules["hoursWeekly"]["max"] and time.is_judged(start):
            yield found(time, "hoursWeekly", "outside", "week", monday, start, end, worked * MINUTE, None, time.is_assumed(start, end))
    for (start, end, monday), average in averages(time):
        if average is not None and average > rules["hoursAverage"]["max"] * MINUTE and time.is_judged(start):
            yield found(time, "hoursAverage", "outside", "week", monday, start, end, average, None, time.is_assumed(start, end))


def averages(time):
    person = time.person
    rule = person.rules.get("hoursAverage")
    if not rule:
        return
    rows = []
    for start, end, monday in time.weeks:
        own = [span for i in range(7) for span in person.windows.get(monday + timedelta(days=i), [])]
        away = bool(own) and all(person.leave.count(a, b) == b - a for a, b in own)
        rows.append((time.work.count(start, end), away))
    for i in range(rule["weeks"] - 1, len(rows)):
        run = rows[i - rule["weeks"] + 1 : i + 1]
        counted = sum(1 for _, away in run if not (away and rule["neutral"]))
        yield time.weeks[i], (sum(worked for worked, _ in run) * MINUTE / counted if counted else None)


def tell_by(time, start):
    person, rule = time.person, time.person.rules["notice"]
    back = rule["days"] + (1 if rule["count"] == "clear" else 0)
    end = midnight(person.zone, local_date(person.zone, start) - timedelta(days=back - 1))
    if not person.facts["disconnect"]:
        return end
    ends = [run_end for _, run_end in time.planned.runs() if run_end <= end]
    return ends[-1] if ends else end


def stretches(person):
    return person.row(person.duty_spans("duty")).runs()


def notice(time):
    person = time.person
    if not (rule := person.rules.get("notice")):
        return
    duty = person.facts.get("duty") or []
    told = []
    for one in person.facts.get("notices") or []:
        if one.get("withdrawn") is None:
            start = at(person.zone, one.get("start") or duty[0][0])
            end = at(person.zone, one.get("end") or duty[0][1])
            tellings = [at(person.zone, one[key]) for key in ("told", "seen") if one.get(key) is not None]
            telling = min(tellings) if tellings else None
            told.append((start, end, telling, one.get("reason"), one.get("voluntary") is not None))
    for start, end in stretches(person):
        # Minute by minute, so that no edge is thought of.
        parts = []
        edges = {edge for one in told for edge in one[:2] if start < edge < end}
        for minute in sorted({start, *edges}):
            holding = [one for one in told if one[0] <= minute < one[1]]
            best = min(holding, key=lambda one: FOREVER if one[2] is None else one[2], default=None)
            telling = best[2:] if best else (None, None, False)
            if not parts or parts[-1][1] != telling:
                parts.append((minute, telling))
        for i, (first, (telling, reason, voluntary)) in enumerate(parts):
            last = parts[i + 1][0] if i + 1 < len(parts) else end
            if not time.is_judged(first) or (telling is None and person.now <= tell_by(time, first)):
                continue
            day = local_date(person.zone, first)
            dates = (day - local_date(person.zone, person.now if telling is None else telling)).days
            n = dates - 1 if rule["count"] == "clear" else dates
            if n >= rule["days"]:
                continue
            soon = (day - person.since_date).days < rule["days"]
            exceptional = reason is not None and dates - 1 >= rule["clear"]
            severity = "note" if voluntary or soon else "check" if exceptional else "outside"
            measured = None if telling is None and first < person.now else n
            yield found(time, "notice", severity, f"sre {first * MINUTE}", day, first, last, measured)


def eligible(time):
    person = time.person
    if not (rule := person.rules.get("eligible")) or not person.duty_spans("duty"):
        return
    nights, nobody, review = person.row(), person.row(), person.row()
    for day in person.dates:
        a, b = midnight(person.zone, day), midnight(person.zone, day + timedelta(days=1))
        opens = minute_of(person.zone, clock(day, rule["night"]["from"]), "start")
        closes = minute_of(person.zone, clock(day + timedelta(days=1), rule["night"]["to"]), "end")
        nights.fill(opens, closes)
        if person.profile(day):
            nobody.fill(a, b)
            until = person.facts["onCallUntil"]
            if until and day > date.fromisoformat(until):
                review.fill(a, b)
    refused = {"no": nobody, "daytime": nobody.common(nights), "yes": person.row()}[person.facts["onCall"]]
    duty = person.row(person.duty_spans("duty"))
    outside = duty.common(refused.joined(person.leave))
    unclear = duty.common(review).without(outside)
    for severity, row in (("outside", outside), ("check", unclear)):
        for a, b in row.runs():
            if time.is_judged(a):
                day = local_date(person.zone, a)
                yield found(time, "eligible", severity, f"sre {a * MINUTE}", day, a, b, (b - a) * MINUTE)


def record(time):
    if not (rule := time.person.rules.get("record")):
        return
    for id, start, end, assumed, _, _ in time.interventions:
        if assumed and time.person.now >= end + rule["after"] and time.is_judged(start):
            day = local_date(time.person.zone, start)
            yield found(time, "record", "check", f"intervention {id}", day, start, end, (time.person.now - end) * MINUTE, None, True)


def document(time):
    person = time.person
    if not (rule := person.rules.get("document")):
        return
    for month, handed in (person.facts.get("documents") or {}).items():
        first = date.fromisoformat(f"{month}-01")
        following = (first + timedelta(days=31)).replace(day=1)
        start, end = midnight(person.zone, first), midnight(person.zone, following)
        handed_on = local_date(person.zone, person.now if handed is None else at(person.zone, handed))
        late = (handed_on - following.replace(day=rule["by"])).days
        if late > 0 and person.start < end <= person.end and end > person.since:
            severity = "outside" if late * DAY > rule["late"] else "check"
            yield found(time, "document", severity, "month", first, start, end, late * DAY * MINUTE)


def history(facts):
    """Releases as they were recorded, step by step, and what they say of when the person began."""
    known, started, steps = {}, {}, []
    for step in facts.get("steps") or []:
        person = Person({**facts, "now": step["now"]})
        for _ in range(2):
            time = Time(person, step["interventions"], started)
            current = {p: done for p, (done, _) in time.releases.items() if person.start <= p < person.end}
            for planned, earliest in current.items():
                until_now = known.get(planned, planned)
                if earliest > until_now and person.now >= until_now and planned not in started:
                    started = {**started, planned: until_now}
        known = current
        steps.append({str(p * MINUTE): done * MINUTE for p, done in current.items()})
    return started, steps


def labels(time, paid):
    person, zone = time.person, time.person.zone
    counts = {"weekday": 0, "saturday": 0, "sunday": 0, "holiday": 0, "night": 0}
    for day in person.own_dates:
        minutes = paid.count(midnight(zone, day), midnight(zone, day + timedelta(days=1)))
        kind = {5: "saturday", 6: "sunday"}.get(day.weekday(), "weekday")
        counts["holiday" if day in person.holidays else kind] += minutes * MINUTE
    if not any(counts.values()):
        return counts
    nights = person.row(
        (minute_of(zone, clock(day, "21:00"), "start"), minute_of(zone, clock(day + timedelta(days=1), "06:00"), "end"))
        for day in person.dates
    )
    counts["night"] = paid.common(nights).cells.count(1) * MINUTE
    return counts


RANKS = ["outside", "check", "note"]


def answer(facts):
    started, steps = history(facts)
    for planned, began in (facts.get("started") or {}).items():
        started[at(facts["zone"], int(planned) if planned.isdigit() else planned)] = at(facts["zone"], began)
    person = Person(facts)
    written = facts["steps"][-1]["interventions"] if facts.get("steps") else facts.get("interventions")
    time = Time(person, written, started)
    rules = (rest_daily, rest_weekly, hours, notice, eligible, record, document)
    findings = [one for rule in rules for one in rule(time) if one["rule"] in facts["judge"]]
    findings.sort(key=lambda one: (one["start"], RANKS.index(one["severity"]), one["rule"], one["id"]))
    releases = {p: done for p, (done, _) in time.releases.items() if person.start <= p < person.end}
    inside = person.row([(person.start, person.end)])
    paid = time.busy.without(time.ordinary).common(inside)
    on_call = person.row(person.duty_spans("duty")).without(time.planned).without(time.busy).common(inside)
    worked = time.work.common(inside)
    days = {day: worked.count(midnight(person.zone, day), midnight(person.zone, day + timedelta(days=1))) for day in person.own_dates}
    weeks = [week for week in time.weeks if person.start <= week[0] < person.end]
    gaps = [gap for gap in time.planned_gaps if gap[2] and person.start <= gap[1] < person.end]
    return {
        "ends": [end * MINUTE for _, _, end, _, _, _ in time.interventions],
        "daily": {str(gap[1] * MINUTE): time.daily(gap, time.runs, FOREVER)[0] * MINUTE for gap in gaps} if person.rules.get("restDaily") else {},
        "releases": {str(p * MINUTE): done * MINUTE for p, done in releases.items()},
        "steps": steps,
        "started": {str(p * MINUTE): started[p] * MINUTE for p in releases if p in started},
        "findings": findings,
        "work": {day.isoformat(): minutes * MINUTE for day, minutes in days.items() if minutes},
        "weeks": {week[2].isoformat(): time.work.count(week[0], week[1]) * MINUTE for week in weeks},
        "averages": {week[2].isoformat(): average for week, average in averages(time) if person.start <= week[0] < person.end},
        "onCall": on_call.cells.count(1) * MINUTE,
        "paid": paid.cells.count(1) * MINUTE,
        "labels": labels(time, paid),
        "tellBy": [tell_by(time, at(person.zone, start)) * MINUTE for start in facts.get("tellBy") or []],
    }


if __name__ == "__main__":
    json.dump([answer(facts) for facts in json.load(sys.stdin)], sys.stdout)
