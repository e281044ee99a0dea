"""Cycles that no answer leaves: found among the steps that lead back to themselves; exact.

Within such a group of steps a state is trapped when no answers, present or later, lead out of the
group. As in the search, few variables are known at first. On the others an adversary decides, who
wants to stay: where even he cannot, nobody is trapped. Where he can, the variables that he decided
on are added to the known ones, until there are none in the steps that he stays in.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from guidepress.frozen import dataclass
from guidepress.proof.ground import Ground, Names
from guidepress.proof.search import Goal, Run, Search

if TYPE_CHECKING:
    from guidepress.proof.states import States


@dataclass(frozen=True, slots=True)
class Trap:
    """A cycle, the states that are trapped at its first step, and a run of some of them."""

    cycle: tuple[str, ...]
    states: "States"
    run: Run


def traps(ground: Ground, search: Search) -> Iterator[Trap]:
    """Yield a trap for each step at which some answers begin to go round for ever."""
    for group in _groups(ground):
        yield from _Group(ground, search, group).traps()


class _Group:
    def __init__(self, ground: Ground, search: Search, steps: Collection[str]) -> None:
        self._ground = ground
        self._search = search
        self._steps = steps
        self._told = dict.fromkeys(steps, ground.space.none)

    def traps(self) -> Iterator[Trap]:
        ground = self._ground
        kept: Names = frozenset()
        trapped = dict.fromkeys(self._steps, ground.space.all)
        while True:
            trapped = self._trapped(trapped, kept)
            step = next((step for step in self._steps if trapped[step].satisfiable()), None)
            if step is None:
                return
            state = ground.space.pick(trapped[step], kept)
            cycle = self._cycle(step, state, trapped, kept)
            region = self._region(cycle[0], state, trapped, kept)
            hidden = self._asks(cycle) - kept or self._asks(region) - kept
            if hidden:
                kept |= hidden
                continue
            first = min(cycle, key=ground.rank.__getitem__)
            turn = cycle.index(first)
            states = self._trapped(dict.fromkeys(region, ground.space.all), kept)[first]
            run = self._search.find(Goal({first: states}, kept))
            if isinstance(run, Run):
                yield Trap((*cycle[turn:], *cycle[:turn]), states, run)
                states = ground.space.all
            self._told[first] |= states

    def _trapped(self, among: Mapping[str, "States"], kept: Names) -> dict[str, "States"]:
        """Return those of some states with which the adversary can stay among them."""
        ground, space = self._ground, self._ground.space
        trapped = {step: states & ~self._told[step] for step, states in among.items()}
        queue = deque(sorted(trapped, key=ground.rank.__getitem__, reverse=True))
        waiting = set(queue)
        while queue:
            step = queue.popleft()
            waiting.remove(step)
            ground.toil(trapped[step])
            hidden = space.names(self._asks((step,)) - kept)
            stays = space.forget(self._staying(step, trapped, kept), hidden) & trapped[step]
            if stays != trapped[step]:
                trapped[step] = stays
                again = [each for each in self._ground.before[step] if each not in waiting]
                again = [each for each in again if each in trapped]
                waiting.update(again)
                queue.extend(again)
        return trapped

    def _staying(
        self,
        step: str,
        trapped: Mapping[str, "States"],
        kept: Names,
    ) -> "States":
        """Return the states of a step that every door which they take leads on to trapped ones."""
        ground, space = self._ground, self._ground.space
        stays = ~ground.uncovered[step]
        for door in ground.doors[step]:
            onward = trapped.get(door.way.to, space.none)
            renewed = ground.renewed.get(door.way.to, frozenset()) & kept
            free = ~space.forget(~onward, space.names(renewed))
            stays &= ~door.taking | free
        return stays

    def _cycle(
        self,
        step: str,
        state: "States",
        trapped: Mapping[str, "States"],
        kept: Names,
    ) -> tuple[str, ...]:
        """Walk on with one state, which keeps its values, until a step comes again."""
        passed: list[str] = []
        while step not in passed:
            passed.append(step)
            staying = self._staying(step, trapped, kept) & state
            step = next(
                door.way.to
                for door in self._ground.doors[step]
                if (door.taking & staying).satisfiable()
            )
        return tuple(passed[passed.index(step) :])

    def _region(
        self,
        step: str,
        state: "States",
        trapped: Mapping[str, "States"],
        kept: Names,
    ) -> tuple[str, ...]:
        """Return all steps that a state can come to where it is trapped, whatever is answered."""
        ground, space = self._ground, self._ground.space
        came = {step: state}
        queue = [step]
        while queue:
            step = queue.pop()
            staying = self._staying(step, trapped, kept) & came[step]
            for door in ground.doors[step]:
                hidden = space.names(door.asks - kept)
                through = space.forget(door.taking & staying, hidden)
                renewed = space.names(ground.renewed.get(door.way.to, frozenset()) & kept)
                known = came.get(door.way.to, space.none)
                wider = known | space.forget(through, renewed)
                ground.toil(wider)
                if wider != known:
                    came[door.way.to] = wider
                    queue.append(door.way.to)
        return tuple(sorted(came, key=ground.rank.__getitem__))

    def _asks(self, steps: Collection[str]) -> Names:
        return frozenset(name for step in steps for name in self._ground.graph.nodes[step].asks)


def _groups(ground: Ground) -> Iterator[tuple[str, ...]]:
    """Yield each set of steps that all lead to one another, in the order of the graph."""
    seen: set[str] = set()
    for step in ground.order:
        if step in seen:
            continue
        seen.add(step)
        group, queue = [step], [step]
        while queue:
            for each in ground.before[queue.pop()]:
                if each not in seen:
                    seen.add(each)
                    group.append(each)
                    queue.append(each)
        if len(group) > 1 or step in ground.before[step]:
            yield tuple(sorted(group, key=ground.rank.__getitem__))
