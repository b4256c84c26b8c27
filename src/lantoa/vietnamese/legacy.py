"""Text typed in the fonts of before Unicode (TCVN3, VNI), and whether a text is Vietnamese at all.

Such text comes as Latin-1: "Céng hßa x· héi" (TCVN3), "Coäng hoøa xaõ hoäi" (VNI). Ask before cleaning it:
the ư of TCVN3 is the character that Unicode calls a soft hyphen, which `clean` removes.
"""

import re
from collections.abc import Callable

from lantoa.vietnamese.normal_form import nfc
from lantoa.vietnamese.syllables import is_syllable
from lantoa.vietnamese.text import fold

# TCVN 5712:1993, third set (VN3), as the ABC fonts have it.
_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3 | {"\u03bc": "à"})

# VNI-Windows: a mark follows its vowel; a few letters stand alone.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    pairs = dict(_VNI_ALONE)
    for vowel in "aeouyôö":
        bare = _VNI_ALONE.get(vowel, vowel)
        pairs |= {vowel + mark: nfc(bare + tone) for mark, tone in _VNI_TONES.items()}
    for vowel in "aeo":
        pairs |= {vowel + mark: nfc(vowel + "\u0302" + tone) for mark, tone in _VNI_HAT.items()}
    pairs |= {"a" + mark: nfc("a\u0306" + tone) for mark, tone in _VNI_BREVE.items()}
    capitals = {old.upper(): new.upper() for old, new in pairs.items()}
    return pairs | capitals | {old.capitalize(): new.upper() for old, new in pairs.items()}


_VNI = _vni()
_VNI_FOUND = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_WORD = re.compile(r"\S+")
_CAPITALS = re.compile(r"[A-Z][^a-z]*[A-Z]")
_JUDGED = 20_000


def from_tcvn3(text: str) -> str:
    """The text in Unicode, of text typed in a TCVN3 (ABC) font; convert only what looks_like_tcvn3 says.

    The capital fonts (.VnTimeH) have the codes of small letters: what stood among capitals becomes capital.
    """
    return _WORD.sub(lambda word: _capitals(word[0], word[0].translate(_TCVN3_TABLE)), text)


def _capitals(typed: str, converted: str) -> str:
    return converted.upper() if _CAPITALS.search(typed) and not re.search("[a-z]", typed) else converted


def from_vni(text: str) -> str:
    """The text in Unicode, of text typed in a VNI-Windows font."""
    return _VNI_FOUND.sub(lambda found: _VNI[found[0]], text)


def looks_like_tcvn3(text: str) -> bool:
    """Whether the text was typed in a TCVN3 font; at least two telling words are needed."""
    return _looks_typed_by(from_tcvn3, text)


def looks_like_vni(text: str) -> bool:
    """Whether the text was typed in a VNI font; at least two telling words are needed."""
    return _looks_typed_by(from_vni, text)


def _looks_typed_by(convert: Callable[[str], str], text: str) -> bool:
    """Most marked words make no Vietnamese syllable as they are and do when converted."""
    words = text[:_JUDGED].split()
    marked = [bare for word in words if (bare := _inside(word)) and not bare.isascii() and not bare.isdigit()]
    telling = [word for word in marked if not is_syllable(word) and is_syllable(convert(word))]
    return len(set(telling)) > 1 and len(telling) > 0.6 * len(marked) and len(telling) > 0.2 * len(words)


def _inside(word: str) -> str:
    # Signs such as © and § are letters in TCVN3, so only plain punctuation goes; a lone sign tells nothing.
    word = word.strip(".,;:!?()[]{}\"'/-–…“”‘’")
    return word if len(word) > 1 else ""


_LETTERS = re.compile(r"[^\W\d_]+")
_ONLY_VIETNAMESE = re.compile("[ăđơưĩũ\u1ea0-\u1ef9]")
_COMMON = (
    "bao ban binh boi cac cap chi chinh chu chuong cong cua cung cuoc dan dang danh dau day den dia dien "
    "doan doi dong duoc duong gia giai hanh hien hoat hoc huong huyen huu khoi khong khu kinh lanh lien "
    "luc mien minh moi muc nam ngay nghe nghi nghia nghiep nguoi nguyen nha nhan nhung nhiem nuoc phap "
    "phat phong phu phuong quan quoc quy quyet sach sinh tac tap thang thanh theo thi thon thong thuc "
    "thuong tinh toan trach tren trien trong truong trung tuong tuyen van viec viet voi vung xa xay xom"
)


def looks_vietnamese(text: str) -> bool:
    """Whether the text is in Vietnamese, typed with marks or without; a name of two words is enough."""
    common = frozenset(_COMMON.split())
    words = _LETTERS.findall(nfc(text[:_JUDGED]))
    # Abbreviations (UBND, MTTQ) are alike in all languages.
    words = [word.lower() for word in words if is_syllable(word) or not (word.isupper() and len(word) < 7)]
    if not words:
        return False
    syllables = [word for word in words if is_syllable(word)]
    share = len(syllables) / len(words)
    marked = sum(not word.isascii() for word in syllables) / len(words)
    if marked >= 0.2 and share >= 0.5 and any(_ONLY_VIETNAMESE.search(word) for word in syllables):
        return True
    if marked and share == 1:
        return True
    return share >= 0.9 and sum(fold(word) in common for word in words) >= 0.3 * len(words)
