"""A chart as a value: nodes, edges and groups, before anything is drawn or serialized."""

from typing import Literal

from guidepress.frozen import dataclass

Kind = Literal["start", "decision", "action", "end", "stage"]


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A node: its id, its label, its kind, where it leads, and a note such as "added"."""

    id: str
    label: str
    kind: Kind
    href: str | None = None
    note: str | None = None
    """A further line of the label, in words."""


@dataclass(frozen=True, slots=True)
class ChartEdge:
    """An arrow from one node to another, dashed where it was added."""

    source: str
    target: str
    label: str = ""
    added: bool = False


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """A frame with a label around some nodes, which are named by their ids."""

    id: str
    label: str
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A flowchart with the title and the description that screen readers speak."""

    id: str
    title: str
    description: str
    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]
    groups: tuple[ChartGroup, ...] = ()
    """Frames; a node lies in one of them at most."""
