"""A choice of a form: all options with the wrong ones struck out, or the right one alone."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from tests.maker.prints import Print

Pieces = list[tuple[str, bool]]  # a text, and whether it is struck out


@dataclass
class Choice:
    """``options`` as printed; those in ``left`` are not struck out. With ``alone`` only what is left is printed."""

    options: list[str]
    left: list[str]
    value: Any
    alone: bool = False
    joiner: str = "/ "
    joiner_struck: bool = False
    head: str = ""  # in front of the options, such as TRIWULAN
    tail: str = ""  # a remark behind the option that is left
    joiners: dict[int, str] = field(default_factory=dict)  # joiners that differ, by the option before them
    head_struck: bool = False

    @property
    def printed(self) -> Print:
        """What must be read; nothing where several options are left."""
        text = self.left[0] if len(self.left) == 1 and self.left != ["-"] else ""
        return Print(f"{'' if self.head_struck else self.head}{text}" if text else "", self.value)

    def pieces(self) -> Pieces:
        """The print in pieces."""
        if self.alone:
            return [(self.head + self.joiner.join(self.left) + self.tail, False)]
        pieces: Pieces = [(self.head, self.head_struck)] if self.head else []
        for number, option in enumerate(self.options):
            if number:
                before = self.options[number - 1]
                struck = self.joiner_struck or (before not in self.left and option not in self.left)
                pieces.append((self.joiners.get(number - 1, self.joiner), struck and before not in self.left))
            pieces.append((option, option not in self.left))
        return [*_joined(pieces), *([(self.tail, False)] if self.tail else [])]


def _joined(pieces: Pieces) -> Pieces:
    """Neighbours of one kind in one piece."""
    joined: Pieces = []
    for text, struck in pieces:
        if joined and joined[-1][1] == struck:
            joined[-1] = (joined[-1][0] + text, struck)
        else:
            joined.append((text, struck))
    return joined


def choose(rng: random.Random, options: list[str], right: str, alone: bool, case: Any, star: bool = False) -> Choice:
    """A choice in which one option is left."""
    return Choice(
        [case(option) for option in options],
        [case(right)],
        right,
        alone,
        rng.choice(["/ ", "/ ", " / ", "/"]),
        rng.random() < 0.5,
        tail="*" if star and not alone else "",
    )


def choose_term(rng: random.Random, term: str, alone: bool, year: int) -> Choice:
    """The period of an evaluation, such as TRIWULAN I/II/III/IV-AKHIR."""
    names = {"TW1": "I", "TW2": "II", "TW3": "III", "TW4": "IV", "AKHIR": "AKHIR"}
    right = names[term]
    if alone:
        head = "" if term == "AKHIR" else rng.choice(["TRIWULAN ", "TRIWULAN ", "Triwulan ", "TRIWULAN KE-"])
        if head == "Triwulan " or (term == "AKHIR" and rng.random() < 0.2):
            right = right.title() if right == "AKHIR" else right
        tails = ["", "", "", f" TAHUN {year}"] if term != "AKHIR" else ["", "", f" TAHUN {year}"]
        return Choice([right], [right], term, True, head=head, tail=rng.choice(tails))
    return Choice(
        list(names.values()),
        [right],
        term,
        False,
        "/",
        joiner_struck=rng.random() < 0.6,
        head="TRIWULAN ",
        tail=rng.choice(["*", "*", ""]),
        joiners={3: "-"},
        head_struck=term == "AKHIR" and rng.random() < 0.6,
    )
