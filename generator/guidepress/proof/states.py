"""Sets of patients' states as binary decision diagrams: one bit or more for each variable.

A state gives every variable one of the cells of its domain. A set of states is a diagram, whose
size depends on its structure and not on how many states it holds, so that the product of all
domains is never enumerated. OxiDD does the work; it is imported only when there is a pathway.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from guidepress.condition_syntax import (
    All,
    Any,
    Atom,
    Comparison,
    Condition,
    Holds,
    Not,
    OneOf,
    Otherwise,
    atoms,
)
from guidepress.conditions import accepts, parts_of
from guidepress.domains import Cell
from guidepress.model.pathway import Variable

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction

    States = BDDFunction

MOST_NODES: Final = 1 << 20
"""Nodes that all diagrams together may have: about 30 MB."""
_NODES_OF_A_CONDITION: Final = 1 << 11


class TooLargeError(Exception):
    """The pathway is too large to be decided; raised instead of running on for minutes."""


class Space:
    """The states of one pathway's variables, and the sets of them that conditions speak of."""

    def __init__(self, variables: Sequence[Variable], conditions: Iterable[Condition]) -> None:
        """Partition the domains by what the conditions mention; the order sets the diagrams' size.

        All conditions must be free of faults.
        """
        from oxidd.bdd import BDDManager  # noqa: PLC0415 - only where there is a pathway

        conditions = tuple(conditions)
        nodes = min(MOST_NODES, _NODES_OF_A_CONDITION * (8 + len(conditions)))
        self._manager = BDDManager(nodes, nodes, 1)
        self.all = self._manager.true()
        self.none = self._manager.false()
        self._variables = {str(variable.id): variable for variable in variables}
        asked: dict[str, dict[Atom, None]] = {name: {} for name in self._variables}
        for condition in conditions:
            for atom in atoms(condition):
                asked[atom.variable.text][atom] = None
        self.cells: dict[str, tuple[Cell, ...]] = {}
        self._sets: dict[str, list[States]] = {}
        self._bits: dict[str, States] = {}
        self._names: dict[frozenset[str], States] = {}
        for variable in variables:
            self._add(variable, tuple(asked[str(variable.id)]))

    def of(self, condition: Condition) -> "States":
        """Return the states in which a condition other than `otherwise` holds."""
        match condition:
            case Not(part):
                return ~self.of(part)
            case All(parts):
                found = self.all
                for part in parts:
                    found &= self.of(part)
                return found
            case Any(parts):
                return self.union(self.of(part) for part in parts)
            case Comparison() | OneOf() | Holds():
                name = condition.variable.text
                variable = self._variables[name]
                return self.union(
                    states
                    for cell, states in zip(self.cells[name], self._sets[name], strict=True)
                    if accepts(condition, cell.answer, variable)
                )
            case Otherwise():
                raise AssertionError("otherwise is told by the other branches")

    def union(self, sets: Iterable["States"]) -> "States":
        """Return the states of any of the sets."""
        found = self.none
        for each in sets:
            found |= each
        return found

    def names(self, variables: frozenset[str]) -> "States":
        """Return what `forget` takes: variables whose values are to be forgotten."""
        if variables not in self._names:
            found = self.all
            for variable in variables:
                found &= self._bits[variable]
            self._names[variables] = found
        return self._names[variables]

    @staticmethod
    def forget(states: "States", names: "States") -> "States":
        """Return the states that are like one of these but for the named variables."""
        return states.exists(names)

    def possible(self, states: "States", variable: str) -> list[Cell]:
        """Return the cells that a variable can have in a set of states."""
        pairs = zip(self.cells[variable], self._sets[variable], strict=True)
        return [cell for cell, having in pairs if (having & states).satisfiable()]

    def pick(self, states: "States", variables: frozenset[str]) -> "States":
        """Return the states of a set that is not empty which share one value of each variable."""
        for variable in self.cells:
            if variable in variables:
                sets = self._sets[variable]
                states = next(both for each in sets if (both := each & states).satisfiable())
        return states

    def words(self, picked: "States", states: "States", variables: frozenset[str]) -> str:
        """Describe one of the picked states by few variables: all that fit are of `states`.

        The picked are some of `states`, which the variables tell from others. Empty words fit all.
        """
        told = {}
        for name in self.cells:
            if name in variables:
                for cell, having in zip(self.cells[name], self._sets[name], strict=True):
                    if (picked & having).satisfiable():
                        told[name] = (cell, having)
                        picked &= having
                        break
        for name in reversed(tuple(told)):
            others = ~states
            for other in told:
                if other != name:
                    others &= told[other][1]
            if not others.satisfiable():
                del told[name]
        return " and ".join(f"{name} is {cell.words}" for name, (cell, _) in told.items())

    def _add(self, variable: Variable, asked: tuple[Atom, ...]) -> None:
        parts = parts_of(variable, asked)
        bits = [self._manager.var(bit) for bit in self._manager.add_vars(_bits(len(parts)))]
        sets: list[States] = []
        for number in range(len(parts) - 1):
            states = self.all
            for place, bit in enumerate(bits):
                states &= bit if number >> place & 1 else ~bit
            sets.append(states)
        # The last cell has all numbers that are left, so that every state is one of the patient's.
        sets.append(~self.union(sets))
        name = str(variable.id)
        self.cells[name], self._sets[name] = parts, sets
        self._bits[name] = self.all
        for bit in bits:
            self._bits[name] &= bit


def _bits(count: int) -> int:
    return (count - 1).bit_length()
