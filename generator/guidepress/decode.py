"""Node tree to model through pydantic; every validation error finds its node's place again."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from guidepress.diagnostics import Diagnostic, suggest
from guidepress.frozen import dataclass
from guidepress.model.document import Document
from guidepress.model.entity import Part
from guidepress.model.evidence import Name, Verification
from guidepress.model.guideline import Dates, TherapyLine
from guidepress.model.intervention import Label
from guidepress.model.pathway import AnyStep
from guidepress.model.record import Reviewed
from guidepress.model.statement import PlainLanguage
from guidepress.model.values import Leaf, Target, Text
from guidepress.source import Span
from guidepress.yaml_nodes import Mapping, Node, Null, Scalar, Sequence

_ROUNDS = 12
"""How often what is wrong is taken out before the file is given up; nesting is less deep."""

_LONGEST_SHOWN = 40
_STEP_KEY = len(("pathway", "steps", 0, "kind of the step", "key"))

_STRUCTURE = {
    "tuple_type": "a list",
    "model_type": "a mapping of keys",
    "dict_type": "a mapping of keys",
    "union_tag_invalid": "a mapping of keys",
    "union_tag_not_found": "a mapping of keys",
}

_HINTS = {
    "malformed-date": "write a day that exists, as year-month-day: 2026-11-23",
    "malformed-quantity": "write the smaller number first, such as 4-8",
    "too-large": "shorten it",
    "wrong-type": "write one text after the ':', in one line",
}
"""What to do where the value itself has no better advice."""


_NAMED: dict[type[Part], str] = {
    Dates: "the dates of a guideline",
    Document: "a guideline's file",
    Label: "the label of an intervention",
    Name: "the name of an author",
    PlainLanguage: "a text in plain language",
    Reviewed: "a reviewed recommendation",
    TherapyLine: "a line of therapy",
    Verification: "the verification of a reference",
}
"""Parts whose name in Python is not what an author calls them."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as model, as far as it could be read, and what was wrong with the rest."""

    document: Document | None
    diagnostics: tuple[Diagnostic, ...] = ()
    lost: frozenset[str] = frozenset()
    """Ids of entities that could not be read; a link to one of them is not dangling."""
    orphans: tuple[Text | Target, ...] = ()
    """Texts and pointers of parts that could not be read for another reason."""

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return self.document is not None and not self.diagnostics


def decode(node: Node) -> Decoded:
    """Turn a file's nodes into a Document; all that is wrong is found in one go.

    What is wrong is taken out of the nodes, and the rest decoded, so that the later stages find
    their mistakes in the same run.
    """
    if not isinstance(node, Mapping):
        wrong = Diagnostic(
            "wrong-type",
            f"expected sections such as 'recommendations:', found {_kind(node)}",
            node.span,
            hint=f"the sections are {', '.join(Document.model_fields)}",
        )
        return Decoded(None, (wrong,))
    diagnostics: tuple[Diagnostic, ...] = ()
    lost: set[str] = set()
    orphans: list[Text | Target] = []
    for number in range(_ROUNDS):
        try:
            document = Document.model_validate(node)
            return Decoded(document, diagnostics, frozenset(lost), tuple(orphans))
        except ValidationError as error:
            details = error.errors(include_url=False)
        if number == 0:  # later rounds lack only what the first took out
            diagnostics = told(node, details)
        for part, taken in _take_out(node, [detail["loc"] for detail in details]):
            lost.update(_ids(taken))
            orphans += _orphans(taken, part)
    return Decoded(None, diagnostics, frozenset(lost), tuple(orphans))


def told(
    node: Mapping, details: Iterable[ErrorDetails], model: type[Part] = Document
) -> tuple[Diagnostic, ...]:
    """Return what pydantic found wrong with nodes read as a model, as authors understand it."""
    return tuple(
        _diagnostic(node, detail, model) for detail in details if not _is_alias(node, detail)
    )


def _take_out(root: Mapping, paths: list[tuple[int | str, ...]]) -> Iterator[tuple[Any, Node]]:
    """Remove the keys and list items at the paths; where a key is missing, what lacks it.

    Yield what was removed, each with its annotation in the model, as far as it has one.
    """
    doomed: dict[int, tuple[Mapping | Sequence, dict[int | str, Any]]] = {}
    for path in paths:
        trail = _trail(root, _as_written(path))
        # An item that lacks something goes as a whole, and so does one without its id.
        if trail:
            holder, last = trail[-1]
            whole_step = _is_step(path) and isinstance(last, int)
            kind = AnyStep if whole_step else _part_at(Document, path[: len(trail)])
            doomed.setdefault(id(holder), (holder, {}))[1][last] = kind
    for holder, kinds in doomed.values():
        if isinstance(holder, Mapping):
            if "id" in kinds:
                yield None, Mapping(holder)
            for step, kind in kinds.items():
                yield kind, holder.pop(_key(holder, step))
        else:
            for number in sorted((step for step in kinds if isinstance(step, int)), reverse=True):
                yield kinds[number], holder.pop(number)


def _trail(root: Mapping, path: tuple[int | str, ...]) -> list[tuple[Mapping | Sequence, Any]]:
    """Follow a path of keys as far as it goes: each mapping or list passed, with the way out."""
    trail: list[tuple[Mapping | Sequence, int | str]] = []
    node: Node = root
    for step in path:
        if isinstance(node, Mapping) and step in node:
            trail.append((node, step))
            node = node[_key(node, step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            trail.append((node, step))
            node = node[step]
        # Anything else is a key that is missing.
    return trail


def _orphans(node: Node, kind: Any) -> Iterator[Text | Target]:  # noqa: ANN401 - any annotation
    """Yield the texts and pointers that can be read in a part that, as a whole, cannot."""
    inner = get_args(kind)
    if isinstance(node, Mapping) and isinstance(kind, type) and issubclass(kind, Part):
        hints = get_type_hints(kind, include_extras=True)
        for name, info in kind.model_fields.items():
            key = info.alias or name
            if key in node:
                yield from _orphans(node[_key(node, key)], hints[name])
    elif isinstance(node, Sequence) and get_origin(kind) is tuple:
        for item in node:
            yield from _orphans(item, inner[0])
    elif isinstance(node, Scalar) and isinstance(kind, Leaf):
        with suppress(PydanticCustomError):
            value = kind.read(node)
            if isinstance(value, (Text, Target)):
                yield value
    elif get_origin(kind) in {Annotated, Union, UnionType}:
        for each in inner:
            yield from _orphans(node, each)


def _key(mapping: Mapping, step: int | str) -> Scalar:
    return next(key for key in mapping if key == step)


def _ids(node: Node) -> Iterator[str]:
    """Yield the ids of the entities in a node, in any depth."""
    pending = [node]
    while pending:
        each = pending.pop()
        if isinstance(each, Mapping):
            found = each.get("id")  # type: ignore[call-overload]
            if isinstance(found, Scalar):
                yield str(found)
            pending.extend(each.values())
        elif isinstance(each, Sequence):
            pending.extend(each)


def _is_alias(root: Mapping, detail: ErrorDetails) -> bool:
    """Whether a value is missing because it was an alias, which has been reported."""
    node = _find(root, _as_written(detail["loc"]))[0]
    return isinstance(node, Null) and node.span.excerpt.startswith("*")


def _diagnostic(root: Mapping, detail: ErrorDetails, model: type[Part]) -> Diagnostic:
    path = detail["loc"]
    node, key = _find(root, _as_written(path))
    kind = detail["type"]
    if kind == "extra_forbidden":
        part = _part_at(model, path[:-1])
        known = _keys(part) if part else []
        hint = _of_other_step(path) or suggest(str(path[-1]), known)
        hint = hint or f"the keys here are {', '.join(known)}"
        return Diagnostic(
            "unknown-key",
            f"'{_short(str(path[-1]))}' is not a key of {_article(part)}",
            key.span if key is not None else node.span,
            hint=hint,
        )
    if kind == "missing":
        return Diagnostic(
            "missing-key",
            f"'{path[-1]}' is missing",
            _beginning(node),
            hint=f"{_article(_part_at(model, path[:-1]))} needs it",
        )
    if isinstance(node, Null):
        return Diagnostic(
            "empty-value",
            "the value is empty",
            key.span if key is not None else node.span,
            hint="write the value or leave the key out",
        )
    if kind in _STRUCTURE and not (isinstance(node, Mapping) and kind.startswith("union")):
        message = f"expected {_STRUCTURE[kind]}, found {_kind(node)}"
        return Diagnostic(
            "wrong-type", message, _beginning(node), hint=_structure_hint(kind, path, model)
        )
    return _of_value(node, detail)


def _of_other_step(path: tuple[int | str, ...]) -> str | None:
    """Return the hint that a key of a step is one of another kind of step, if it is."""
    if not _is_step(path) or len(path) != _STEP_KEY:
        return None
    owners = [_article(each) for each in _parts(AnyStep) if path[-1] in _keys(each)]
    return f"it is a key of {' and of '.join(owners)}" if owners else None


def _of_value(node: Node, detail: ErrorDetails) -> Diagnostic:
    context = detail.get("ctx", {})
    kind = detail["type"]
    if kind in _STRUCTURE and isinstance(node, Mapping):
        return _of_kind(node)
    span = node.span
    if isinstance(node, Scalar) and "start" in context:
        span = node.at(context["start"], context["end"])
    hint: str | None = context.get("hint")
    if "candidates" in context:
        words = context["candidates"]
        hint = suggest(str(node), words) or f"write one of {', '.join(words)}"
    message = detail["msg"]
    if isinstance(node, Scalar) and (len(node) > _LONGEST_SHOWN or "\n" in node):
        message = message.replace(node, _short(node))
    rule = kind if "-" in kind else "wrong-type"
    return Diagnostic(rule, message, span, hint=hint or _HINTS.get(rule))


def _of_kind(step: Mapping) -> Diagnostic:
    """Say why a step cannot be told to be a decision, an action or an end."""
    key = next((key for key in step if key == "kind"), None)
    hint = "a step is a decision, an action or an end"
    if key is None:
        return Diagnostic("missing-key", "'kind' is missing", _beginning(step), hint=hint)
    kind = step[key]
    if isinstance(kind, Null):
        return Diagnostic("empty-value", "the value is empty", key.span, hint=hint)
    if not isinstance(kind, Scalar):
        message = f"expected text, found {_kind(kind)}"
        return Diagnostic("wrong-type", message, _beginning(kind), hint=hint)
    hint = suggest(kind, ("decision", "action", "end")) or hint
    return Diagnostic(
        "unknown-value", f"'{_short(kind)}' is not a kind of step", kind.span, hint=hint
    )


def _structure_hint(kind: str, path: tuple[int | str, ...], model: type[Part]) -> str:
    if kind == "tuple_type":
        return "begin each item on a line of its own with '- '"
    if kind.startswith("union"):
        return "write 'key: value' lines; a step has an id, a kind, a title and a stage"
    part = _part_at(model, path)
    keys = f"; the keys here are {', '.join(_keys(part))}" if part else ""
    return f"write 'key: value' lines{keys}"


def _as_written(path: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Leave out what pydantic puts in: the kind of a step, which is no key of the file."""
    return (*path[:3], *path[4:]) if _is_step(path) else path


def _is_step(path: tuple[int | str, ...]) -> bool:
    return path[:2] == ("pathway", "steps")


def _find(root: Mapping, path: tuple[int | str, ...]) -> tuple[Node, Scalar | None]:
    """Follow a path of keys as far as it goes: the node there, and the last key passed."""
    trail = _trail(root, path)
    if not trail:
        return root, None
    holder, last = trail[-1]
    if isinstance(holder, Mapping):
        key = _key(holder, last)
        return holder[key], key
    return holder[last], None


def _part_at(part: type[Part], path: tuple[int | str, ...]) -> type[Part] | None:
    """Return the class of the part at a path of keys, if there is one."""
    found: list[type[Part]] = [part]
    for step in path:
        if isinstance(step, int):
            continue
        tagged = [each for each in found if _tag(each) == step]
        if tagged:
            found = tagged
            continue
        found = [
            inner
            for each in found
            for name, info in each.model_fields.items()
            if step in {name, info.alias}
            for inner in _parts(info.annotation)
        ]
    return found[0] if found else None


def _tag(part: type[Part]) -> str | None:
    kind = part.model_fields.get("kind")
    if kind and get_origin(kind.annotation) is Literal:
        return str(get_args(kind.annotation)[0])
    return None


def _parts(annotation: Any) -> list[type[Part]]:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [annotation]
    if get_origin(annotation) in {Annotated, tuple, Union, UnionType}:
        return [part for inner in get_args(annotation) for part in _parts(inner)]
    return []


def _keys(part: type[Part]) -> list[str]:
    return [info.alias or name for name, info in part.model_fields.items()]


def _article(part: type[Part] | None) -> str:
    if part is None:
        return "this mapping"
    if part in _NAMED:
        return _NAMED[part]
    if title := part.model_config.get("title"):
        return title
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in part.__name__).strip()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _beginning(node: Node) -> Span:
    """Return the first key of a mapping, or the node."""
    if isinstance(node, Mapping) and node:
        return next(iter(node)).span
    if isinstance(node, Sequence) and node:
        return Span(node.span.source, node.span.start, node.span.start + 1)
    return node.span


def _kind(node: Node) -> str:
    kinds = {Mapping: "a mapping of keys", Sequence: "a list", Scalar: "text"}
    return next((said for kind, said in kinds.items() if isinstance(node, kind)), "nothing")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"
