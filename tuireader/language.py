"""The language of the interface: which one it is, its sentences, and how it writes numbers and the names of keys.

Sentences stand in the code in Vietnamese, inside `tr` or `counted`; the catalogue `tuireader.english` has the English
ones and is loaded only where English is chosen. The choice is made once, before anything that says something is loaded,
since constants are translated when their module is loaded and all else when it is said.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own is slow to load
if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("vi", "en")
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where gettext looks for the reader's language (GNU gettext manual, «Locale Environment Variables»), first to last."""
FORMS = "|"
"""Stands in a catalogue between the sentence for one and the sentence for any other number."""
_KEY_WORDS = {"↵": "Enter", "↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}
"""The signs of keys, as they are called where the font has no such signs."""
_TOGETHER = (("←→", "←/→"), ("↑↓", "↑/↓"))


class _Chosen:
    """What has been chosen."""

    catalogue: Mapping[str, str] | None = None
    """English sentences by the Vietnamese ones; None means that Vietnamese is spoken."""
    names_keys: bool = False
    """Keys are called by words, for fonts without arrows."""


def choose(language: str, *, names_keys: bool = False) -> None:
    """Speak one of `LANGUAGES` from now on; `names_keys` where the font has no arrows to show keys by."""
    _Chosen.names_keys = names_keys
    _Chosen.catalogue = None
    if language == "en":
        from tuireader.english import SENTENCES

        _Chosen.catalogue = SENTENCES


def of_environment(environment: Mapping[str, str]) -> str:
    """English where the environment asks for it; the readers are Vietnamese, so anything else means Vietnamese."""
    wanted = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    first = wanted.partition(":")[0].replace("-", "_").partition(".")[0]
    return "en" if first.partition("_")[0].lower() == "en" else "vi"


def is_english() -> bool:
    """Whether English is spoken."""
    return _Chosen.catalogue is not None


def tr(sentence: str, about: str = "") -> str:
    """A Vietnamese sentence in the reader's language, its fields left for `str.format`.

    `about` tells apart what is one word in Vietnamese and two in English: «Đánh dấu [shelf]» in the catalogue.
    """
    if _Chosen.catalogue is None:
        return key_words(sentence)
    return key_words(_Chosen.catalogue.get(f"{sentence} [{about}]" if about else sentence, sentence))


def counted(sentence: str, count: int, **values: object) -> str:
    """`tr` for a sentence with a number, filled in: `counted("{count} bài", 3)`; other fields come from `values`."""
    said = tr(sentence)
    if _Chosen.catalogue is not None:
        one, _, many = said.partition(FORMS)
        said = many if many and count != 1 else one
    return said.format(count=number(count), **values)


def number(count: int) -> str:
    """A whole number as the language writes it: 12.345, in English 12,345."""
    written = f"{count:,}"
    return written if is_english() else written.replace(",", ".")


def decimal(value: float) -> str:
    """A number with one place: 3,8, in English 3.8."""
    written = f"{value:.1f}"
    return written if is_english() else written.replace(".", ",")


def key_words(text: str) -> str:
    """A text with the signs of keys as words, where the font has no such signs: «Enter» for ↵."""
    if _Chosen.names_keys and not text.isascii():
        for signs, apart in _TOGETHER:
            text = text.replace(signs, apart)
        for sign, word in _KEY_WORDS.items():
            text = text.replace(sign, word)
    return text
