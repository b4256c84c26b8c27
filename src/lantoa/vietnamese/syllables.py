"""What a Vietnamese syllable may look like."""

import unicodedata

from lantoa.vietnamese.normal_form import nfc
from lantoa.vietnamese.text import fold

_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng "
    "eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi "
    "om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo "
    "oet oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn "
    "uông uôt uê uêch uênh uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt uân uâng uât uây ư ưa ưc ưi ưng "
    "ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
)
_ONSETS = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_BEFORE_NARROW = {"k", "gh", "ngh"}
_BEFORE_WIDE = {"c", "g", "ng"}
# Rhymes that lose their i or their u to the consonant: giếng, gì; quốc, quê, quyết.
_EXCEPTIONS = ["gi", "gin", "giêng", "giêc", "giêt", "quôc", "qui", "quit"]


def _spellings() -> frozenset[str]:
    found = set(_EXCEPTIONS)
    rhymes = _RHYMES.split()
    for onset in _ONSETS.split(" "):
        for rhyme in rhymes:
            narrow = rhyme[0] in "eêi" or rhyme == "y"
            fits = onset not in (_BEFORE_WIDE if narrow else _BEFORE_NARROW)
            # yê- opens a syllable; after a consonant the same sound is written iê-, and alone never.
            begins = rhyme[0] != "y" or not onset or (rhyme == "y" and onset in ("h", "k", "l", "m", "s", "t", "v"))
            if fits and begins and not (onset == "" and rhyme.startswith("iê")):
                found.add(onset + rhyme)
    found |= {"qu" + rhyme[1:] for rhyme in rhymes if rhyme.startswith("o") and len(rhyme) > 1 and rhyme[1] in "aăe"}
    return frozenset(found | {"q" + rhyme for rhyme in rhymes if rhyme[:2] in ("uy", "uâ", "uê", "uơ", "ua")})


_SPELLINGS = _spellings()
_UNMARKED = frozenset(fold(spelling) for spelling in _SPELLINGS)
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_STOPPED_TONES = "\u0301\u0323"
_STOPS = ("c", "ch", "p", "t")
_LONGEST = len("nghiêng")


def _split_tone(letter: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", letter)
    bare = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", bare), "".join(part for part in parts if part in _TONES)


def is_syllable(word: str) -> bool:
    """Whether the word is spelt as a Vietnamese syllable: "toàn", unmarked "duong"; but not "tôt"."""
    word = nfc(word).lower()
    if not word or len(word) > _LONGEST:
        return False
    # An unmarked word may come from a text typed without marks.
    if word.isascii():
        return word in _UNMARKED
    letters, tones = zip(*(_split_tone(letter) for letter in word), strict=True)
    spelling, tone = "".join(letters), "".join(tones)
    if spelling not in _SPELLINGS or len(tone) > 1:
        return False
    return not spelling.endswith(_STOPS) or (tone != "" and tone in _STOPPED_TONES)
