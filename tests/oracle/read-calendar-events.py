"""When events are, as other programs say: reads [{"ics", "from", "to"}] (epoch s), prints [[summary, start, end], …] of each."""
import json
import sys
from datetime import date, datetime, time, timedelta, timezone

import icalendar
import recurring_ical_events


def at(seconds):
    return datetime.fromtimestamp(0, timezone.utc) + timedelta(seconds=seconds)


def instant(value):
    whole = value if isinstance(value, datetime) else datetime.combine(value, time(), timezone.utc)
    return int(whole.timestamp())


def events(case):
    calendar = icalendar.Calendar.from_ical(case["ics"])
    found = recurring_ical_events.of(calendar).between(at(case["from"]), at(case["to"]))
    return sorted([str(event["SUMMARY"]), instant(event["DTSTART"].dt), instant(event["DTEND"].dt)] for event in found)


json.dump([events(case) for case in json.load(sys.stdin)], sys.stdout)
