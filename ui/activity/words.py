"""Sleep in plain words: what each job is called, and what a run of it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from companion.domain import JobRun, JobState, Outlook, Wait
from ui.chat.when import own_locale


@dataclass(frozen=True, slots=True)
class JobWords:
    """What a job is called, what it is doing while it runs, and its icon."""

    name: str
    doing: str
    icon: str


def job_words(job: str) -> JobWords:
    """The words for a job; its own name for one that is not known here."""
    known = {
        "duplicates": JobWords(
            _tr("Join what was said twice"), _tr("looking for what was said twice"), "merge"
        ),
        "links": JobWords(
            _tr("Link what belongs together"), _tr("linking what belongs together"), "link"
        ),
        "decay": JobWords(
            _tr("Let what no longer matters fade"),
            _tr("seeing what no longer matters"),
            "archive",
        ),
        "folding": JobWords(
            _tr("Fold faded memories into their talks"),
            _tr("folding faded memories into their talks"),
            "book-open",
        ),
        "summaries": JobWords(
            _tr("Sum up days and weeks"), _tr("summing up days and weeks"), "calendar"
        ),
        "topics": JobWords(_tr("Gather topics"), _tr("gathering topics"), "tag"),
        "reflection": JobWords(_tr("Reflect"), _tr("reflecting"), "brain"),
        "portrait": JobWords(
            _tr("Refresh the portrait"), _tr("refreshing the portrait"), "notebook-pen"
        ),
    }
    return known.get(job, JobWords(job.capitalize(), job, "sparkles"))


def jobs() -> tuple[str, ...]:
    """The jobs that can be run one by one, in the order they run in."""
    return ("duplicates", "links", "decay", "folding", "summaries", "topics", "reflection",
            "portrait")  # fmt: skip


def what_it_did(run: JobRun) -> list[str]:
    """What a run did, each as the end of a sentence that begins with “I”."""
    return [_phrase(run.job, what, count) for what, count in run.did if count]


def sentence(runs: Sequence[JobRun]) -> str:
    """What these runs did together, as the end of a sentence that begins with “I”; empty when they
    changed nothing that stands."""
    did: Counter[tuple[str, str]] = Counter()
    for run in reversed(runs):
        if run.state is not JobState.UNDONE:
            did.update({(run.job, what): count for what, count in run.did})
    return and_so_on([_phrase(job, what, count) for (job, what), count in did.items() if count])


def and_so_on(phrases: Sequence[str]) -> str:
    """Phrases as one list, in the way of the language."""
    return own_locale().createSeparatedList(list(phrases)) if phrases else ""


def _phrase(job: str, what: str, count: int) -> str:
    one, many = _forms().get((job, what)) or _forms().get(("", what)) or ("", "")
    if not one:
        return f"{what}: {count:,}"
    return (one if count == 1 else many).format(count=f"{count:,}")


def _forms() -> dict[tuple[str, str], tuple[str, str]]:
    """For one and for many."""
    return {
        ("", "joined"): (
            _tr("joined two memories that say the same"),
            _tr("joined {count} pairs of memories that say the same"),
        ),
        ("", "unsure"): (
            _tr("found two memories to ask you about"),
            _tr("found {count} pairs of memories to ask you about"),
        ),
        ("", "archived"): (
            _tr("let one memory fade into the archive"),
            _tr("let {count} memories fade into the archive"),
        ),
        ("", "folded"): (
            _tr("folded a faded memory into the talk it came from"),
            _tr("folded {count} faded memories into the talks they came from"),
        ),
        ("", "linked"): (
            _tr("found a link between two memories"),
            _tr("found {count} links between memories"),
        ),
        ("summaries", "written"): (_tr("wrote a summary"), _tr("wrote {count} summaries")),
        ("summaries", "told anew"): (
            _tr("brought a summary up to date"),
            _tr("brought {count} summaries up to date"),
        ),
        ("topics", "written"): (_tr("found a topic"), _tr("found {count} topics")),
        ("topics", "told anew"): (
            _tr("brought a topic up to date"),
            _tr("brought {count} topics up to date"),
        ),
        ("", "told by the model"): (
            _tr("had the model say one of them shorter"),
            _tr("had the model say {count} of them shorter"),
        ),
        ("", "insights"): (_tr("noticed one thing"), _tr("noticed {count} things")),
        ("", "conclusions"): (
            _tr("kept what a reply brought together"),
            _tr("kept {count} things that replies brought together"),
        ),
        ("", "sections"): (
            _tr("refreshed a section of your portrait"),
            _tr("refreshed {count} sections of your portrait"),
        ),
    }


def state_words(state: JobState) -> str:
    """How a run ended, where that is worth a word."""
    words = {
        JobState.RUNNING: _tr("going on"),
        JobState.STOPPED: _tr("paused"),
        JobState.INTERRUPTED: _tr("cut short"),
        JobState.FAILED: _tr("failed"),
        JobState.UNDONE: _tr("undone"),
    }
    return words.get(state, "")


def why_awake(outlook: Outlook, when: str) -> str:
    """Why sleep does not begin by itself now, and when it will; `when` is its time in words."""
    words = {
        Wait.NOTHING: _tr("I begin within a minute or two."),
        Wait.BATTERY: _tr("I wait: the machine runs on battery."),
        Wait.SPACE: _tr("I wait: there is little space left on the disk."),
        Wait.BUSY: _tr("I wait: another program needs the machine."),
        Wait.PAUSED: _tr("You paused me. By myself I go on from {when}."),
        Wait.RESTED: _tr("All is tidy. I look again from {when}, when you are away."),
        Wait.TALKED: _tr("I wait until you are away for a while, from {when} at the soonest."),
    }
    return words[outlook.why].format(when=when)


def _tr(text: str) -> str:
    return QCoreApplication.translate("activity", text)
