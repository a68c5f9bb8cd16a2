"""What an evaluation of recall found, of the product and of the baselines beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean
from typing import Any

from companion.evaluate.recall.finders import CONTEXT_TOKENS, Found
from companion.evaluate.recall.measures import area_under_roc, ndcg_at, recall_at
from companion.evaluate.recall.questions import Question
from companion.evaluate.report import aligned, shown

Figures = dict[str, Any]
TURNS_AT = (5, 10, 30)
SESSIONS_AT = (5, 10)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found for a question. `sessions` are those of the turns found, in their order."""

    dialogue: str
    question: Question
    found: Found
    sessions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecallReport:
    """All that was found: for every question by the product, for answered ones by the baselines.

    `grouped_by` is what a dialogue is called; empty where one is not told of by itself.
    """

    grouped_by: str
    product: Sequence[Judged]
    baselines: Mapping[str, Sequence[Judged]]

    def as_dict(self, *, verbose: bool = False) -> dict[str, Any]:
        """For JSON: the figures of all, and of each group; with `verbose` each question of which
        something was not among the first ten."""
        named: dict[str, Any] = {"overall": self._figures(lambda _: True)}
        categories = self._grouped(lambda it: it.question.category)
        if len(categories) > 1:
            named["category"] = categories
        if self.grouped_by:
            named[self.grouped_by] = self._grouped(lambda it: it.dialogue)
        if verbose:
            named["failures"] = [_missed(it) for it in self.product if _missing(it)]
        return named

    def as_json(self, *, verbose: bool = False) -> str:
        """Indented."""
        return json.dumps(self.as_dict(verbose=verbose), ensure_ascii=False, indent=2)

    def as_text(self, *, verbose: bool = False) -> str:
        """A table with a line for each group and for each baseline; with `verbose` a line for each
        question of which something was not among the first ten."""
        told = self.as_dict(verbose=verbose)
        overall = told["overall"]
        rows = {
            **{f"category {name}": it for name, it in told.get("category", {}).items()},
            **told.get(self.grouped_by, {}),
            **overall.get("baselines", {}),
            "overall": overall,
        }
        flat = {name: _flat(figures) for name, figures in rows.items()}
        columns = list(flat["overall"])
        table = [[self.grouped_by or "category", *columns]]
        table += [[name, *(shown(row.get(c)) for c in columns)] for name, row in flat.items()]
        lines = aligned(table)
        for failure in told.get("failures", ()):
            missing = ", ".join(failure["missing"])
            lines.append(f"{failure['id']} ({failure['category']})  {failure['question']}")
            lines.append(f"    missing {missing}; found {', '.join(failure['found']) or 'nothing'}")
        return "\n".join(lines)

    def _grouped(self, group: Callable[[Judged], str]) -> dict[str, Figures]:
        names = dict.fromkeys(map(group, self.product))
        return {name: self._figures(partial(_is_in, group, name)) for name in names}

    def _figures(self, chosen: Callable[[Judged], bool]) -> Figures:
        figures = self._product_figures([it for it in self.product if chosen(it)])
        baselines = {
            name: ranking_figures(here)
            for name, judged in self.baselines.items()
            if (here := [it for it in judged if chosen(it)])
        }
        return {**figures, **({"baselines": baselines} if baselines else {})}

    def _product_figures(self, judged: Sequence[Judged]) -> Figures:
        positives = [it for it in judged if it.question.is_answered]
        negatives = [it for it in judged if not it.question.is_answered]
        # A category has questions of one kind: they are held against all of the other kind.
        auc = area_under_roc(
            _confidences(positives or [it for it in self.product if it.question.is_answered]),
            _confidences(negatives or [it for it in self.product if not it.question.is_answered]),
        )
        return {
            **ranking_figures(positives),
            "abstention_auc": None if auc is None else round(auc, 4),
            "empty": _mean([not it.found.turns for it in judged]),
            "questions": len(judged),
        }


def ranking_figures(judged: Sequence[Judged]) -> Figures:
    """What is reported of any ranking, averaged over the questions that something answers; of
    turns, and of sessions by the first of their turns. What the dataset does not know is left
    out."""
    of_turns = [it for it in judged if it.question.turns]
    of_sessions = [it for it in judged if it.question.sessions]
    figures: Figures = {}
    if of_turns:
        ranked = [(it.found.turns, it.question.turns) for it in of_turns]
        figures["recall"] = _at(TURNS_AT, lambda k: _mean([recall_at(k, *it) for it in ranked]))
        figures["ndcg"] = _at(TURNS_AT[:2], lambda k: _mean([ndcg_at(k, *it) for it in ranked]))
    if of_sessions:
        sessions = [(it.sessions, it.question.sessions) for it in of_sessions]
        figures["session_recall"] = _at(
            SESSIONS_AT, lambda k: _mean([recall_at(k, *it) for it in sessions])
        )
        figures["session_ndcg"] = _at(
            SESSIONS_AT, lambda k: _mean([ndcg_at(k, *it) for it in sessions])
        )
    if of_turns:
        figures[f"complete_{CONTEXT_TOKENS}"] = _mean(
            [it.question.turns <= it.found.in_context for it in of_turns]
        )
    if judged:
        figures["tokens_used"] = round(fmean(it.found.tokens for it in judged), 1)
    return figures


def _is_in(group: Callable[[Judged], str], name: str, it: Judged) -> bool:
    return group(it) == name


def _at(places: Sequence[int], figure: Callable[[int], float | None]) -> dict[str, float | None]:
    return {str(k): figure(k) for k in places}


def _mean(values: Sequence[float]) -> float | None:
    return round(fmean(values), 4) if values else None


def _confidences(judged: Sequence[Judged]) -> list[float]:
    return [it.found.confidence for it in judged]


def _missing(it: Judged) -> list[str]:
    return sorted(it.question.turns - set(it.found.turns[:10]))


def _missed(it: Judged) -> dict[str, Any]:
    return {
        "id": it.question.id,
        "category": it.question.category,
        "question": it.question.text,
        "missing": _missing(it),
        "found": list(it.found.turns[:10]),
        "confidence": it.found.confidence,
    }


def _flat(figures: Figures) -> dict[str, float | None]:
    flat: dict[str, float | None] = {}
    for name, value in figures.items():
        if name == "baselines":
            continue
        if isinstance(value, dict):
            flat.update({f"{name}_{k}": at_k for k, at_k in value.items()})
        else:
            flat[name] = value
    return flat
