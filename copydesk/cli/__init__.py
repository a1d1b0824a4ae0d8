"""The ``copydesk`` command: its parser and nothing else; each command lives with what it does."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from copydesk.versions import COPYDESK

# Tables of hundreds of thousands of entries are built and never given up: looking through them for cycles at every 700th new
# object, as Python does, takes a tenth of the time.
SELDOM = (150_000, 20, 50)

_HOMES = {"clean": "cleaning", "repair": "cleaning", "explain": "cleaning", "compare": "comparing"}
"""Modules of the commands that are not around the published folder; each is read only for its own."""
UNFORESEEN, USAGE = 1, 2

_EXITS = """exit codes:
  0  published, or nothing was new        3  validation refused to publish
  1  something unforeseen                 4  some sources were quarantined, the rest was published
  2  wrong usage"""


class Parser(argparse.ArgumentParser):
    """argparse's parser; what was typed comes back escaped, as a shell's * puts names of files there."""

    def error(self, message: str) -> NoReturn:
        from copydesk.cli.terminal import escaped

        super().error(escaped(message))


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command and its help."""
    parser = Parser(
        prog="copydesk",
        description="Turns dirty news text into clean records, and accounts for every character of every source.",
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"copydesk {COPYDESK}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    run = _command(commands, "run", "clean every source in a folder, validate, and publish a snapshot")
    _seeds(run, "seeds", nargs="?")
    _cleaned(run)
    run.add_argument("--engine", choices=("local", "dask", "ray"), default="local", help="what runs the shards (default: local processes)")
    run.add_argument("--address", metavar="URL", help="address of a running Dask scheduler or Ray cluster")
    run.add_argument("--workers", type=_positive, metavar="N", help="processes to use (default: all cores)")

    clean = _command(commands, "clean", "clean files and print one JSON record a line; no Prefect, no validation, nothing published")
    clean.add_argument("paths", nargs="+", metavar="PATH", help="file or folder; - is standard input")
    clean.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the records there instead of standard output")
    clean.add_argument("--ledger", type=Path, metavar="FILE", help="write what became of every character there, one JSON row a line")

    repair = _command(commands, "repair", "undo wrong decodings only: text in, text out")
    repair.add_argument("paths", nargs="+", metavar="PATH", help="file; - is standard input; objects of a .jsonl get 'text' repaired")
    repair.add_argument("-o", "--output", type=Path, metavar="FILE", help="write there instead of standard output")

    explain = _command(commands, "explain", "show a source line by line with the label of each and the rule that decided")
    explain.add_argument("paths", nargs="+", metavar="PATH", help="file; - is standard input")

    compare = _command(commands, "compare", "what two snapshots, or a snapshot and the present rules, decide otherwise")
    compare.add_argument("old", metavar="OLD", help="name of a snapshot or its beginning, CURRENT, or a folder that was published to")
    compare.add_argument("new", metavar="NEW", nargs="?", default="seeds", help="the same, or sources, cleaned now (default: seeds)")
    compare.add_argument("--samples", type=_positive, default=3, metavar="N", help="samples to show of each rule (default: 3)")
    compare.add_argument("--json", action="store_true", help="everything as one JSON object")
    _cleaned(compare)

    verify = _command(commands, "verify", "prove the published snapshot: rebuild every source from records and ledger and compare digests")
    _cleaned(verify)

    why = _command(commands, "why", "from a character of a published article back to the raw bytes and the rules on its way")
    why.add_argument("place", metavar="ID[:OFFSET]", help="article id, and the character in its text (default: 0)")
    _cleaned(why)

    _cleaned(_command(commands, "history", "list the published snapshots, newest first"))

    rollback = _command(commands, "rollback", "point the published folder back at an earlier snapshot")
    rollback.add_argument("snapshot", metavar="SNAPSHOT", help="name, or enough of its beginning to tell it")
    _cleaned(rollback)

    prune = _command(commands, "prune", "remove old snapshots; never the published one, nor one that somebody pinned")
    prune.add_argument("--keep", type=_positive, metavar="N", help="keep the N snapshots that were published last")
    prune.add_argument("--older-than", type=_days, metavar="DAYS", help="remove only what was published more than so many days ago")
    prune.add_argument("--dry-run", action="store_true", help="say what would go, and remove nothing")
    _cleaned(prune)

    for name, text in (("pin", "keep a snapshot from being pruned while you read it"), ("unpin", "take such a pin away")):
        pin = _command(commands, name, text)
        pin.add_argument("snapshot", metavar="SNAPSHOT", help="name, or enough of its beginning to tell it")
        pin.add_argument("--name", metavar="WHO", help="for whom (default: you)")
        _cleaned(pin)

    report = _command(commands, "report", "the audit page of the last run")
    _cleaned(report)
    report.add_argument("--source", metavar="NAME", help="make and name the page of one source, whichever it is")
    report.add_argument("--open", action="store_true", help="open it in the browser")
    return parser


def _command(commands: argparse._SubParsersAction[Parser], name: str, text: str) -> Parser:
    return commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", epilog=_EXITS,
                               formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip


def _cleaned(parser: argparse.ArgumentParser) -> None:
    text = "where snapshots are published, a folder or an address like s3://bucket/cleaned (default: cleaned)"
    parser.add_argument("--cleaned", type=Path, default=Path("cleaned"), metavar="DIR", help=text)


def _seeds(parser: argparse.ArgumentParser, name: str, **options: str) -> None:
    text = "folder, file or address of sources (default: seeds)"
    parser.add_argument(name, type=Path, default=Path("seeds"), metavar="SEEDS", help=text, **options)  # type: ignore[arg-type]


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError("must be a number of at least 1")
    return number


def _days(text: str) -> float:
    try:
        days = float(text)
    except ValueError:
        days = -1.0
    if not 0 <= days < 1e6:
        raise argparse.ArgumentTypeError("must be a number of days")
    return days


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code. An error that reaches this place is one sentence on standard error."""
    gc.set_threshold(*SELDOM)
    atexit.register(gc.freeze)  # Python looks once more for cycles on its way out: in tables this size that is a tenth of a small run
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each process is one worker, and starting threads takes time as well
    arguments = build_parser().parse_args(argv)
    from copydesk.cli.terminal import UsageError, complain

    home = import_module(f"copydesk.cli.{_HOMES.get(arguments.command, 'publishing')}")
    command: Callable[[argparse.Namespace], int] = getattr(home, arguments.command)
    try:
        if ":/" in str(getattr(arguments, "cleaned", "")) and arguments.command != "run":
            return _in_store(command, arguments)
        return command(arguments)
    except UsageError as error:
        complain(str(error))
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        complain("stopped at your wish; nothing half-written was published")
        return 130
    except OSError as error:
        if os.environ.get("COPYDESK_TRACEBACK"):
            raise
        complain(f"{error.filename or 'the output'}: {error.strerror or error}; mend that, or name another place, and run it again")
        return UNFORESEEN
    except Exception as error:
        if os.environ.get("COPYDESK_TRACEBACK"):
            raise
        complain(f"unforeseen {type(error).__name__}: {error}; set COPYDESK_TRACEBACK=1 to see where, and please report it")
        return UNFORESEEN


def _in_store(command: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """A command whose ``--cleaned`` is an address: it works on a mirror, and what it changed goes to the store."""
    from copydesk.cli.publishing import told
    from flows.object_store.remote import borrow

    def borrowed() -> int:
        wanted = [str(getattr(arguments, name)) for name in ("snapshot", "old", "new") if getattr(arguments, name, "")]
        with borrow(arguments.cleaned, arguments.command, wanted) as folder:
            arguments.cleaned = folder
            return command(arguments)

    return told(borrowed)
