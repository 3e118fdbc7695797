"""An exercise as data: what is asked, what is fed in, what counts as right, what goes wrong.

An exercise is judged in one of two ways. With a ``reference``, every element of the answer is
compared with what the reference gives for the same inputs. With a ``judge``, a function looks at
one answer and says what is wrong with it, as a `Misconception` or a sentence, or None (for random
or non-unique answers). Where the answer takes no inputs, each case has a judge of its own, which
looks at one property.

Inputs are drawn anew from a seed: a case holds a function of a ``numpy.random.Generator``. The
student's own inputs come from a public seed, the official ones from a secret. Where an answer is
to know pictures that it has not seen, the case draws from ``pictures`` too, and the official judge
has others than the course.
"""

import copy
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Call:
    """The arguments of one call: ``Call(x, w, stride=2)`` stands for ``answer(x, w, stride=2)``.

    ``methods`` are called, in order, on what the call returned (each a name and a `Call`); the
    answer is then the list of what they gave. ``observe`` names arguments, by position or keyword,
    whose state after the call belongs to the answer: it becomes
    ``{"value": ..., "observed": [...]}``. With ``again`` the whole is done a second time, with
    fresh arguments: the answer is then ``[first, second]``. ``kept`` is for the judge alone, such
    as the labels of pictures that are to be recognised: it is never handed to an answer, nor sent
    to where one runs.
    """

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    methods: tuple[tuple[str, "Call"], ...] = ()
    observe: tuple[int | str, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict)
    again: bool = False

    def __init__(self, *args, **kwargs):
        object.__setattr__(self, "args", args)
        object.__setattr__(self, "kwargs", kwargs)
        object.__setattr__(self, "methods", ())
        object.__setattr__(self, "observe", ())
        object.__setattr__(self, "kept", {})
        object.__setattr__(self, "again", False)

    def then(self, *methods: tuple[str, "Call"]) -> "Call":
        """Return the same call, followed by these methods of the object it returned."""
        return self._with(methods=methods)

    def observing(self, *arguments: int | str) -> "Call":
        """Return the same call, with the state of these arguments as part of the answer."""
        return self._with(observe=arguments)

    def keeping(self, **kept: Any) -> "Call":
        """Return the same call, with what only the judge may know about it."""
        return self._with(kept=kept)

    def twice(self, again: bool = True) -> "Call":
        """Return the same call, made a second time with arguments of the same values."""
        return self._with(again=again)

    def handing(self, args: Sequence[Any], kwargs: dict[str, Any]) -> "Call":
        """Return the same call, with other arguments."""
        return self._with(args=tuple(args), kwargs=kwargs)

    def _with(self, **changes) -> "Call":
        same = copy.copy(self)
        for name, value in changes.items():
            object.__setattr__(same, name, value)
        return same


@dataclass(frozen=True)
class Misconception:
    """A mistake that students make, and the hint that helps.

    A mistake is recognised when an imitation of it gives exactly the numbers that the student's
    code gave. It is imitated in one of three ways: ``wrong`` are whole implementations; ``bends``
    change the arguments (and return them as a tuple) before the reference is called, those given by
    name too where they accept them; ``spoils`` change what the reference returns. Bends and spoils
    can be joined with each other and with a wrong implementation, so that two mistakes at once are
    recognised too. ``symptom`` recognises a mistake from the verdicts instead, where there are no
    numbers to imitate.
    """

    id: str
    hint: str
    wrong: tuple[Callable[..., Any], ...] = ()
    bends: tuple[Callable[..., tuple], ...] = ()
    spoils: tuple[Callable[[Any], Any], ...] = ()
    symptom: Callable[[list], bool] | None = None


Judge = Callable[[Call, Any], "Misconception | str | None"]


@dataclass(frozen=True)
class Case:
    """One named set of inputs. ``varies`` is the property that it tries, in the student's words.

    ``draw(rng)`` makes the inputs; where the exercise has pictures, ``draw(rng, pictures)`` does.
    ``judge`` looks at this case's answer in place of the exercise's judge. With ``typed`` the type
    of the numbers counts too: 4.0 is not 4, and bytes stay bytes.
    """

    name: str
    varies: str
    draw: Callable[..., Call]
    weight: float = 1.0
    raises: type[Exception] | None = None
    judge: Judge | None = None
    typed: bool = False


@dataclass(frozen=True, eq=False)
class Pictures:
    """Pictures x of shape (N, 1, H, W) and their labels y, of shape (N,)."""

    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True)
class Exercise:
    """All that is known of one exercise. The file it stands in bears its name.

    ``pictures`` loads those that an answer is to know without having seen them. The official judge
    puts its own in their place. ``may_read`` names data of the chapter that an answer may read
    without being told that it should not, such as a filter that the text has just set up.
    """

    name: str
    chapter: str
    points: float
    asks: str
    cases: tuple[Case, ...]
    reference: Callable[..., Any] | None = None
    judge: Judge | None = None
    misconceptions: tuple[Misconception, ...] = ()
    forbidden: dict[str, str] = field(default_factory=dict)
    rtol: float = 1e-4
    budget: float = 10.0
    solved_by: tuple[str, ...] = ()
    pictures: Callable[[], Pictures] | None = None
    may_read: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of an answer's arguments, as the reference has them."""
        named = inspect.signature(self.reference).parameters.values() if self.reference else ()
        return tuple(each.name for each in named if each.kind is each.POSITIONAL_OR_KEYWORD)

    def __post_init__(self):
        if (self.reference is None) == (self.judge is None):
            raise TypeError(f"{self.name}: give either a reference or a judge")
        if self.judge is None and any(case.judge for case in self.cases):
            raise TypeError(f"{self.name}: a case has a judge where the exercise has none")
        if self.points <= 0 or not self.cases:
            raise TypeError(f"{self.name}: an exercise has points and cases")
        names = [case.name for case in self.cases]
        ids = [mistake.id for mistake in self.misconceptions]
        if len({*names}) < len(names) or len({*ids}) < len(ids):
            raise TypeError(f"{self.name}: two cases or two misconceptions bear the same name")

    def calls(self, seed: int | bytes) -> list[tuple[Case, Call]]:
        """Return every case with its inputs, drawn from ``seed``. Each case has its own stream."""
        entropy = int.from_bytes(seed, "big") if isinstance(seed, bytes) else seed
        streams = np.random.SeedSequence(entropy).spawn(len(self.cases))
        more = () if self.pictures is None else (self.pictures(),)
        return [
            (case, case.draw(np.random.default_rng(stream), *more))
            for case, stream in zip(self.cases, streams, strict=True)
        ]
