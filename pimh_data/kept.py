"""What is worked out from a release or an answer: made once, kept by it, gone with it. Nothing else keeps it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Self, TypeVar

from pimh_data.weight import weight

Made = TypeVar("Made")
Owned = TypeVar("Owned", bound="Owner")
NOTHING = object()


class Owner:
    """Keeps what is derived from it; a copy begins with nothing. What is kept must not lead back to its owner.

    Safe to share between threads: each thing is made once, and only those who ask for that thing wait.
    """

    _kept: "_Kept"
    weighs = False  # whether it keeps count of the bytes that it has made

    def __new__(cls, *_: Any, **__: Any) -> Self:
        """Begin with nothing made, also where the owner is a frozen dataclass."""
        new = super().__new__(cls)
        object.__setattr__(new, "_kept", _Kept())
        return new

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, made when it is first asked for under this key. Where it raises, nothing is kept."""
        kept = self._kept
        found = kept.made.get(key, NOTHING)
        if found is not NOTHING:
            return found
        with kept.turns.of(key):
            if key not in kept.made:
                made = make()
                kept.add(key, made, weight(made) if self.weighs else 0)
            return kept.made[key]

    @property
    def made_bytes(self) -> int:
        """Bytes of all that it has made and keeps, and of what that has made; 0 where it does not weigh."""
        kept = self._kept
        return kept.bytes + sum(owner.made_bytes for owner in kept.owners) if kept.owners else kept.bytes

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_kept"}


def kept(make: Callable[..., Made]) -> Callable[..., Made]:
    """A function whose first argument is an owner: what it gives is kept by that owner, for each further argument."""

    @wraps(make)
    def asked(owner: Owner, *args: Hashable, **named: Hashable) -> Made:
        key = (make, args, tuple(sorted(named.items()))) if named else (make, args)
        return owner.once(key, lambda: make(owner, *args, **named))

    return asked


class Latest:
    """Owners by key, each made once, until together they weigh more than `limit` bytes with all that they have made.

    Then those that were longest unasked are let go; asked for again, they are made again.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[Owner, int]] = OrderedDict()
        self._turns = _Turns()

    def once(self, key: Hashable, make: Callable[[], Owned]) -> Owned:
        """What `make` gives, kept while there is room. Where it raises, nothing is kept."""
        found = self._find(key)
        if found is not NOTHING:
            return found
        with self._turns.of(key):
            found = self._find(key)
            if found is NOTHING:
                found = make()
                own = weight(found)
                with self._lock:
                    self._held[key] = (found, own)
                    self._make_room()
            return found

    @property
    def bytes(self) -> int:
        """Bytes of all that is held now, with what it has made."""
        with self._lock:
            return self._weigh()

    def __len__(self) -> int:
        return len(self._held)

    def _find(self, key: Hashable) -> Any:
        with self._lock:
            if key not in self._held:
                return NOTHING
            self._held.move_to_end(key)
            return self._held[key][0]

    def _weigh(self) -> int:
        return sum(own + owner.made_bytes for owner, own in self._held.values())

    def _make_room(self) -> None:
        # What an answer has made grows after it came in, so all are added up anew: some 0.1 ms for a thousand.
        total = self._weigh()
        while total > self.limit and self._held:
            _, (owner, own) = self._held.popitem(last=False)
            total -= own + owner.made_bytes


class _Kept:
    """What one owner has made."""

    def __init__(self) -> None:
        self.made: dict[Hashable, Any] = {}
        self.bytes = 0
        self.owners: tuple[Owner, ...] = ()
        self.turns = _Turns()
        self._lock = threading.Lock()

    def add(self, key: Hashable, made: Any, weighed: int) -> None:
        with self._lock:
            self.made[key] = made
            self.bytes += weighed
            self.owners += (made,) if isinstance(made, Owner) else ()


class _Turns:
    """Whose turn it is to make a thing: one at a time for each key. Holds no key that nobody is busy with."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy: dict[Hashable, list[Any]] = {}  # the lock, and how many hold it or wait for it

    @contextmanager
    def of(self, key: Hashable) -> Iterator[None]:
        with self._lock:
            # Reentrant: what asks for itself is told so by Python, instead of waiting for itself for ever.
            busy = self._busy.setdefault(key, [threading.RLock(), 0])
            busy[1] += 1
        try:
            with busy[0]:
                yield
        finally:
            with self._lock:
                busy[1] -= 1
                if not busy[1]:
                    del self._busy[key]
