"""Sleep in plain words: what each job is called, and what a run of it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from companion.domain import JobRun, JobState, Outlook, Wait
from ui.language import counted, own_locale, translate


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
            translate("activity", "Join what was said twice"),
            translate("activity", "looking for what was said twice"),
            "merge",
        ),
        "links": JobWords(
            translate("activity", "Link what belongs together"),
            translate("activity", "linking what belongs together"),
            "link",
        ),
        "decay": JobWords(
            translate("activity", "Let what no longer matters fade"),
            translate("activity", "seeing what no longer matters"),
            "archive",
        ),
        "folding": JobWords(
            translate("activity", "Fold faded memories into their talks"),
            translate("activity", "folding faded memories into their talks"),
            "book-open",
        ),
        "condensing": JobWords(
            translate("activity", "Let old talks be told by their gists"),
            translate("activity", "letting old talks be told by their gists"),
            "quote",
        ),
        "summaries": JobWords(
            translate("activity", "Sum up days and weeks"),
            translate("activity", "summing up days and weeks"),
            "calendar",
        ),
        "topics": JobWords(
            translate("activity", "Gather topics"), translate("activity", "gathering topics"), "tag"
        ),
        "reflection": JobWords(
            translate("activity", "Reflect"), translate("activity", "reflecting"), "brain"
        ),
        "portrait": JobWords(
            translate("activity", "Refresh the portrait"),
            translate("activity", "refreshing the portrait"),
            "notebook-pen",
        ),
    }
    return known.get(job, JobWords(job.capitalize(), job, "sparkles"))


def jobs() -> tuple[str, ...]:
    """The jobs that can be run one by one, in the order they run in."""
    return ("duplicates", "links", "decay", "folding", "condensing", "summaries", "topics",
            "reflection", "portrait")  # fmt: skip


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
        return f"{what}: {counted(count)}"
    return (one if count == 1 else many).format(count=counted(count))


def _forms() -> dict[tuple[str, str], tuple[str, str]]:
    """For one and for many."""
    return {
        ("", "joined"): (
            translate("activity", "joined two memories that say the same"),
            translate("activity", "joined {count} pairs of memories that say the same"),
        ),
        ("", "unsure"): (
            translate("activity", "found two memories to ask you about"),
            translate("activity", "found {count} pairs of memories to ask you about"),
        ),
        ("", "archived"): (
            translate("activity", "let one memory fade into the archive"),
            translate("activity", "let {count} memories fade into the archive"),
        ),
        ("", "folded"): (
            translate("activity", "folded a faded memory into the talk it came from"),
            translate("activity", "folded {count} faded memories into the talks they came from"),
        ),
        ("", "condensed"): (
            translate("activity", "let an old talk be told by its gist"),
            translate("activity", "let {count} old talks be told by their gists"),
        ),
        ("", "linked"): (
            translate("activity", "found a link between two memories"),
            translate("activity", "found {count} links between memories"),
        ),
        ("summaries", "written"): (
            translate("activity", "wrote a summary"),
            translate("activity", "wrote {count} summaries"),
        ),
        ("summaries", "told anew"): (
            translate("activity", "brought a summary up to date"),
            translate("activity", "brought {count} summaries up to date"),
        ),
        ("topics", "written"): (
            translate("activity", "found a topic"),
            translate("activity", "found {count} topics"),
        ),
        ("topics", "told anew"): (
            translate("activity", "brought a topic up to date"),
            translate("activity", "brought {count} topics up to date"),
        ),
        ("", "told by the model"): (
            translate("activity", "had the model say one of them shorter"),
            translate("activity", "had the model say {count} of them shorter"),
        ),
        ("", "insights"): (
            translate("activity", "noticed one thing"),
            translate("activity", "noticed {count} things"),
        ),
        ("", "conclusions"): (
            translate("activity", "kept what a reply brought together"),
            translate("activity", "kept {count} things that replies brought together"),
        ),
        ("", "sections"): (
            translate("activity", "refreshed a section of your portrait"),
            translate("activity", "refreshed {count} sections of your portrait"),
        ),
    }


def state_words(state: JobState) -> str:
    """How a run ended, where that is worth a word."""
    words = {
        JobState.RUNNING: translate("activity", "going on"),
        JobState.STOPPED: translate("activity", "paused"),
        JobState.INTERRUPTED: translate("activity", "cut short"),
        JobState.FAILED: translate("activity", "failed"),
        JobState.UNDONE: translate("activity", "undone"),
    }
    return words.get(state, "")


def why_awake(outlook: Outlook, when: str) -> str:
    """Why sleep does not begin by itself now, and when it will; `when` is its time in words."""
    words = {
        Wait.NOTHING: translate("activity", "I begin within a minute or two."),
        Wait.BATTERY: translate("activity", "I wait: the machine runs on battery."),
        Wait.SPACE: translate("activity", "I wait: there is little space left on the disk."),
        Wait.BUSY: translate("activity", "I wait: another program needs the machine."),
        Wait.PAUSED: translate("activity", "You paused me. By myself I go on from {when}."),
        Wait.RESTED: translate(
            "activity", "All is tidy. I look again from {when}, when you are away."
        ),
        Wait.TALKED: translate(
            "activity", "I wait until you are away for a while, from {when} at the soonest."
        ),
    }
    return words[outlook.why].format(when=when)
