"""What is printed."""
import statistics
from collections import Counter


def line(job, found, is_sound, wants_broken):
    words = ", ".join(found.get("faults", []))
    state = "ok" if is_sound else "NOT CAUGHT" if wants_broken else "BROKEN"
    print(f"{job.title:50} {state:10} {found.get('seconds', 0):6.1f} s  {found.get('figure', words)}", flush=True)
    reasons = found.get("caught", [])[:1] if wants_broken and is_sound else found["broken"]
    for reason in reasons[:8]:
        print(f"    {reason}", flush=True)


def close(reports, seconds, options):
    """Prints the summary and the closing line; the exit code."""
    episodes, scenarios = reports["episode"], reports["scenario"]
    controls = [m for m in reports["mutation"] if m["name"].startswith("control:")]
    mutated = [m for m in reports["mutation"] if not m["name"].startswith("control:")]
    broken = sum(bool(each["broken"]) for each in episodes + scenarios + controls)
    caught = sum(bool(each.get("caught")) for each in mutated)
    print()
    _faults(episodes)
    _figures(episodes, seconds)
    for each in scenarios:
        print(f"{each['name']:24}{each.get('figure', 'no figure')}")
    for each in episodes + scenarios + controls:
        if each["broken"]:
            print(f"broken: {each['title']}: {each['broken'][0]}")
    print(f"fault: episodes={len(episodes)} broken={broken} mutations_caught={caught}/{len(mutated)}", flush=True)
    return 0 if broken == 0 and caught == len(mutated) else 1


def _faults(episodes):
    for store, count in sorted(Counter(each["store"] for each in episodes).items()):
        print(f"episodes on {store:18}{count:>6}")
    kinds = Counter(name for each in episodes for name in each.get("faults", []))
    kinds.update("failpoint " + place.split(":")[0] for each in episodes for place in each.get("failpoints", []))
    print("faults by kind")
    for name, count in sorted(kinds.items()):
        print(f"  {name:28}{count:>6}")


def _figures(episodes, seconds):
    recoveries = [r for each in episodes for r in each.get("recoveries", [])]
    print(f"{'messages':24}{sum(each.get('messages', 0) for each in episodes):,}")
    print(f"{'tasks':24}{sum(each.get('tasks', 0) for each in episodes):,}")
    print(f"{'duplicates executed':24}{sum(each.get('duplicates', 0) for each in episodes):,}")
    if recoveries:
        print(f"{'recovery, s':24}median {statistics.median(recoveries):.1f}, max {max(recoveries):.1f}")
    notes = Counter(note for each in episodes for note in each.get("notes", []))
    for note, count in notes.most_common(10):
        print(f"  {count} x skipped: {note}")
    print(f"{'wall time, s':24}{seconds:.0f}")
