"""Words for whom one may have: family, lovers, friends, colleagues and pets."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WOMEN = (
    "wife girlfriend gf fiancée mother mom mum mama mummy sister sis daughter aunt auntie niece"
    " gran nan granny grandma grandmother grandmum nonna oma abuela granddaughter"
    " great-granddaughter great-grandmother great-aunt landlady goddaughter stepdaughter"
    " stepmother stepmum stepmom stepsister half-sister godmother mother-in-law sister-in-law"
    " daughter-in-law girl lady lass woman missus ex-wife ex-girlfriend"
).split()
_MEN = (
    "husband hubby boyfriend bf father dad papa daddy brother bro son uncle nephew grandpa"
    " grandfather grandad granddad nonno opa abuelo grandson great-grandson great-grandfather"
    " great-uncle landlord godson stepson stepfather stepdad stepbrother half-brother godfather"
    " father-in-law brother-in-law son-in-law boy lad guy man ex-husband ex-boyfriend"
).split()
_ANYBODY = (
    "partner fiance spouse ex parent grandparent sibling twin kid grandkid child baby cousin friend"
    " bff bestie flatmate roommate housemate neighbour neighbor boss manager colleague coworker"
    " co-worker workmate teammate mate buddy pal teacher therapist doctor dentist tutor coach"
    " trainer instructor client student supervisor bandmate classmate godchild grandchild toddler"
    " in-law lodger tenant subtenant youngest eldest"
).split()
PET_WORDS = (
    "dog cat puppy kitten horse pony rabbit bunny parrot budgie hamster turtle tortoise goldfish"
    " fish snake canary ferret hedgehog chicken hen goat donkey rat gecko lizard bird poodle beagle"
    " husky dachshund labrador retriever terrier spaniel collie shepherd greyhound pug bulldog"
    " tomcat tabby mare foal cockatiel mouse gerbil axolotl"
).split()
_PLURALS = {
    "wife": "wives",
    "child": "children",
    "grandchild": "grandchildren",
    "baby": "babies",
    "lady": "ladies",
    "man": "men",
    "woman": "women",
    "mother-in-law": "mothers-in-law",
    "sister-in-law": "sisters-in-law",
    "brother-in-law": "brothers-in-law",
}
_NO_PLURAL = {"ex", "boss", "missus", "hubby", "youngest", "eldest", "sis", "bf", "gf", "bro"}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(
        sorted({re.escape(word) for word in words}, key=lambda word: (-len(word), word))
    )


_ONE = frozenset({*_WOMEN, *_MEN, *_ANYBODY})
SINGULAR = {_PLURALS.get(word, f"{word}s"): word for word in _ONE - _NO_PLURAL} | {
    "folks": "parent"
}
"""Of each word for several the word for one of them."""
PETS_TOGETHER = {f"{word}s": word for word in PET_WORDS} | {
    "puppies": "puppy",
    "ponies": "pony",
    "bunnies": "bunny",
    "canaries": "canary",
    "mice": "mouse",
    "guinea pigs": "guinea pig",
}
"""Of each word for several animals the word for one of them."""
RELATION_WORDS = _ONE | frozenset(SINGULAR)
"""All words for somebody, one or several."""
PETS = f"(?:guinea pig|{_any_of(PET_WORDS)})"
RELATIONS = f"(?:{_any_of(_ONE - {'woman', 'man', 'girl', 'boy', 'guy', 'lady'})})s?"
FAMILY = frozenset(
    "mum mom mummy mama mother dad daddy papa father gran granny grandma grandpa grandad granddad"
    " nan missus hubby nonna nonno oma opa abuela abuelo".split()
)
"""Relations that serve as names: “Mum is ill”."""
PROFESSIONS = frozenset(
    "singer drummer guitarist bassist pianist hairdresser barber lawyer solicitor accountant"
    " surgeon physio physiotherapist midwife vet nurse pharmacist plumber electrician builder"
    " gardener cleaner nanny babysitter childminder driver conductor director editor agent"
    " publisher headmaster headmistress headteacher principal professor apprentice intern trainee"
    " assistant secretary receptionist guest customer patient pupil gp cardiologist neurologist"
    " psychologist psychiatrist counsellor priest vicar pastor imam rabbi postman baker butcher"
    " mechanic tailor cook chef waiter bartender dancer captain goalkeeper godparent mentor foreman"
    " stylist florist carer caretaker superintendent chairman treasurer lecturer governor".split()
)
"""Who somebody may be to the person by what they do: “our singer has moved”."""
SEX = dict.fromkeys(_WOMEN, "she") | dict.fromkeys(_MEN, "he") | dict.fromkeys(SINGULAR, "they")
"""The pronoun of a relation, where it tells."""
TITLES = frozenset("mr mrs ms miss dr mister madame monsieur professor prof aunt uncle".split())
NO_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays"
    " fridays saturdays sundays january february march april may"
    " june july august september october november december easter christmas english french german"
    " spanish italian who that which just also and has was got is are she he now then here there i"
    " well yes yeah no oh ok okay hey sorry ah ugh haha lol mr mrs ms dr big new good guess"
    " called named it that this these those we you my our the a an his her so when because but"
    " with from in on at".split()
)
"""What stands where a name may, and is none."""
OF_SEVERAL = frozenset("older younger elder eldest oldest youngest other middle".split())
"""Which one of several somebody is: “the younger”."""
