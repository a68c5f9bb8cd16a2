"""How much a note matters, from 1 (a passing remark) to 10 (a life is different now). Pure.

Generative Agents (Park et al., 2023) ask the model; this is told by kind and by words, so that it
is the same each time, costs nothing, and can be explained:

- the kind gives where it begins: an episode is 3, a wish 8;
- what turns a life (a birth, a death, a wedding, a diagnosis, an allergy) adds 3;
- what weighs on a heart, or lifts it, adds 1;
- what is told of in small change (a snack, the weather, “kind of”) takes 2 away.
"""

from __future__ import annotations

import re

from companion.domain import TELLINGS, NoteKind

_OF_KIND = {
    NoteKind.EPISODE: 3,
    NoteKind.EVENT: 5,
    NoteKind.FACT: 5,
    NoteKind.PLAN: 5,
    NoteKind.PREFERENCE: 5,
    NoteKind.RELATIONSHIP: 6,
    NoteKind.SUMMARY: 3,
    NoteKind.WISH: 8,
    NoteKind.INSIGHT: 5,
    NoteKind.PORTRAIT: 5,
}
_TURNS_A_LIFE = re.compile(
    r"\b(?:died|dead|death|passed away|funeral|widow\w*|born|birth|pregnan\w+|miscarriage|adopted"
    r" (?:a )?(?:son|daughter|child|baby|boy|girl)|married|marry\w*|wedding|engaged|divorc\w+"
    r"|diagnos\w+|cancer|stroke|heart attack|surgery|transplant|allerg\w+|anaphyla\w+|epilep\w+"
    r"|diabet\w+|chronic|hospital|accident|suicid\w+|sober|rehab|bankrupt\w*|evicted|prison"
    r"|emigrat\w+|asylum|citizen\w*|came out|transition(?:ed|ing))\b",
    re.IGNORECASE,
)
_WEIGHS = re.compile(
    r"\b(?:heartbroken|devastated|terrified|grie(?:f|ve|ving)|mourn\w*|depress\w+|anxi\w+|panic"
    r"|afraid|scared|ashamed|lonely|cried|crying|miss (?:him|her|them|my)|proud|thrilled|overjoyed"
    r"|in love|love of my life|dream(?:ed)? of|always wanted|proposed|fired|laid off|quit my job"
    r"|broke up|betrayed|best (?:day|thing)|worst (?:day|thing)|never forget|birthday|hate)\b",
    re.IGNORECASE,
)
_SMALL_CHANGE = re.compile(
    r"\b(?:for (?:breakfast|lunch|dinner|a snack)|snack|weather|the bus|traffic|kind of|sort of"
    r"|a bit tired|my phone battery|laundry|dishes|groceries|parking)\b",
    re.IGNORECASE,
)


def importance_of(kind: NoteKind, text: str) -> int:
    """The importance of what a text of this kind tells, 1 to 10."""
    weight = _OF_KIND[kind]
    if kind in (NoteKind.WISH, *TELLINGS):
        return weight
    if _TURNS_A_LIFE.search(text):
        weight += 3
    elif _WEIGHS.search(text):
        weight += 1
    elif _SMALL_CHANGE.search(text):
        weight -= 2
    return max(1, min(10, weight))
