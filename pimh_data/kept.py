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

    def tell(self, told: Callable[[int], None]) -> None:
        """Tell `told` the bytes of all that it has made, and from now on of each thing that it makes."""
        self._kept.begin(told)

    def tell_no_more(self, told: Callable[[int], None]) -> None:
        """Take all back that was told, and tell no more."""
        self._kept.end(told)

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
        self._count = _Count()
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
                    self._count.add(own)
                    found.tell(self._count.add)
                    self._make_room()
            return found

    @property
    def bytes(self) -> int:
        """Bytes of all that is held now, with what it has made."""
        return self._count.total

    def __len__(self) -> int:
        return len(self._held)

    def _find(self, key: Hashable) -> Any:
        with self._lock:
            if key not in self._held:
                return NOTHING
            self._held.move_to_end(key)
            return self._held[key][0]

    def _make_room(self) -> None:
        while self._count.total > self.limit and self._held:
            _, (owner, own) = self._held.popitem(last=False)
            self._count.add(-own)
            owner.tell_no_more(self._count.add)


class _Count:
    """So many bytes: added to by many threads, and never added up anew, which took a tenth of the server's time."""

    def __init__(self) -> None:
        self.total = 0
        self._lock = threading.Lock()

    def add(self, weighed: int) -> None:
        with self._lock:
            self.total += weighed


class _Kept:
    """What one owner has made."""

    def __init__(self) -> None:
        self.made: dict[Hashable, Any] = {}
        self.bytes = 0
        self.owners: tuple[Owner, ...] = ()
        self.told: tuple[Callable[[int], None], ...] = ()  # who is told of the bytes of what it makes
        self.turns = _Turns()
        self._lock = threading.Lock()

    def add(self, key: Hashable, made: Any, weighed: int) -> None:
        with self._lock:
            self.made[key] = made
            self.bytes += weighed
            self.owners += (made,) if isinstance(made, Owner) else ()
            for told in self.told:
                told(weighed)
                if isinstance(made, Owner):
                    made.tell(told)

    def begin(self, told: Callable[[int], None]) -> None:
        with self._lock:
            self.told += (told,)
            told(self.bytes)
            for owner in self.owners:
                owner.tell(told)

    def end(self, told: Callable[[int], None]) -> None:
        with self._lock:
            self.told = tuple(other for other in self.told if other != told)
            told(-self.bytes)
            for owner in self.owners:
                owner.tell_no_more(told)


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
