"""Replays of nights, from their definition: reads a list of histories, prints the pages of each, as it was and with its draft.

Written from docs/replay.md, apart from the pager and from the engine of replays, for a small world: one rota with a handoff
a day, one policy whose steps page one person each, one method for each person, which always arrives, after a while.
"""
import heapq
import json
import statistics
import sys
from itertools import count

MINUTE, DAY = 60_000, 86_400_000
DUE, INPUT = 0, 1


class Night:
    """One night: alerts come, and whatever `given` says is done. Times are ms since midnight of the first day (UTC)."""

    def __init__(self, history, world, given, follows=lambda arrival: ()):
        self.world, self.follows = world, follows
        self.incidents, self.reached, self.followed = {}, {}, set()
        self.standings, self.supposed, self.waiting = {}, [], {}
        self.queue, self.places = [], count()
        for alert in history["alerts"]:
            self.at(alert["at"], INPUT, self.opens, alert["host"])
            if alert["recovers"] is not None:
                self.at(alert["recovers"], INPUT, self.recovers, alert["host"])
        for deed in given:
            self.at(deed["at"], INPUT, self.acts, deed)
        while self.queue and self.queue[0][0] < history["to"]:
            self.now, _, _, what, arguments = heapq.heappop(self.queue)
            what(*arguments)

    def at(self, when, rank, what, *arguments):
        heapq.heappush(self.queue, (when, rank, next(self.places), what, arguments))

    # The pager.

    def opens(self, host):
        self.incidents[host] = {"state": "open", "owner": None, "pages": [], "run": 0, "answered": None}
        self.steps(host, 0, 0)

    def steps(self, host, step, again):
        """Pages whom the step names; what begins anew makes the timers of before void."""
        one, policy = self.incidents[host], self.world["steps"]
        one["run"] += 1
        if step == len(policy):
            step, again = 0, again + 1
            if again > self.world["repeat"]:
                return
        user = policy[step]["to"] or self.on_call()
        self.ends([page for page in one["pages"] if page["user"] == user])
        page = {"user": user, "start": self.now, "arrived": None, "end": None}
        one["pages"].append(page)
        self.at(self.now + self.world["after"][user], DUE, self.arrives, host, page)
        self.at(self.now + policy[step]["wait"], DUE, self.moves, host, one["run"], step, again)

    def moves(self, host, run, step, again):
        one = self.incidents[host]
        if one["state"] == "open" and one["run"] == run:
            self.steps(host, step + 1, again)

    def on_call(self):
        people, handoff = self.world["participants"], self.world["handoff"]
        turn = (self.now - handoff) // (DAY * self.world["every"])
        return people[turn % len(people)]

    def ends(self, pages):
        for page in pages:
            if page["end"] is None:
                page["end"] = self.now

    def arrives(self, host, page):
        if page["end"] is not None:
            return
        page["arrived"] = self.now
        user = page["user"]
        first = (host, user) not in self.reached
        self.reached.setdefault((host, user), self.now)
        for when, deed in self.follows({"host": host, "user": user, "page": page, "first": first, "at": self.now}):
            if "page" not in deed:
                self.followed.add((host, user))
            self.at(when, INPUT, self.acts, deed)

    def recovers(self, host):
        self.closes(self.incidents[host])

    def closes(self, one):
        if one["state"] != "resolved":
            one["state"], one["owner"] = "resolved", None
            one["run"] += 1
            self.ends(one["pages"])

    # People.

    def stands(self, host, user):
        one = self.incidents[host]
        has = one["state"] in ("acknowledged", "snoozed")
        return {
            "reached": self.reached.get((host, user)),
            "theirs": (has and one["owner"] == user)
            or any(page["user"] == user and page["end"] is None for page in one["pages"]),
            "taken": has and one["owner"] != user,
        }

    def acts(self, deed):
        one = self.incidents[deed["host"]]
        if not self.may(deed, one):
            return
        self.standings.setdefault(deed.get("id"), self.stands(deed["host"], deed["user"]))
        kind = deed["kind"]
        if one["state"] == "resolved" or (kind == "acknowledge" and one["state"] == "acknowledged"):
            return
        if kind == "resolve":
            self.closes(one)
        else:
            # Whoever had it keeps it over a snooze; what nobody had belongs to nobody meanwhile.
            if kind == "acknowledge":
                one["owner"] = deed["user"]
            one["state"] = {"acknowledge": "acknowledged", "snooze": "snoozed"}[kind]
            one["run"] += 1
            self.ends(one["pages"])
            if kind == "snooze":
                self.at(self.now + deed["for"], DUE, self.wakes, deed["host"], one["run"])
        if "page" in deed:
            self.supposed.append([deed["host"], self.now])
        if one["answered"] is None:
            one["answered"] = self.now
        for late in self.waiting.pop(deed["host"], []):
            self.at(self.now, INPUT, self.acts, late)

    def wakes(self, host, run):
        one = self.incidents[host]
        if one["state"] == "snoozed" and one["run"] == run:
            one["state"], one["owner"] = "open", None
            self.steps(host, 0, 0)

    def may(self, deed, one):
        """Whether somebody does here what they did in truth."""
        was, kind = deed.get("was"), deed["kind"]
        if "page" in deed:
            return one["state"] == "open" and deed["page"]["end"] is None
        if was is None:
            return True
        now = self.stands(deed["host"], deed["user"])
        fits = now["theirs"] or not was["theirs"]
        is_own_time = was["reached"] is not None and not deed.get("follows")
        if is_own_time and ((deed["host"], deed["user"]) in self.followed or kind != "resolve"):
            # They do it after their page, or were never reached and have nothing to answer.
            return False
        if kind == "resolve" and (is_own_time or not fits):
            if one["answered"] is None:
                self.waiting.setdefault(deed["host"], []).append(deed)
                return False
            return True
        takes = kind != "resolve"
        return fits and not (takes and now["taken"] and not was["taken"])

    def pages(self):
        return sorted(
            [host, page["user"], page["start"], page["arrived"], page["end"]]
            for host, one in self.incidents.items()
            for page in one["pages"]
        )

    def told(self):
        return {
            "pages": self.pages(),
            "supposed": sorted(self.supposed),
            "answered": sorted([host, one["answered"]] for host, one in self.incidents.items() if one["answered"] is not None),
        }


def longest_of(night):
    longest = {}
    for host, user, _, arrived, end in night.pages():
        if arrived is not None:
            had = float("inf") if end is None else end - arrived
            longest[host, user] = max(had, longest.get((host, user), -1))
    return longest


def usual_of(deeds):
    """How long each takes to answer: their median, or everybody's."""
    first = {}
    for deed in deeds:
        if deed["was"]["reached"] is not None and deed["kind"] != "snooze":
            first.setdefault((deed["host"], deed["user"]), deed["at"] - deed["was"]["reached"])

    def usual(user):
        delays = [delay for (_, who), delay in first.items() if who == user] or list(first.values())
        # A half is rounded up.
        return int(statistics.median(delays) + 0.5) if delays else None

    return usual


def replay(history):
    given = [{**deed, "id": place} for place, deed in enumerate(history["deeds"])]
    was = Night(history, history["world"], given)
    deeds = [{**deed, "was": was.standings[deed["id"]]} for deed in given]
    longest, usual = longest_of(was), usual_of(deeds)

    def follows(is_supposed):
        def after(arrival):
            host, user = arrival["host"], arrival["user"]
            own = [deed for deed in deeds if (deed["host"], deed["user"]) == (host, user) and deed["was"]["reached"] is not None]
            if arrival["first"]:
                for deed in own:
                    yield arrival["at"] + deed["at"] - deed["was"]["reached"], {**deed, "follows": True}
            delay = usual(user)
            if is_supposed and delay is not None and not own and longest.get((host, user), -1) < delay:
                yield (
                    arrival["at"] + delay,
                    {"host": host, "user": user, "kind": "acknowledge", "page": arrival["page"]},
                )

        return after

    nights = {"was": was}
    for mode in ("never", "median"):
        for name, world in (("without", history["world"]), ("draft", history["draft"])):
            nights[f"{name} {mode}"] = Night(history, world, deeds, follows(mode == "median"))
    return {name: night.told() for name, night in nights.items()}


json.dump([replay(history) for history in json.load(sys.stdin)], sys.stdout)
