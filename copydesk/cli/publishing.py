"""Commands around the published folder: ``run``, ``verify``, ``why``, ``history``, ``rollback``, ``prune``,
``pin``, ``unpin``, ``report``.

Each imports what it needs when it is called: Prefect and Great Expectations take seconds to load.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from copydesk.cli.terminal import UsageError, complain, escaped, painted, show_progress


def run(arguments: argparse.Namespace) -> int:
    """``copydesk run``: every source through cleaning and validation to a published snapshot."""
    from flows.run import run as run_flow

    progress = show_progress()
    outcome = run_flow(
        arguments.seeds,
        arguments.cleaned,
        engine=arguments.engine,
        workers=arguments.workers,
        address=arguments.address,
        progress=progress,
    )
    if progress is not None:
        progress("", 0, 0)
    for message in outcome.messages:
        complain(message)
    print(painted(escaped(outcome.summary), "1", sys.stdout))
    if outcome.report and outcome.published:
        print(escaped(f"Report: {outcome.report}"))
    return int(outcome.exit_code)


def verify(arguments: argparse.Namespace) -> int:
    """``copydesk verify``: names every file and source that is not what it was published as."""
    from flows.proof.verify import verify as verify_snapshot

    return told(lambda: _verified(verify_snapshot(arguments.cleaned)))


def _verified(proof: object) -> int:
    problems = tuple(proof.problems)  # type: ignore[attr-defined]
    for problem in problems:
        complain(problem)
    print(escaped(proof.summary))  # type: ignore[attr-defined]
    return 1 if problems else 0


def why(arguments: argparse.Namespace) -> int:
    """``copydesk why``: the way back from one character."""
    from flows.proof.why import why as explain_place

    def tell() -> int:
        print(escaped(explain_place(arguments.cleaned, arguments.place)))
        return 0

    return told(tell)


def history(arguments: argparse.Namespace) -> int:
    """``copydesk history``: one line a snapshot, newest first, the current one marked."""
    from flows.snapshots.history import read_history
    from flows.snapshots.snapshot import read_pointer

    def tell() -> int:
        entries = read_history(arguments.cleaned)
        for entry in entries:
            mark = "*" if entry.current else " "
            state = "" if entry.whole else "  (damaged)"
            state += f"  (pinned by {', '.join(entry.pinned)})" if entry.pinned else ""
            print(escaped(f"{mark} {entry.name}  {entry.published or 'unknown time'}  {entry.articles} articles{state}"))
        if not entries:
            print(escaped(f"Nothing has been published to {arguments.cleaned} yet."))
        read_pointer(arguments.cleaned)  # the list is what a pointer that cannot be read is mended by
        return 0

    return told(tell)


def rollback(arguments: argparse.Namespace) -> int:
    """``copydesk rollback``: one atomic step back to an earlier snapshot."""
    from flows.snapshots.history import rollback as point_back

    def tell() -> int:
        print(escaped(f"{arguments.cleaned} shows snapshot {point_back(arguments.cleaned, arguments.snapshot)} again."))
        return 0

    return told(tell)


def prune(arguments: argparse.Namespace) -> int:
    """``copydesk prune``: old snapshots go; the published one and pinned ones stay."""
    from flows.snapshots.prune import prune as remove_old

    def tell() -> int:
        done = remove_old(arguments.cleaned, keep=arguments.keep, older_than=arguments.older_than, dry_run=arguments.dry_run)
        for entry in done.removed:
            print(escaped(f"- {entry.name}  {entry.published or 'unknown time'}  {entry.articles} articles"))
        for name, reason in done.spared:
            print(escaped(f"  {name}  stays: {reason}"))
        count = len(done.removed)
        removed = f"{count} snapshot{'s' * (count != 1)} ({done.bytes / 1e6:.1f} MB)"
        print(f"Would remove {removed} and keep {done.left}." if arguments.dry_run else f"Removed {removed}; kept {done.left}.")
        return 0

    return told(tell)


def pin(arguments: argparse.Namespace) -> int:
    """``copydesk pin``: a snapshot that somebody reads is kept."""
    from flows.snapshots.pins import pin as put_pin

    def tell() -> int:
        name, who = put_pin(arguments.cleaned, arguments.snapshot, arguments.name)
        print(escaped(f"Snapshot {name} is pinned for {who} until copydesk unpin {name} --name {who}."))
        return 0

    return told(tell)


def unpin(arguments: argparse.Namespace) -> int:
    """``copydesk unpin``: it may be pruned again."""
    from flows.snapshots.pins import unpin as take_pin

    def tell() -> int:
        name, who = take_pin(arguments.cleaned, arguments.snapshot, arguments.name)
        print(escaped(f"Snapshot {name} is no longer pinned for {who}."))
        return 0

    return told(tell)


def report(arguments: argparse.Namespace) -> int:
    """``copydesk report``: where the audit page lies, or that of one source; with --open, in the browser."""
    from flows.snapshots.snapshot import find_report

    def tell() -> int:
        page = find_report(arguments.cleaned)
        if arguments.source is not None:
            from flows.reports.report import write_source

            page = str(write_source(arguments.cleaned, arguments.source))
        if page is None:
            raise UsageError(f"{arguments.cleaned}: there is no report in it; make one with copydesk run.")
        print(escaped(page))
        if arguments.open:
            import webbrowser
            from pathlib import Path

            webbrowser.open(Path(page).resolve().as_uri())
        return 0

    return told(tell)


def told(command: Callable[[], int]) -> int:
    """Runs the command; what the flows refuse is one sentence with its exit code."""
    from flows.outcome import RunError
    from flows.snapshots.snapshot import SnapshotError

    try:
        return command()
    except RunError as error:
        complain(error.message)
        return int(error.exit_code)
    except SnapshotError as error:
        complain(str(error))
        return 1
