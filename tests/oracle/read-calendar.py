"""What other programs make of a calendar: reads [{"ics", "instants"}], prints who is on at each instant (epoch s)."""
import json
import sys
from datetime import datetime, timedelta, timezone

import icalendar
import recurring_ical_events


def at(seconds):
    return datetime.fromtimestamp(0, timezone.utc) + timedelta(seconds=seconds)


def people(case):
    instants = case["instants"]
    calendar = icalendar.Calendar.from_ical(case["ics"])
    first, last = at(min(instants)), at(max(instants) + 1)
    events = recurring_ical_events.of(calendar).between(first, last)
    spans = [(event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"])) for event in events]
    return [sorted(name for start, end, name in spans if start <= at(instant) < end) for instant in instants]


json.dump([people(case) for case in json.load(sys.stdin)], sys.stdout)
