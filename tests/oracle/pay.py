"""Pay by minutes: reads a list of facts, prints a month's hours and lines for each.

Written from the rules' text, apart from the engine: on-call time is a row of minutes, overtime is asked for minute by
minute, money is Python's own fractions.
"""
import json
import sys
from datetime import date, timedelta
from fractions import Fraction

from labour import Person, Row, Time, at, clock, duration, local_date, matches, midnight, minute_of

DIGITS = {"EUR": 2, "JPY": 0, "KWD": 3}
FULL_TIME = 35 * 60


def half_away(value):
    whole = int(abs(value) + Fraction(1, 2))
    return -whole if value < 0 else whole


def money(quantity, price, currency):
    return half_away(quantity * Fraction(str(price)) * 10 ** DIGITS[currency])


def price_text(price, currency):
    digits = DIGITS[currency]
    whole, decimals = f"{price:.4f}".split(".")
    while len(decimals) > digits and decimals.endswith("0"):
        decimals = decimals[:-1]
    return f"{whole}.{decimals}" if decimals else whole


class Pay:
    def __init__(self, facts, month):
        first = date.fromisoformat(f"{month}-01")
        following = (first + timedelta(days=31)).replace(day=1)
        self.facts, self.of, self.currency = facts, month, facts["currency"]
        self.own_days = None
        self.person = person = Person({**facts, "range": [first.isoformat(), following.isoformat()]})
        self.time = time = Time(person, facts.get("interventions"), {})
        self.profiled = person.row()
        for day in person.dates:
            if person.profile(day) and day >= person.since_date:
                self.profiled.fill(midnight(person.zone, day), midnight(person.zone, day + timedelta(days=1)))
        self.month = person.row([(person.start, person.end)])
        primary, backup = (person.row(person.duty_spans(field)) for field in ("duty", "backup"))
        self.levels = {"primary": ("sre", primary), "backup": ("db", backup.without(primary))}
        busy_or_planned = time.planned.joined(time.busy)
        on_call = primary.joined(backup).without(busy_or_planned).common(self.profiled)
        self.on_call = on_call.common(self.month)
        self.lost = time.planned.without(time.ordinary)
        runs = time.busy.without(time.ordinary).runs()
        self.runs = [run for run in runs if person.profile(local_date(person.zone, run[0])) and local_date(person.zone, run[0]) >= person.since_date]
        self.entries = sorted(facts["pay"], key=lambda entry: entry["from"])

    def entry_on(self, day):
        holding = [entry for entry in self.entries if date.fromisoformat(entry["from"]) <= day]
        return holding[-1] if holding else None

    def days(self):
        if self.own_days is None:
            self.own_days = [day for day in self.person.dates if day.isoformat()[:7] == self.of]
        return self.own_days

    def entry_rows(self):
        """Each entry with the minutes of the month in which it holds."""
        for entry in self.entries:
            row = self.person.row()
            for day in self.days():
                if self.entry_on(day) is entry:
                    row.fill(midnight(self.person.zone, day), midnight(self.person.zone, day + timedelta(days=1)))
            yield entry, row

    def windows(self, when):
        person, row = self.person, self.person.row()
        # One may begin on the day before the month.
        for day in (self.days()[0] - timedelta(days=1), *self.days()):
            for window in when:
                if any(matches(word, day, person.holidays) for word in window["days"]):
                    over = 1 if window["to"] <= window["from"] else 0
                    start = minute_of(person.zone, clock(day, window["from"]), "start")
                    row.fill(start, minute_of(person.zone, clock(day + timedelta(days=over), window["to"]), "end"))
        return row

    def wanted(self, rule, level, rota):
        return rule.get("level") in (None, level) and (rule.get("rotas") is None or rota in rule["rotas"])

    def hours(self):
        lines, left = {}, self.on_call
        for entry, holds in self.entry_rows():
            for rule in entry.get("hours", []):
                open_ = left.common(holds)
                own = self.person.row()
                for level, (rota, row) in self.levels.items():
                    if self.wanted(rule, level, rota):
                        own = own.joined(row)
                if rule.get("when") is not None:
                    own = own.common(self.windows(rule["when"]))
                taken = open_.common(own)
                left = left.without(taken)
                key = (rule["code"], rule.get("rate"), rule.get("rest"))
                lines[key] = lines.get(key, 0) + taken.count(self.person.start, self.person.end)
        self.left = left
        for (code, rate, rest), minutes in lines.items():
            if minutes and rate is not None:
                amount = money(Fraction(minutes, 60), rate, self.currency)
                yield {"code": code, "of": self.of, "minutes": minutes, "rate": price_text(rate, self.currency), "amount": amount}
            elif minutes:
                earned = half_away(Fraction(minutes, 60) * duration(rest))
                yield {"code": code, "of": self.of, "minutes": minutes, "rest": earned, "amount": None}

    def turns(self):
        person, lines = self.person, {}
        self.flat = person.row()
        for one in self.facts.get("turns") or []:
            start, end = (at(person.zone, edge) for edge in one["turn"])
            if start < person.since or not (entry := self.entry_on(local_date(person.zone, start))):
                continue
            rota = one.get("rota", "sre")
            level = "primary" if rota == "sre" else "backup"
            rules = [rule for rule in entry.get("turns", []) if self.wanted(rule, level, rota)]
            spans = lambda field: [(max(start, at(person.zone, a)), min(end, at(person.zone, b))) for a, b in one[field]]
            held = person.row(spans("held")).common(self.profiled)
            # A turn may end beyond the horizon, so that its minutes are counted on a row of its own.
            covered = Row(start, end)
            for a, b in spans("covered"):
                covered.fill(a, b)
            if not rules or not held.cells.count(1):
                continue
            self.flat = self.flat.joined(held)
            if person.start <= start < person.end:
                key = (rules[0]["code"], rules[0].get("amount"), rules[0].get("rest"))
                lines[key] = lines.get(key, 0) + Fraction(held.cells.count(1), covered.cells.count(1))
        for (code, amount, rest), share in lines.items():
            line = {"code": code, "of": self.of, "turns": f"{half_away(share * 10_000) / 10_000:.4f}"}
            if amount is not None:
                yield {**line, "rate": price_text(amount, self.currency), "amount": money(share, amount, self.currency)}
            else:
                yield {**line, "rest": half_away(share * duration(rest)), "amount": None}

    def calls(self):
        """(start, minutes paid, rule, entry)"""
        grouped = []
        for start, end in self.runs:
            if grouped and start - grouped[-1][1] < duration(grouped[-1][3].get("group", "0s")):
                grouped[-1][1] = end
                grouped[-1][2] += end - start
            else:
                entry = self.entry_on(local_date(self.person.zone, start))
                if entry and entry.get("interventions"):
                    grouped.append([start, end, end - start, entry["interventions"], entry])
        for start, _, worked, rule, entry in grouped:
            step = duration(rule.get("roundUpTo", "1m"))
            yield start, max(duration(rule.get("minimum", "0s")), -(-worked // step) * step), rule, entry

    def band(self, entry, code, minute):
        """What the n-th minute of a week is, when it is a minute of a call."""
        if self.facts["contract"] != "hours":
            return code, None
        weekly = duration(self.facts["weeklyHours"])
        if minute < weekly:
            return code, 0
        if minute < FULL_TIME:
            for band in entry.get("partTime", []):
                if band.get("upTo") is None or minute - weekly < int(weekly * band["upTo"] / 100 + 0.5):
                    return band["code"], band["percent"]
            return code, 0
        reached = [band for band in entry.get("overtime", []) if duration(band["above"]) <= minute]
        return (reached[-1]["code"], reached[-1]["percent"]) if reached else (code, 0)

    def interventions(self):
        person, counts, position = self.person, {}, {}
        for start, minutes, rule, entry in self.calls():
            day = local_date(person.zone, start)
            monday = day - timedelta(days=day.weekday())
            if monday not in position:
                week = midnight(person.zone, monday), midnight(person.zone, monday + timedelta(days=7))
                position[monday] = self.time.ordinary.count(*week)
            if (monday + timedelta(days=6)).isoformat()[:7] == self.of:
                for n in range(minutes):
                    key = self.band(entry, rule["code"], position[monday] + n)
                    counts[key] = counts.get(key, 0) + 1
            position[monday] += minutes
        for (code, percent), minutes in counts.items():
            yield {"code": code, "of": self.of, "minutes": minutes, "percent": percent, "amount": None}

    def lost_to_rest(self):
        counts = {}
        for entry, holds in self.entry_rows():
            if rule := entry.get("lostToRest"):
                key = (rule["code"], rule.get("paid", True))
                counts[key] = counts.get(key, 0) + self.lost.common(holds).count(self.person.start, self.person.end)
        for (code, paid), minutes in counts.items():
            if minutes:
                yield {"code": code, "of": self.of, "minutes": minutes, "paid": paid, "amount": None}

    def lines(self):
        lines = [*self.hours(), *self.turns(), *self.interventions(), *self.lost_to_rest()]
        self.unpaid = self.left.without(self.flat).count(self.person.start, self.person.end)
        return lines

    def counted(self):
        person, counts = self.person, {"weekday": 0, "saturday": 0, "sunday": 0, "holiday": 0, "night": 0}
        for day in self.days():
            minutes = self.on_call.count(midnight(person.zone, day), midnight(person.zone, day + timedelta(days=1)))
            kind = {5: "saturday", 6: "sunday"}.get(day.weekday(), "weekday")
            counts["holiday" if day in person.holidays else kind] += minutes
        nights = self.windows([{"days": ["daily"], "from": "21:00", "to": "06:00"}])
        count = lambda row: row.count(person.start, person.end)
        counts["night"] = count(self.on_call.common(nights))
        paid = person.row(self.runs)
        travel = sum(
            before + after
            for _, start, end, _, before, after in self.time.interventions
            if person.start <= start < person.end and paid.count(start - before, end + after)
        )
        return {
            "onCall": count(self.on_call),
            **counts,
            "intervention": count(paid),
            "travel": travel,
            "lostToRest": count(self.lost),
        }


COUNTED = ("minutes", "rest", "amount")


def corrections(facts):
    """What closed statements say of a month, taken from what is computed today."""
    for month in sorted({one["month"] for one in facts.get("closed") or []}):
        sums = {}
        said = [line for one in facts["closed"] for line in one["lines"] if line["of"] == month]
        for sign, lines in ((-1, said), (1, Pay(facts, month).lines())):
            for line in lines:
                key = tuple(sorted((k, v) for k, v in line.items() if k not in (*COUNTED, "turns")))
                own = sums.setdefault(key, {})
                for field in (*COUNTED, "turns"):
                    if field in line:
                        value = Fraction(line[field]) if line[field] is not None else None
                        own[field] = None if value is None else own.get(field, 0) + sign * value
        for key, counts in sums.items():
            if any(counts.values()):
                written = {k: f"{float(v):.4f}" if k == "turns" else v if v is None else int(v) for k, v in counts.items()}
                yield {**dict(key), **written}


def answer(facts):
    pay = Pay(facts, facts["month"])
    lines = pay.lines()
    rule = facts["pack"] == "fr-default@1"
    return {
        "hours": pay.counted(),
        "lines": [*lines, *corrections(facts)],
        "unpaid": pay.unpaid,
        "compensation": ["outside"] if rule and pay.unpaid and pay.person.end > pay.person.since else [],
    }


if __name__ == "__main__":
    json.dump([answer(facts) for facts in json.load(sys.stdin)], sys.stdout)
