"""Whom and what a text names: people and pets, places, organisations, and other names.

A capital letter tells a name in English, where it does not begin a sentence. In a text that is not
English, or has no small letters, only those are found who are known by then.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from companion.domain import SELF, Entity, EntityKind
from companion.memory.people import People
from companion.memory.relations import PETS

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'&.-]*[^\W_]"
_RUN = re.compile(rf"{_NAME}(?:(?: (?:of|de|la|le|van|von|der|the|upon) | ){_NAME})*")
_WORD = re.compile(r"\w+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…\n]|[“\"(]|--|—)\W*$")
_NO_NAME = frozenset(
    "i i'm i've i'll i'd mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday"
    " january february march april may june july august september october november december"
    " mondays tuesdays wednesdays thursdays fridays saturdays sundays"
    " english french german spanish italian portuguese dutch polish russian turkish greek chinese"
    " japanese korean swedish danish norwegian finnish american british irish indian mexican thai"
    " european african asian arabic hebrew hindi mandarin latin"
    " christmas easter hanukkah thanksgiving halloween god lord ok okay tv pc cv ai it id dvd cd"
    " phd diy faq usb am pm bbq gp hr lol omg btw asap the a an my our we he she they it's and but"
    " so or yes no oh well hi hey hello thanks mom mum mummy mommy dad daddy grandma grandpa"
    " granny gran nan papa mama wi-fi wifi".split()
)
_ENGLISH = re.compile(
    r"(?-i:\bI\b)|\b(?:the|and|of|my|to|with|we|she|it|they|our|his|her|you|have|has|had|been|this|that"
    r"|are|from|is|was|who|for|he|did|does|last|i['’](?:m|ve|ll|d))\b",
    re.IGNORECASE,
)
_LEAST_ENGLISH = 10
"""Of so many words at the most, English uses one of its small ones."""

_BEFORE = {
    EntityKind.ORGANISATION: re.compile(
        r"\b(?:work(?:s|ed|ing)?|job|intern\w*|nurse|manager|position|employed|studie[sd]|study"
        r"(?:ing)?|student|hired|offer|interview)(?: \w+)? (?:at|for|by|from|with) (?:the )?$"
        r"|\b(?:join(?:ed|ing)?|founded|left) (?:the )?$",
        re.IGNORECASE,
    ),
    EntityKind.PLACE: re.compile(
        r"\b(?:in|into|to|from|near|outside|around|through|across|visit(?:ed|ing)?|leav(?:e|ing)"
        r"|reach(?:ed)?|explor(?:e|ed|ing)|at) (?:the )?$",
        re.IGNORECASE,
    ),
    EntityKind.PERSON: re.compile(
        r"\b(?:with|met|meet(?:ing)?|and|called|named|married|dating|told|asked|call(?:ed)?|know"
        r"|miss|for|uncle|aunt|cousin|mr|mrs|ms|dr|friend|colleague|boss|neighbou?r|is|was)"
        r"\.?,? $",
        re.IGNORECASE,
    ),
}
_ACTS = re.compile(
    r"(?!(?:Every|Some|Any|No)(?:one|body)\b|(?:It|That|What|Who|Where|There|Here|How|When|Let|Today"
    r"|Tomorrow|Yesterday|Tonight|Life|Work)['’]s\b|People\b|Who\b|What\b|That\b|This\b)"
    r"[A-ZÀ-Þ][\w-]+(?:['’]s (?!an?\b|the\b|been\b|not\b|going\b|in\b|at\b|on\b|so\b|very\b)"
    r"| (?:lives|works|lived|worked|said|says|told|called|calls|loves|likes|hates|thinks|wants"
    r"|moved|married|invited|asked|visited|studies|speaks|and I|has a|has an|fears|got)\b)"
)
"""What opens a sentence and does this is somebody."""
_TALKED_TO = re.compile(
    r"\b(?:talk|talked|talking|spoke|speak|listened|wrote|said|married|close|introduced (?:me|us)"
    r"|next) to $",
    re.IGNORECASE,
)
_LAST_WORD = {
    EntityKind.ORGANISATION: frozenset(
        "inc ltd gmbh llc corp university college school hospital clinic bank company club"
        " institute academy press church library restaurant café cafe bakery hotel".split()
    ),
    EntityKind.PLACE: frozenset(
        "street road avenue lane park river lake island islands beach mountain mountains valley"
        " airport station square city town village county bay coast forest".split()
    ),
}
_CALLED = (
    re.compile(
        rf"\b(?P<name>{_NAME}(?: {_NAME})?),? (?:but |and |or |though )?(?:we|everyone|everybody"
        r"|people|friends|I|they|his friends|her friends|my \w+)(?: all| just| usually| always)*"
        rf" calls? (?:him|her|them|it) (?P<alias>{_NAME})"
    ),
    re.compile(
        rf"\b(?P<name>{_NAME}(?: {_NAME})?),? (?:or|aka|also known as|also called|known as"
        rf"|nicknamed|who goes by|goes by) (?P<alias>{_NAME})(?= for short|[,.;!]|$| by)"
    ),
    re.compile(rf"\b(?P<name>{_NAME}(?: {_NAME})?) \((?P<alias>{_NAME})(?: for short)?\)"),
    re.compile(
        rf"\b(?P<alias>{_NAME})(?:,| is)? short for (?P<name>{_NAME})|"
        rf"\b(?P<alias_too>{_NAME})['’]s (?:real|full) name is (?P<name_too>{_NAME}(?: {_NAME})?)"
    ),
)
_SAME_RELATION = (
    frozenset("mother mom mum mummy mommy mama".split()),
    frozenset("father dad daddy papa".split()),
    frozenset("grandmother grandma granny gran nan".split()),
    frozenset("grandfather grandpa".split()),
    frozenset("neighbour neighbor".split()),
    frozenset("flatmate roommate housemate".split()),
    frozenset("colleague coworker co-worker".split()),
    frozenset("fiance fiancé fiancee fiancée".split()),
)
_PET = re.compile(rf"(?:{PETS})", re.IGNORECASE)


def entities_in(text: str, subject: str, people: People) -> tuple[Entity, ...]:
    """Whom and what a text about `subject` names, each once, in order; the subject first.

    `people` are those known by label (“sister Ada”).
    """
    found: dict[str, Entity] = {}
    nicknames = dict(_nicknames(text))
    labels = [subject] if subject != SELF else []
    folded = text.casefold()
    # Years bring hundreds of people, and few of them are in one text.
    places = _by_first_word(people.labels)
    maybe = sorted(at for word in {"", *_WORD.findall(folded)} for at in places.get(word, ()))
    called = [people.labels[at] for at in maybe]
    labels += [label for label in called if label != subject and _says(folded, label)]
    for label in labels:
        someone = _somebody(label)
        found.setdefault(someone.name.casefold(), someone)
    for name, kind in _capitalised(text, {one.name.casefold() for one in found.values()}):
        _add(found, name, kind)
    for name, alias in nicknames.items():
        _add(found, name, EntityKind.PERSON, alias)
    return tuple(found.values())


def reads_as_english(text: str) -> bool:
    """Whether a text has the small words that no English goes long without."""
    return _LEAST_ENGLISH * len(_ENGLISH.findall(text)) >= len(text.split())


def _somebody(label: str) -> Entity:
    """Who is meant by a label of `People`: a relation, a name, or both."""
    relation, _, name = label.partition(" ")
    if not relation.islower():
        relation, name = "", label
    aliases = {name.casefold(), label.casefold()} if name else set()
    if relation:
        same = next((words for words in _SAME_RELATION if relation in words), {relation})
        aliases |= set(same) if not name else {f"{one} {name.casefold()}" for one in same}
        aliases |= {relation}
    kind = EntityKind.PET if _PET.fullmatch(relation) else EntityKind.PERSON
    return Entity(name or relation, kind, tuple(sorted(aliases)))


def _says(folded: str, label: str) -> bool:
    """Whether a text in small letters names somebody: by name, or by the relation where there is no
    other name."""
    wanted, owner = _goes_by(label)
    return re.search(rf"\b{owner}{re.escape(wanted)}\b", folded) is not None


@lru_cache(maxsize=8192)
def _goes_by(label: str) -> tuple[str, str]:
    """What somebody is called in a text in small letters, and a pattern for what stands before."""
    relation, _, name = label.casefold().partition(" ")
    return (name, "") if name else (relation, r"(?:my|our) (?:\w+ )?")


@lru_cache(maxsize=16)
def _by_first_word(labels: tuple[str, ...]) -> dict[str, list[int]]:
    """Where the labels stand of which a text in small letters has this word first; of none when
    they do not begin with a word."""
    places: dict[str, list[int]] = {}
    for place, label in enumerate(labels):
        places.setdefault(_first_word(label), []).append(place)
    return places


@lru_cache(maxsize=8192)
def _first_word(label: str) -> str:
    found = _WORD.match(_goes_by(label)[0])
    return found.group() if found else ""


def _add(found: dict[str, Entity], name: str, kind: EntityKind, alias: str = "") -> None:
    """Take in a name; a full name is that of whoever is known by its first part."""
    folded = name.casefold()
    known = found.get(folded) or next(
        (
            one
            for one in found.values()
            if one.kind in (EntityKind.PERSON, EntityKind.PET)
            and (folded in one.aliases or folded.split(" ")[0] == one.name.casefold())
        ),
        None,
    )
    if known is None:
        aliases = {folded}
        if kind is EntityKind.PERSON:
            aliases.add(folded.split(" ")[0])
        known = Entity(name, kind, tuple(sorted(aliases)))
    names = {*known.aliases, folded, *([alias.casefold()] if alias else [])}
    found.pop(known.name.casefold(), None)
    if alias:
        found.pop(alias.casefold(), None)
    longer = name if folded.startswith(f"{known.name.casefold()} ") else known.name
    sort = kind if known.kind is EntityKind.OTHER else known.kind
    found[longer.casefold()] = Entity(longer, sort, tuple(sorted(names)))


def _nicknames(text: str) -> Iterator[tuple[str, str]]:
    for rule in _CALLED:
        for match in rule.finditer(text):
            told = match.groupdict()
            name, alias = told["name"] or told["name_too"], told["alias"] or told["alias_too"]
            yield _bare(name), _bare(alias)


def _capitalised(text: str, known: Collection[str]) -> Iterator[tuple[str, EntityKind]]:
    """The names in an English text, with what kind of thing each seems to be. What opens a sentence
    is a name if it is known, comes again, or more of it follows."""
    if text.upper() == text or not reads_as_english(text):
        return
    for run in _RUN.finditer(text):
        start, words = run.start(), run.group().split(" ")
        begins = bool(_SENTENCE_START.search(text[:start]))
        while words and (begins or _common(words[0])):
            if not _common(words[0]) and (
                _bare(words[0]).casefold() in known
                or _comes_again(words[0], text, start)
                or _ACTS.match(text, start)
            ):
                break
            start += len(words[0]) + 1
            words, begins = words[1:], False
        while words and _common(words[-1]):
            words = words[:-1]
        if name := _bare(" ".join(words)):
            yield name, _kind_of(name, text[:start])


def _common(word: str) -> bool:
    return _bare(word).casefold().replace("’", "'") in _NO_NAME


def _comes_again(word: str, text: str, start: int) -> bool:
    return re.search(rf"\w,? {re.escape(word)}\b", text[:start] + text[start + 1 :]) is not None


def _kind_of(name: str, before: str) -> EntityKind:
    last = name.casefold().split(" ")[-1].rstrip(".")
    if _SENTENCE_START.search(before):
        return EntityKind.PERSON if " " not in name else EntityKind.OTHER
    for kind, words in _LAST_WORD.items():
        if last in words:
            return kind
    if _TALKED_TO.search(before):
        return EntityKind.PERSON
    return next((kind for kind, rule in _BEFORE.items() if rule.search(before)), EntityKind.OTHER)


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name.strip(" .-"))
