"""The invariants, checked on the topics and on the ledger's database with none of the fleet's own code.

Each `_check` function returns sentences about what is broken. `docs/faults.md` lists the invariants.
"""
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from . import places, wire
from .fleet import AGGREGATORS, EVENTS, LEDGER_TOPICS, LETTERS, RESULTS, RETRIES, TASKS, WORKERS, layout
from .ledger import Unreadable


@dataclass
class Evidence:
    """Everything that lies about at the end of an episode."""
    campaign: str
    tasks: list = field(default_factory=list)
    # Task records that cannot be read.
    poison: list = field(default_factory=list)
    results: list = field(default_factory=list)
    letters: list = field(default_factory=list)
    # Of hazards, with their records.
    events: list = field(default_factory=list)
    opened: int = 0
    is_sealed: bool = False
    cancelled_at: int = None
    committed: dict = field(default_factory=dict)
    ledger_committed: dict = field(default_factory=dict)
    ends: dict = field(default_factory=dict)
    records: int = 0
    # Of the ledger.
    row: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    late: int = 0


def check(episode):
    evidence = gather(episode)
    broken = []
    if not evidence.row:
        broken.append("the ledger knows no such campaign")
    else:
        for part in CHECKS:
            broken += part(episode, evidence)
    broken += _check_programs(episode)
    distinct = {(r.campaign, r.seq) for _, r in evidence.results}
    return {
        "broken": broken, "messages": evidence.records, "tasks": evidence.opened,
        "duplicates": len(evidence.results) - len(distinct)}


# ---------------------------------------------------------------- gathering


def gather(episode):
    evidence = Evidence(episode.expected.campaign)
    topics = episode.fleet.topics
    names = [name for name in layout(episode.plan["partitions"])]
    for record in topics.read(names):
        evidence.records += 1
        _sort(record, evidence)
    evidence.ends = topics.ends(names)
    task_places = [p for p in evidence.ends if p[0] in TASKS + RETRIES]
    evidence.committed = topics.committed(WORKERS, task_places)
    evidence.ledger_committed = topics.committed(AGGREGATORS, [p for p in evidence.ends if p[0] in LEDGER_TOPICS])
    _read_ledger(episode, evidence)
    return evidence


def _sort(record, evidence):
    try:
        if record.topic in TASKS + RETRIES:
            try:
                evidence.tasks.append((record, wire.task(record.value or b"")))
            except (wire.Malformed, UnicodeDecodeError):
                evidence.poison.append(record)
        elif record.topic == RESULTS:
            result = wire.result(record.value or b"")
            if result.campaign == evidence.campaign:
                evidence.results.append((record, result))
        elif record.topic == LETTERS:
            evidence.letters.append(record)
        elif record.topic == EVENTS:
            evidence.events.append((record, json.loads(record.value or b"{}")))
        elif record.topic == LEDGER_TOPICS[0]:
            _sort_control(record, evidence)
    except (wire.Malformed, UnicodeDecodeError, IndexError):
        pass


def _sort_control(record, evidence):
    kind, message = wire.control(record.value or b"")
    if wire.campaign_of(message) != evidence.campaign or not (record.key or b"").startswith(b"campaign/"):
        return
    if kind == "opening":
        evidence.opened = wire.opening(message)[1]
    elif kind == "seal":
        evidence.is_sealed = True
    elif kind == "cancellation" and evidence.cancelled_at is None:
        evidence.cancelled_at = record.time


# What is looked at of a campaign's row.
ROW = ["id", "tasks", "checked", "dead", "cancelled", "sealed_at", "cancelled_at", "completed_at"]


def _read_ledger(episode, evidence):
    try:
        found, rows = episode.ledger.read(
            (f"SELECT {', '.join(ROW)} FROM campaign WHERE code = ?", evidence.campaign),
            ("SELECT seq, generation, outcome FROM result WHERE campaign_id = (SELECT id FROM campaign WHERE code = ?)",
             evidence.campaign))
    except Unreadable:
        return
    if found:
        evidence.row = dict(zip(ROW, found[0]))
        # In the ledger the outcomes are counted from 0.
        evidence.rows = {seq: (generation, outcome + 1) for seq, generation, outcome in rows}


# ---------------------------------------------------------------- invariants


def _check_totals(episode, evidence):
    row, broken = evidence.row, []
    outcomes = Counter(outcome for _, outcome in evidence.rows.values())
    counters = {wire.CHECKED: row["checked"], wire.DEAD: row["dead"], wire.CANCELLED: row["cancelled"]}
    if {k: v for k, v in counters.items() if v} != dict(outcomes):
        broken.append(f"counters {counters} differ from the rows' outcomes {dict(outcomes)}")
    if len(evidence.rows) != row["tasks"]:
        broken.append(f"{len(evidence.rows)} outcomes of {row['tasks']} tasks")
    strangers = [seq for seq in evidence.rows if seq >= row["tasks"]]
    if strangers:
        broken.append(f"outcomes of seqs that are not there: {strangers[:5]}")
    if episode.was_redriven and not episode.was_cancelled and row["dead"]:
        broken.append(f"{row['dead']} tasks are dead after their letters were redriven and what ailed them mended")
    if row["tasks"] != episode.expected.tasks:
        broken.append(f"{row['tasks']} tasks were opened, {episode.expected.tasks} make up the campaign")
    if evidence.opened and evidence.opened != row["tasks"]:
        broken.append(f"control says {evidence.opened} tasks, the ledger {row['tasks']}")
    return broken


def _check_acknowledged(episode, evidence):
    """Every task that a topic holds has an outcome, and an outcome that somebody sent."""
    broken = []
    held = {t.seq for _, t in evidence.tasks if t.campaign == evidence.campaign}
    missing = sorted(held - set(evidence.rows))
    if missing:
        broken.append(f"{len(missing)} acknowledged tasks have no outcome, such as seq {missing[:5]}")
    if episode.broker_lost_data:
        return broken
    sent = defaultdict(set)
    for _, result in evidence.results:
        sent[result.seq].add((result.generation, result.outcome))
    invented = [seq for seq, outcome in evidence.rows.items() if outcome not in sent[seq]]
    if invented:
        broken.append(f"{len(invented)} outcomes of the ledger were sent by nobody, such as seq {invented[:5]}")
    unread = [seq for seq in sent if seq not in evidence.rows]
    if unread:
        broken.append(f"{len(unread)} results are not in the ledger, such as seq {unread[:5]}")
    return broken


def _check_no_result_without_task(episode, evidence):
    """A checked result belongs to a task that lies in a topic."""
    if episode.broker_lost_data:
        return []
    held = {t.seq for _, t in evidence.tasks if t.campaign == evidence.campaign}
    strangers = sorted({r.seq for _, r in evidence.results if r.outcome == wire.CHECKED} - held)
    return [f"results without a task, such as seq {strangers[:5]}"] if strangers else []


def _check_determinism(episode, evidence):
    """Whoever checks a task comes to the same result."""
    seen, broken = {}, []
    for _, result in evidence.results:
        if result.outcome != wire.CHECKED:
            continue
        said = (tuple(sorted(result.counts.items())), result.findings)
        if seen.setdefault(result.seq, said) != said:
            broken.append(f"seq {result.seq} was checked with different results")
    return broken[:3]


def _check_figures(episode, evidence):
    """The ledger's figures are the sum over the rows' results; they are the generator's when all was checked."""
    names, tables = ", ".join(f'SUM("{name}")' for name in wire.OUTCOMES), ("campaign_item", "campaign_region")
    *sums, hazards, [(closed, sightings)] = episode.ledger.read(
        *((f"SELECT {names} FROM {table} WHERE campaign_id = ?", evidence.row["id"]) for table in tables),
        ("SELECT s.code, i.code FROM hazard h JOIN site s ON s.id = h.site_id JOIN item i ON i.id = h.item_id",),
        ("SELECT SUM(CASE WHEN state = 1 THEN 1 ELSE 0 END), SUM(sightings) FROM hazard",))
    hazards = set(hazards)
    figures = {table: {name: count for name, count in zip(wire.OUTCOMES, row) if count}
               for table, [row] in zip(tables, sums)}
    broken = []
    if figures["campaign_item"] != figures["campaign_region"]:
        broken.append(f"by item {figures['campaign_item']}, by region {figures['campaign_region']}")
    if not episode.broker_lost_data:
        broken += _compare_with_results(evidence, figures["campaign_item"])
    if evidence.row["dead"] or evidence.row["cancelled"]:
        return broken
    expected = episode.expected
    if figures["campaign_item"] != {k: v for k, v in expected.outcomes.items() if v}:
        broken.append(f"checks {figures['campaign_item']}, the inputs give {expected.outcomes}")
    if hazards != expected.hazards:
        broken.append(f"{len(hazards ^ expected.hazards)} hazards differ from the inputs'")
    if sightings is not None and (closed, sightings) != (expected.closed, len(expected.hazards)):
        broken.append(f"{closed} hazards closed, {sightings} sightings; the inputs give {expected.closed}, "
                      f"{len(expected.hazards)}")
    return broken


def _compare_with_results(evidence, figures):
    sums, seen = Counter(), set()
    for _, result in evidence.results:
        is_counted = result.outcome == wire.CHECKED and evidence.rows.get(result.seq, (0, 0))[1] == wire.CHECKED
        if is_counted and result.seq not in seen:
            seen.add(result.seq)
            sums.update(result.counts)
    return [] if dict(sums) == figures else [f"checks {figures}, the results add up to {dict(sums)}"]


def _check_completion(episode, evidence):
    row, broken = evidence.row, []
    lines = sum(
        child.log().count("campaign complete") for child in episode.fleet.everybody()
        if getattr(child, "role", "") == "aggregator")
    # A commit that nobody answers, with the database or the connection gone, is found done and not told of again.
    deaths = any("aggregator" in name or name in ("failpoint", "kill-loop", "kill-database", "cut-database")
                 for name in episode.applied)
    if row["completed_at"] is None:
        broken.append("not complete")
    elif lines > 1 or (lines == 0 and not deaths):
        broken.append(f"its completion was told {lines} times")
    if row["completed_at"] is not None and row["sealed_at"] is None and row["cancelled_at"] is None:
        broken.append("complete without being sealed")
    return broken


def _check_commits(episode, evidence):
    """Below a committed offset everything has its outcome in the results, or travels on to a later attempt."""
    if episode.broker_lost_data:
        return []
    broken = []
    for place, offset in [*evidence.committed.items(), *evidence.ledger_committed.items()]:
        if offset > evidence.ends.get(place, 0):
            broken.append(f"offset {offset} of {place} is committed, the topic ends at {evidence.ends.get(place)}")
    ended = {r.seq for _, r in evidence.results}
    lost = sorted({
        t.seq for record, t in evidence.tasks if t.campaign == evidence.campaign and t.seq not in ended
        and record.offset < evidence.committed.get((record.topic, record.partition), 0)})
    if lost:
        broken.append(f"{len(lost)} tasks below the committed offsets have no result, such as seq {lost[:5]}")
    positions = episode.sampler.last.offsets if episode.sampler.last else {}
    for place, offset in evidence.ledger_committed.items():
        if place in positions and offset > positions[place]:
            broken.append(f"{offset} of {place} is committed, the ledger stands at {positions[place]}")
    return broken


def _check_duplicates(episode, evidence):
    """A crash repeats at most a window of each partition; what was copied or rewound may be done again.

    The mock broker refuses commits while a group is rebalanced, so that whoever joins or leaves counts like a crash.
    """
    distinct = len({r.seq for _, r in evidence.results})
    executed = len(evidence.results) - distinct - episode.copied_results
    plan, fleet = episode.plan, episode.fleet
    partitions = sum(count for name, count in episode.layout.items() if name in TASKS + RETRIES)
    joins = sum(getattr(child, "role", "") == "worker" for child in fleet.everybody())
    bound = (episode.crashes + joins) * plan["window"] * partitions + 2 * episode.copied_tasks + episode.poisoned_tasks
    bound += max(0, episode.fleet.launches - 1) * evidence.row["tasks"]
    if evidence.cancelled_at is not None:
        bound += evidence.row["tasks"]
    return [f"{executed} tasks were done again, at most {bound} may be"] if executed > bound else []


def _check_log(episode, evidence):
    """The ledger's log goes on where it stood, for each partition: nothing left out, nothing twice.

    Only a broker that has lost what it had makes a topic, and so the log, go on further down.
    """
    [rows] = episode.ledger.read(("SELECT topic, partition, expected_offset, next_offset FROM log ORDER BY id",))
    stands, broken = {}, []
    for topic, partition, begin, end in rows:
        stood = stands.get((topic, partition), 0)
        if begin != stood or (end < begin and not episode.broker_lost_data):
            broken.append(f"the log of {topic} {partition} goes from {begin} to {end}, it stood at {stood}")
        stands[topic, partition] = end
    if evidence.row["completed_at"] is not None:
        positions = episode.sampler.last.offsets if episode.sampler.last else {}
        broken += [f"the log of {p} ends at {stands.get(p, 0)}, the ledger stands at {o}"
                   for p, o in positions.items() if stands.get(p, 0) != o]
    return broken[:3]


def _check_letters(episode, evidence):
    """What cannot be read lies among the dead letters, with where it came from."""
    if episode.broker_lost_data:
        return []
    named = {(r.headers.get("source.topic"), r.headers.get("source.partition"), r.headers.get("source.offset"))
             for r in evidence.letters}
    lost = [r for r in evidence.poison
            if (r.topic.encode(), b"%d" % r.partition, b"%d" % r.offset) not in named]
    # Both names of a topic occur in headers: as the broker has it.
    return [f"{len(lost)} unreadable tasks are not among the dead letters"] if lost else []


def _check_cancellation(episode, evidence):
    """No task starts more than 5 s after its campaign was cancelled; a check lasts no time here."""
    if evidence.cancelled_at is None or any(name == "clock-jump" for name in episode.applied):
        return []
    allowed = evidence.cancelled_at + 5_000 + 1_000
    paused = any(name.startswith(("stop-", "proxy", "broker", "term")) for name in episode.applied)
    late = [r for record, r in evidence.results if r.outcome == wire.CHECKED and record.time > allowed]
    if late and not paused:
        return [f"{len(late)} tasks were checked more than 5 s after the cancellation"]
    return []


def _check_events(episode, evidence):
    """Every finding and acceptance that the ledger has was published, under an id of its own, each hazard's in order."""
    if episode.broker_lost_data:
        return []
    [rows] = episode.ledger.read((
        "SELECT kind, campaign.code, seq, site.code, item.code FROM event JOIN campaign ON campaign.id = campaign_id JOIN "
        "hazard ON hazard.id = hazard_id JOIN site ON site.id = hazard.site_id JOIN item ON item.id = hazard.item_id "
        "ORDER BY event.id",))
    wanted = defaultdict(list)
    for kind, campaign, seq, site, item in rows:
        wanted[site, item].append((("found", "accepted")[kind], campaign, seq))
    broken, ids, published, places_of = [], {}, defaultdict(list), defaultdict(set)
    for record, event in sorted(evidence.events, key=lambda e: (e[0].partition, e[0].offset)):
        happening, hazard = event["data"]["event"], event["data"]["hazard"]
        what = happening["event"], happening["campaign"], happening["seq"]
        place = hazard["site"]["id"], hazard["item"]["id"]
        if (record.key or b"").decode() != event["subject"] or event["specversion"] != "1.0":
            broken.append(f"event {event['id']} is not of its key or form")
        if ids.setdefault(event["id"], (place, what)) != (place, what):
            broken.append(f"the id {event['id']} names two events")
        places_of[place].add(record.partition)
        if what not in published[place]:
            published[place].append(what)
    if len(ids) != sum(map(len, published.values())):
        broken.append("an event was published under two ids")
    wrong = [place for place in {*wanted, *published} if wanted.get(place) != published.get(place)]
    if wrong:
        broken.append(
            f"the events of {len(wrong)} hazards are not those of the ledger, such as {wrong[0]}: "
            f"{published.get(wrong[0])} instead of {wanted.get(wrong[0])}"[:400])
    if any(len(partitions) > 1 for partitions in places_of.values()):
        broken.append("a hazard's events lie in several partitions")
    return broken


CHECKS = [
    _check_totals, _check_acknowledged, _check_no_result_without_task, _check_determinism, _check_figures,
    _check_completion, _check_commits, _check_duplicates, _check_log, _check_letters, _check_cancellation,
    _check_events]


def _check_programs(episode):
    """What the fleet's own tools say: the ledger verifies, and a rebuilt one has the same digest."""
    fleet, broken = episode.fleet, []
    code, said = fleet.run("hazard-aggregator", "verify", "--database", fleet.database)
    if code != 0:
        broken.append(f"verify ends with {code}: {said.strip()[:300]}")
    if places.has_command("hazard-aggregator", "rebuild"):
        fresh = episode.folder + "/rebuilt.sqlite"
        code, said = fleet.run("hazard-aggregator", "rebuild", "--database", fleet.database, "--into", fresh)
        if code != 0:
            return broken + [f"rebuild ends with {code}: {said.strip()[:300]}"]
        digests = [fleet.run("hazard-aggregator", "digest", "--database", path)[1].split()[-1:]
                   for path in (fleet.database, fresh)]
        if digests[0] != digests[1]:
            broken.append(f"the rebuilt ledger has the digest {digests[1]}, the ledger {digests[0]}")
        if episode.plan["seed"] % 3 == 0 and _is_ordered(episode):
            broken += _rebuild_from_topics(episode, digests[0])
    return broken


def _is_ordered(episode):
    """Whether the outcomes of a task lie in one partition, so that reading the topics again gives the same."""
    mixing = {"shuffle", "cancel", "redrive-cancel", "partition-added", "kill-broker"}
    return not mixing & set(episode.applied)


def _rebuild_from_topics(episode, digest):
    fleet, fresh = episode.fleet, episode.folder + "/from-topics.sqlite"
    code, said = fleet.run(
        "hazard-aggregator", "rebuild", "--from-topics", "--into", fresh, "--config", fleet.config)
    if code != 0:
        return [f"rebuild from the topics ends with {code}: {said.strip()[-300:]}"]
    found = fleet.run("hazard-aggregator", "digest", "--database", fresh)[1].split()[-1:]
    if found == digest:
        return []
    return [f"the ledger rebuilt from the topics has the digest {found}, the ledger {digest}"]
