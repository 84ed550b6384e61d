"""Works out expected.csv from scenario.json, by the written rules alone (see README.md).

Every question is put to single minutes: who is on call in it, is it an ordinary hour, is it worked.
Shares no code with the product. Use:  work_out.py            prints the CSV
                                       work_out.py --explain  prints how each row comes about
                                       work_out.py --check    exits 1 unless expected.csv says the same
"""

import json
import pathlib
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

HERE = pathlib.Path(__file__).parent
S = json.loads((HERE / "scenario.json").read_text())
ZONE = ZoneInfo(S["timeZone"])
ORIGIN = datetime(2026, 8, 23, 22, 0, tzinfo=timezone.utc)  # Mon 24 Aug 00:00 in Paris
MINUTES = 17 * 7 * 24 * 60  # 17 weeks
HOLIDAYS = {date(2026, 11, 1), date(2026, 11, 11)}
NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
UNIT = S["units"][0]
PAY = UNIT["pay"][0]
PEOPLE = [p["user"] for p in S["workProfiles"]]
PROFILE = {p["user"]: p for p in S["workProfiles"]}


def instant(text):
    """Minute number of an ISO instant with offset."""
    return int((datetime.fromisoformat(text) - ORIGIN).total_seconds() // 60)


def wall(text):
    """Minute number of a wall-clock time of the zone (none in this scenario happens twice)."""
    return instant(datetime.fromisoformat(text).replace(tzinfo=ZONE).isoformat())


LOCAL = [(ORIGIN + timedelta(minutes=m)).astimezone(ZONE) for m in range(MINUTES)]
DATE = [t.date() for t in LOCAL]
CLOCK = [t.hour * 60 + t.minute for t in LOCAL]
WEEK = [d - timedelta(days=d.weekday()) for d in DATE]
SINCE = wall(UNIT["since"] + "T00:00")


def minutes_of(duration):
    """'35h', '30m' in minutes."""
    return int(duration[:-1]) * {"h": 60, "m": 1}[duration[-1]]


def is_day(day, words):
    return (
        NAMES[day.weekday()] in words
        or ("workday" in words and day.weekday() < 5 and day not in HOLIDAYS)
        or ("holiday" in words and day in HOLIDAYS)
    )


def clock(text):
    return int(text[:2]) * 60 + int(text[3:])


def in_window(m, window):
    """Windows here either lie within a date or are the whole date (from == to)."""
    start, end = clock(window["from"]), clock(window["to"])
    return is_day(DATE[m], window["days"]) and (start == end or start <= CLOCK[m] < end)


def on_call():
    """Who is on call in each minute: the rotation, then overrides and taken swaps, later ones winning."""
    layer = S["rotas"][0]["layers"][0]
    first = date.fromisoformat(layer["rotation"]["start"][:10])
    handoffs = [wall(f"{first + timedelta(weeks=k)}T{layer['rotation']['start'][11:]}") for k in range(15)]
    who = [None] * MINUTES
    for k, (start, end) in enumerate(zip(handoffs, handoffs[1:])):
        who[start:end] = [layer["participants"][k % len(layer["participants"])][0]] * (end - start)
    laid = [(instant(o["recordedAt"]), o["start"], o["end"], o["set"][0]) for o in S["overrides"]]
    for s in S["swaps"]:
        laid.append((instant(s["takenAt"]), s["start"], s["end"], s["takes"]))
        if s["inReturn"]:
            laid.append((instant(s["takenAt"]), s["inReturn"]["start"], s["inReturn"]["end"], s["asks"]))
    for _, start, end, person in sorted(laid):
        who[wall(start) : wall(end)] = [person] * (wall(end) - wall(start))
    return who


WHO = on_call()


def away(user, m):
    return any(
        a["user"] == user and a["kind"] in ("leave", "sick") and wall(a["start"]) <= m < wall(a["end"])
        for a in S["absences"]
    )


def ordinary_of(user):
    """O*: the schedule, less leave and sickness (as known at the end; no absence here is recorded after a closing)."""
    profile = PROFILE[user]
    start = wall(profile["from"] + "T00:00")
    return [m >= start and any(in_window(m, w) for w in profile["schedule"]) and not away(user, m) for m in range(MINUTES)]


def span(call, now):
    """What is known of a call at an instant: [start, end) with travel; None before it begins."""
    start, said = instant(call["acknowledged"]), instant(call["confirmedAt"])
    if now < start:
        return None
    if now >= said:
        return (start - call["travelBefore"], instant(call["end"]) + call["travelAfter"])
    tail = minutes_of(UNIT["interventions"]["tail"])  # nothing but the acknowledgement is done by the person
    closed = min(now, instant(call["resolved"]))
    return (start, max(start + tail, min(closed, start + tail)))


def merged(spans):
    out = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def complete(gap, calls, need, within, started):
    first = gap[0] if within is None else max(gap[0], gap[1] - within)
    cur = first
    for start, end in calls:
        if end <= first or start >= started:
            continue
        if start >= cur + need:
            break
        cur = max(cur, end)
    return cur + need


def releases(ordinary, calls, started):
    """planned start → earliest start, where calls moved it."""
    days = {}
    for m in range(MINUTES):
        if ordinary[m]:
            low, _ = days.get(DATE[m], (m, m))
            days[DATE[m]] = (low, m + 1)
    hulls = [days[d] for d in sorted(days)]
    gaps = [(a[1], b[0]) for a, b in zip(hulls, hulls[1:])]
    with_calls, without = earliest_starts(gaps, calls, started), earliest_starts(gaps, [], {})
    return {p: e for p, e in with_calls.items() if e > max(p, without[p])}  # never for a tight schedule by itself


def earliest_starts(gaps, calls, started):
    """planned start → the later of daily rest and, after the longest gap of a week without weekly rest, that."""
    infinite = 10**9
    weekly = {}
    for monday in sorted({WEEK[g[0]] for g in gaps}):
        own = [g for g in gaps if WEEK[g[0]] == monday]
        if any(complete(g, calls, 35 * 60, None, started.get(g[1], infinite)) <= g[1] for g in own):
            continue
        longest = max(own, key=lambda g: g[1] - g[0])
        weekly[longest[1]] = complete(longest, calls, 35 * 60, None, started.get(longest[1], infinite))
    out = {}
    for gap in gaps:
        planned = gap[1]
        limit = started.get(planned, infinite)
        # A week of leave alone has no gap of its own; its rest is long complete in this scenario.
        out[planned] = max(complete(gap, calls, 11 * 60, 24 * 60, limit), weekly.get(planned, 0))
    return out


def rest_of(user, ordinary):
    """The releases as they end up, and the instants at which work began before the rest was complete."""
    calls = [c for c in S["calls"] if c["user"] == user]
    moments = sorted({instant(c[k]) for c in calls for k in ("acknowledged", "resolved", "confirmedAt")})
    known, started = {}, {}
    for now in moments:
        spans = merged([s for s in (span(c, now) for c in calls) if s])
        fresh = releases(ordinary, spans, started)
        for planned, earliest in fresh.items():
            before = known.get(planned, planned)
            if earliest > before and now >= before and planned not in started:
                started[planned] = before  # nobody is said to have rested who could not know of it
        known = fresh
    for s in S["started"]:
        if s["user"] == user:
            started[instant(s["plannedAt"])] = instant(s["startedAt"])
    return known, started


def worked_calls(stretches):
    """Stretches less than `group` apart are one call."""
    group = minutes_of(PAY["interventions"]["group"])
    out = []
    for start, end in stretches:
        if out and start - out[-1][-1][1] < group:
            out[-1].append((start, end))
        else:
            out.append([(start, end)])
    return out


def paid(call):
    step, least = minutes_of(PAY["interventions"]["roundUpTo"]), minutes_of(PAY["interventions"]["minimum"])
    worked = sum(end - start for start, end in call)
    return max(least, -(-worked // step) * step)


def stretches_of(flags):
    out, begin = [], None
    for m in range(MINUTES + 1):
        on = m < MINUTES and flags[m]
        if on and begin is None:
            begin = m
        if not on and begin is not None:
            out.append((begin, m))
            begin = None
    return out


def bands(profile):
    """[(from minute of the week, code)] in order."""
    code = PAY["interventions"]["code"]
    if profile["contract"] == "days":
        return [(0, code)]
    hours = minutes_of(profile["weeklyHours"])
    legal = 35 * 60
    out = [(0, code)]
    if hours < legal:
        floor = hours
        for band in PAY["partTime"]:
            out.append((floor, band["code"]))
            floor = hours + hours * band.get("upTo", 0) // 100
    base = max(legal, hours)
    for band in PAY["overtime"]:
        out.append((max(base, minutes_of(band["above"])), band["code"]))
    return out


def month_of(day):
    return f"{day:%Y-%m}"


def add(table, key, minutes):
    if minutes:
        table[key] = table.get(key, 0) + minutes


def show(m):
    return f"{LOCAL[m]:%a %d %b %H:%M %Z}"


def statement(user, note):
    """(month, code) → minutes."""
    profile, table = PROFILE[user], {}
    planned_hours = ordinary_of(user)
    moved, started = rest_of(user, planned_hours)
    ordinary = planned_hours[:]
    for planned, earliest in sorted(moved.items()):
        until = min(earliest, started.get(planned, earliest))
        took = [m for m in range(planned, until) if planned_hours[m]]
        for m in took:
            ordinary[m] = False
            add(table, (month_of(DATE[m]), PAY["lostToRest"]["code"]), 1)
        note(f"  rest: planned {show(planned)}, earliest {show(earliest)}, worked from {show(until)}: {len(took)} min lost")
    work = [False] * MINUTES
    for call in S["calls"]:
        if call["user"] == user and instant(call["acknowledged"]) >= SINCE:
            start, end = span(call, MINUTES)
            work[start:end] = [True] * (end - start)
    detail = {}
    for m in range(SINCE, MINUTES):
        if WHO[m] != user:
            continue
        code = next(r["code"] for r in PAY["hours"] if "when" not in r or any(in_window(m, w) for w in r["when"]))
        kind = "break/duty" if not planned_hours[m] and not work[m] else "O*" if planned_hours[m] else "I"
        add(detail, (month_of(DATE[m]), code, kind), 1)
        if kind == "break/duty":
            add(table, (month_of(DATE[m]), code), 1)
    for key in sorted(detail):
        note(f"  on call {key}: {detail[key]} min")
    outside = [work[m] and not ordinary[m] for m in range(MINUTES)]
    weeks = {}
    for call in worked_calls(stretches_of(outside)):
        weeks.setdefault(WEEK[call[0][0]], []).append(call)
    for monday, calls in sorted(weeks.items()):
        month = month_of(monday + timedelta(days=6))
        begun = 0 if profile["contract"] == "days" else sum(1 for m in range(MINUTES) if ordinary[m] and WEEK[m] == monday)
        total = begun
        for call in calls:
            note(f"  week of {monday}, month {month}: {' + '.join(f'{show(a)} {b - a} min' for a, b in call)} pays {paid(call)}")
            total += paid(call)
        edges = bands(profile) + [(10**9, None)]
        for (low, code), (high, _) in zip(edges, edges[1:]):
            part = min(total, high) - max(begun, low)
            if part > 0:
                add(table, (month, code), part)
                note(f"    ordinary {begun}, with calls {total}: {part} min {code}")
    return table


def rows(note):
    rates = {r["code"]: Decimal(str(r["rate"])) for r in PAY["hours"]}
    out = []
    for user in sorted(PEOPLE):
        note(user)
        table = statement(user, note)
        for (month, code), minutes in sorted(table.items()):
            if month in S["months"]:
                amount = ""
                if code in rates:
                    amount = (Decimal(minutes) * rates[code] / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)
                out.append(f"{user},{month},{code},{minutes},{amount}")
    return out


def main():
    explain = "--explain" in sys.argv
    text = "\n".join(["person,month,code,minutes,amount", *rows(print if explain else lambda _: None)]) + "\n"
    if "--check" in sys.argv:
        sys.exit(0 if (HERE / "expected.csv").read_text() == text else "expected.csv differs")
    print(text, end="")


if __name__ == "__main__":
    main()
