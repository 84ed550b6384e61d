"""Wall clocks for the models of pagers: instants are seconds since 1970, walls are naive datetimes."""
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

UTC = timezone.utc


def instant_of(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def text_of(instant):
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wall_at(instant, zone):
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).replace(tzinfo=None)


def _instants(wall, zone):
    """Every instant at which the wall shows this time: none in a gap, two where the clock goes back."""
    tz = ZoneInfo(zone)
    found = set()
    for fold in (0, 1):
        at = int(wall.replace(tzinfo=tz, fold=fold).timestamp())
        if wall_at(at, zone) == wall:
            found.add(at)
    return sorted(found)


def _after_gap(wall, zone):
    tz = ZoneInfo(zone)
    low, high = sorted(int(wall.replace(tzinfo=tz, fold=fold).timestamp()) for fold in (0, 1))
    before = datetime.fromtimestamp(low, tz).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, tz).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def first_instant(wall, zone):
    return (_instants(wall, zone) or [_after_gap(wall, zone)])[0]


def last_instant(wall, zone):
    return (_instants(wall, zone) or [_after_gap(wall, zone)])[-1]


def days_around(start, end, zone):
    """Midnights of all local dates that touch a range, and two more on each side."""
    day = wall_at(start, zone).replace(hour=0, minute=0, second=0) - timedelta(days=2)
    last = wall_at(end, zone) + timedelta(days=2)
    while day <= last:
        yield day
        day += timedelta(days=1)


def tiles(cuts, start, end, people_at):
    """Evaluates at the beginning of every stretch in which nothing changes, and joins equal neighbours."""
    edges = sorted({start, end, *(cut for cut in cuts if start < cut < end)})
    spans = []
    for left, right in zip(edges, edges[1:]):
        people = sorted(set(people_at(left)))
        if spans and spans[-1][2] == people:
            spans[-1][1] = right
        else:
            spans.append([left, right, people])
    return spans
