"""
How OnCall's engine 1.16 makes events of a shift, quirks included: groups are series of their own; a date is compared with
`rotation_start` as an instant, although the one is of the shift's zone and the other of UTC; and the absolute length of a
series' first event holds for all later ones.
"""
from calendar import monthrange
from datetime import datetime, timedelta
from itertools import count, cycle, islice, zip_longest
from zoneinfo import ZoneInfo

from clocks import UTC

ZERO, HOUR, DAY = timedelta(0), timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY
STEP = {"hourly": HOUR, "daily": DAY, "weekly": WEEK}
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
EPOCH = datetime(1970, 1, 1)


def wall(text):
    return datetime.fromisoformat(text)


class Moment:
    """A wall clock with an offset that stays as it is when time is added."""

    def __init__(self, shown, offset):
        self.shown, self.offset = shown, offset

    @property
    def instant(self):
        return (self.shown - self.offset - EPOCH) / timedelta(seconds=1)

    def plus(self, span):
        return Moment(self.shown + span, self.offset)


def offset_at(instant, zone):
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).utcoffset()


def localized(shown, zone):
    """Standard time where the clock shows a time twice, or not at all."""
    offsets = (shown.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return Moment(shown, min(offsets))


def in_utc(shown):
    return Moment(shown, ZERO)


class Rule:
    def __init__(self, frequency, interval, days, week_start, until):
        self.frequency, self.interval, self.days = frequency, interval, days
        self.week_start, self.until = week_start, until

    def week(self, date):
        return date - ((date.weekday() - self.week_start) % 7) * DAY

    def dates(self, first, near=None):
        """Walls in order, from a first date on; those long before `near` may be left out."""
        near = max(first, near or first)
        step = STEP[self.frequency] * self.interval
        if self.frequency == "weekly" and self.days:
            begin = self.week(first)
            for k in count(max(0, int((near - begin) / step) - 1)):
                for day in range(7):
                    date = begin + step * k + day * DAY
                    if date.weekday() in self.days and date >= first:
                        yield date
            return
        for k in count(max(0, int((near - first) / step) - 1)):
            date = first + step * k
            if not self.days or date.weekday() in self.days:
                yield date


class Series:
    """One event that recurs. Its first begin and end are read on the clock of its zone."""

    def __init__(self, shift, start, zone, rule):
        end = start.plus(shift.duration)
        ends = end.shown
        if shift.until is not None and shift.until.instant < end.instant:
            ends = shift.until.shown
        self.first, self.zone, self.rule = localized(start.shown, zone), zone, rule
        self.length = localized(ends, zone).instant - self.first.instant

    def events(self, low, high):
        """(begin, finish) as instants; `low` and `high` are walls."""
        for date in self.rule.dates(self.first.shown, low) if self.rule else [self.first.shown]:
            begin = localized(date, self.zone)
            if date > high or (self.rule and self.rule.until is not None and begin.instant > self.rule.until):
                return
            finish = begin.instant + self.length
            moved = begin.offset - offset_at(finish, self.zone)
            yield begin, finish + moved.total_seconds()


class Shift:
    def __init__(self, body, zone, is_web):
        self.body, self.zone, self.is_web = body, zone, is_web
        self.frequency = body.get("frequency")
        self.interval = body.get("interval") or 1
        self.duration = timedelta(seconds=body["duration"])
        self.start = in_utc(wall(body["start"]))
        self.rotation_start = in_utc(wall(body.get("rotation_start") or body["start"]))
        self.until = in_utc(wall(body["until"])) if body.get("until") else None
        self.days = [DAYS.index(day) for day in body.get("by_day") or []]
        self.week_start = DAYS.index(body.get("week_start") or "SU")

    def rule(self, interval, frequency=None, days=None):
        until = None if self.until is None else self.until.instant
        days = self.days if days is None else days
        return Rule(frequency or self.frequency, interval, days, self.week_start, until)

    def series(self):
        """(series, people)"""
        body = self.body
        if body["type"] in ("single_event", "recurrent_event"):
            rule = self.rule(self.interval) if self.frequency else None
            return [(Series(self, self.start, self.zone, rule), body["users"])]
        if not self.frequency:
            return [(Series(self, self.start, self.zone, None), people) for people in body["rolling_users"][:1]]
        index = body.get("start_rotation_from_user_index") or 0
        groups = body["rolling_users"][index:] + body["rolling_users"][:index]
        start = self.start
        if start.shown != self.rotation_start.shown:
            start = self.following(start, "UTC", False)
        if self.days and start is not None and start.shown.weekday() not in self.days:
            order = [(self.week_start + i) % 7 for i in range(7)]
            wanted = next(day for day in order if day in self.days)
            start = start.plus((wanted - start.shown.weekday()) % 7 * DAY)
        if self.frequency == "daily" and self.days:
            return self.day_by_day(start, groups)
        return self.in_turn(start, groups)

    def in_turn(self, start, groups):
        found, made = [], 0
        while True:
            for people in groups:
                if start is None:
                    return found
                runs = self.is_web and start.plus(self.duration).instant > self.rotation_start.instant
                if runs or start.instant >= self.rotation_start.instant:
                    zone = self.zone
                    found.append((Series(self, start, zone, self.rule(self.interval * len(groups))), people))
                    made += 1
                else:
                    zone = "UTC"
                if made == len(groups):
                    return found
                start = self.following(start, zone, True)

    def day_by_day(self, start, groups):
        """The turn passes on chosen days; each pair of a group and a day is a weekly series."""
        pairs, starts = [], []
        for group in cycle(range(len(groups))):
            for i in range(self.interval):
                if start is None:
                    before = DAYS.index(self.body["by_day"][-1]) if not pairs else pairs[-1][1]
                    order = [DAYS.index(day) for day in self.body["by_day"]]
                    pair = (group, order[(order.index(before) + 1) % len(order)], i)
                    if pair in pairs:
                        break
                    pairs.append(pair)
                    continue
                if start.shown.weekday() in self.days:
                    pair = (group, start.shown.weekday(), i)
                    if pair in pairs:
                        break
                    pairs.append(pair)
                    starts.append(start)
                start = self.following(start, self.zone, True, 1)
            else:
                continue
            break
        weeks = len(pairs) // len(self.days) or 1
        return [
            (Series(self, at, self.zone, self.rule(weeks, "weekly", [day])), groups[group])
            for (group, day, _), at in zip(pairs, starts)
        ]

    def following(self, start, zone, is_next, interval=None):
        """The date of the next turn; without `is_next` of the first one. None: the shift ends before."""
        interval = interval or self.interval
        event = Series(self, start, zone, self.rule(interval))
        current = event.first
        least = current
        if is_next:
            days = (self.week_start - current.shown.weekday()) % 7 or 7
            least = current.plus(days * DAY + (interval - 1) * WEEK if self.frequency == "weekly" else STEP[self.frequency])
        last = None
        if self.frequency == "weekly":
            last = least.plus(6 * DAY - (least.shown.weekday() - self.week_start) % 7 * DAY)
        latest = least.plus(monthrange(current.shown.year, current.shown.month)[1] * DAY)
        if last is not None and last.instant > latest.instant:
            latest = last
        found = None
        for begin, _ in event.events(least.shown - self.duration - DAY, latest.shown + DAY):
            if begin.instant > latest.instant or (last is not None and begin.instant > last.instant):
                break
            if begin.instant < least.instant:
                continue
            runs = self.is_web and begin.instant + event.length > self.rotation_start.instant
            if last is None or runs or begin.instant >= self.rotation_start.instant:
                found = begin
                break
        date = found or least
        return None if self.until is not None and date.instant > self.until.instant else date
