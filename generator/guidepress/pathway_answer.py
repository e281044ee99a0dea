"""The answer of `guidepress pathway`: a walk or the decision table, for people and for programs.

It states what the guideline publishes for given answers and decides nothing of its own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from textwrap import wrap
from typing import Any

from guidepress.alerts import alerts
from guidepress.diagnostics import suggest
from guidepress.domains import NUMBERS, Answer, Misread, read_answer, written
from guidepress.fingerprint import content_hash
from guidepress.frozen import dataclass
from guidepress.link import Library, LinkedGuideline
from guidepress.model.guideline import Gap
from guidepress.model.pathway import End, Variable
from guidepress.model.recommendation import Recommendation
from guidepress.model.values import Target
from guidepress.pathway_graph import Graph
from guidepress.text import plain_text
from guidepress.vocabulary import VariableKind
from guidepress.walk import Answers, Reason, Stop, Visit, Walk, walk

Alerted = Mapping[str, Sequence[str]]
"""What has to be known of recommendations before anything else, by their ids."""

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the decision table: where it is asked, what must hold, and what follows."""

    step: str
    title: str
    when: str
    branch: str
    label: str
    to: str


class UnanswerableError(Exception):
    """What was asked for is not there; the message says so in a sentence, with a suggestion."""


def answer(
    library: Library,
    guideline: str,
    settings: Iterable[str],
    *,
    table: bool = False,
    for_programs: bool = False,
) -> str:
    """Return the answer of `guidepress pathway`; UnanswerableError for what is not there.

    The library must have been checked without an error.
    """
    here = library.by_id.get(guideline)
    if here is None:
        known = suggest(guideline, library.by_id) or f"there are {', '.join(library.by_id)}"
        raise UnanswerableError(f"no guideline has the id '{guideline}'; {known}")
    graph = here.graph
    if graph is None:
        raise UnanswerableError(f"the guideline '{guideline}' has no pathway")
    if table:
        return (table_json if for_programs else table_text)(here, graph)
    given = read_settings(graph, settings)
    taken = walk(graph, given)
    alerted = {
        id_: tuple(alerts(library, here, _recommendation(here, id_)))
        for id_ in (*taken.recommendations, *taken.weighed)
    }
    return (as_json if for_programs else as_text)(here, graph, taken, given, alerted)


def read_settings(graph: Graph, settings: Iterable[str]) -> dict[str, list[Answer]]:
    """Read `variable=value,value` settings; UnanswerableError says what is wrong with one."""
    found: dict[str, list[Answer]] = {}
    for setting in settings:
        name, mark, words = (part.strip() for part in setting.partition("="))
        if not mark:
            message = f"'{setting}' is no setting; write variable=value, as in symptomatic=yes"
            raise UnanswerableError(message)
        variable = graph.variables.get(name)
        if variable is None:
            known = suggest(name, graph.variables) or f"there are {', '.join(graph.variables)}"
            raise UnanswerableError(f"no variable has the id '{name}'; {known}")
        answers = found.setdefault(name, [])
        for word in words.split(","):
            read = read_answer(variable, word.strip())
            if isinstance(read, Misread):
                raise UnanswerableError(f"{read.message}; {read.hint}")
            answers.append(read)
        if len(answers) > 1 and not variable.reassessed_at:
            message = f"'{name}' can have one value: no step of the pathway reassesses it"
            raise UnanswerableError(message)
    return found


def as_text(
    here: LinkedGuideline, graph: Graph, taken: Walk, given: Answers, alerted: Alerted
) -> str:
    """Print a walk for people; no line end after the last line."""
    parts = [_heading(here, graph), "\n".join(_path(here, taken)), "\n".join(_stop(here, taken))]
    for title, ids in (
        ("Recommendations on this path", taken.recommendations),
        ("Named at its questions; an answer may have led away from them", taken.weighed),
    ):
        if ids:
            parts.append("\n".join((title, *_recommendations(here, taken, ids, alerted))))
    parts += [_wrapped(sentence, "") for sentence in _unused(taken, given)]
    if disclaimer := _disclaimer(here):
        parts.append(_wrapped(disclaimer, ""))
    return "\n\n".join(parts)


def as_json(
    here: LinkedGuideline, graph: Graph, taken: Walk, given: Answers, alerted: Alerted
) -> str:
    """Print a walk for programs, with ids, words and answers as authors write them."""
    answer = {
        **_identity(here, graph),
        "path": [_visit_json(here, visit) for visit in taken.visits],
        "stop": taken.stop.value,
        "asks": [_question_json(variable) for variable in taken.asks],
        "recommendations": [
            _recommendation_json(here, taken, id_, alerted) for id_ in taken.recommendations
        ],
        "weighed": [_recommendation_json(here, taken, id_, alerted) for id_ in taken.weighed],
        "unused": [
            {"variable": name, "given": len(given[name]), "used": used}
            for name, used in taken.unused
        ],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def rows(graph: Graph) -> Iterator[Row]:
    """Yield a row for each branch, in the order of the source."""
    for id_, node in graph.nodes.items():
        for way in node.ways:
            if way.branch:
                branch = way.branch
                label = str(branch.label)
                yield Row(id_, node.step.title, branch.when, branch.id, label, way.to)


def table_text(here: LinkedGuideline, graph: Graph) -> str:
    """Print the decision table for people: a block for each decision, a line for each branch."""
    listed = list(rows(graph))
    parts = [_heading(here, graph)]
    for step in dict.fromkeys(row.step for row in listed):
        own = [row for row in listed if row.step == step]
        when = max(len(row.when) for row in own)
        label = max(len(row.label) for row in own)
        lines = [f"{own[0].title}  ({step})"]
        lines += [f"  {row.when:{when}}  {row.label:{label}}  -> {row.to}" for row in own]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def table_json(here: LinkedGuideline, graph: Graph) -> str:
    """Print the decision table for programs."""
    keys = ("step", "title", "when", "branch", "label", "to")
    listed = [{key: str(getattr(row, key)) for key in keys} for row in rows(graph)]
    return json.dumps({**_identity(here, graph), "rows": listed}, indent=2, ensure_ascii=False)


def _identity(here: LinkedGuideline, graph: Graph) -> dict[str, Any]:
    return {
        "guideline": str(here.id),
        "version": str(here.guideline.version),
        "content_hash": content_hash(here),
        "status": here.status.value,
        "stage": here.stage.value,
        "pathway": str(graph.pathway.id),
        "title": str(graph.pathway.title),
        "disclaimer": _disclaimer(here),
    }


def _disclaimer(here: LinkedGuideline) -> str | None:
    text = here.guideline.disclaimer
    return plain_text(here.tree(text)) if text else None


def _unused(taken: Walk, given: Answers) -> Iterator[str]:
    """Yield a sentence for the answers that were never asked for, and one for those left over."""
    never = [name for name, used in taken.unused if not used]
    if never:
        yield f"Not asked for on this path: {', '.join(never)}."
    over = [f"{name} ({used} of {len(given[name])} used)" for name, used in taken.unused if used]
    if over:
        yield f"Answers left over: {', '.join(over)}."


def _heading(here: LinkedGuideline, graph: Graph) -> str:
    status = here.status.label.lower()
    return f"{graph.pathway.title}\n{here.id} {here.guideline.version}, {status}"


def _path(here: LinkedGuideline, taken: Walk) -> Iterator[str]:
    """Yield the steps, numbered, with the branch taken and why, and what the sources leave open."""
    width = len(str(len(taken.visits)))
    indent = " " * (width + 2)
    told: set[str] = set()
    for number, visit in enumerate(taken.visits, start=1):
        yield f"{number:{width}}. {visit.step.title}  ({visit.step.id})"
        if visit.branch:
            yield f"{indent}-> {visit.branch.label}{_because(visit)}"
        for each in (visit.step, visit.branch):
            if each and each.gap and each.gap.id not in told:
                told.add(each.gap.id)
                yield f"{indent}The sources leave open: {_gap(here, each.gap)}"


def _because(visit: Visit) -> str:
    reasons = [f"{each.variable.id} is {written(each.answer)}" for each in visit.because]
    return f", because {' and '.join(reasons)}" if reasons else ""


def _gap(here: LinkedGuideline, target: Target) -> str:
    found = here.entities["gap", target.id]
    assert isinstance(found, Gap)  # noqa: S101 - only gaps have this kind
    return found.title


def _stop(here: LinkedGuideline, taken: Walk) -> Iterator[str]:
    step = taken.visits[-1].step
    if taken.stop is Stop.END:
        yield f"The pathway ends here: {step.title}"
        if isinstance(step, End) and step.follow_up:
            yield _wrapped(f"Follow-up: {plain_text(here.tree(step.follow_up))}", "")
        return
    yield "Reassess, and answer anew:" if taken.stop is Stop.REASSESS else "Answer next:"
    for variable in taken.asks:
        yield f"  {variable.question}"
        answers = [(f"--set {variable.id}={value}", words) for value, words in _answers(variable)]
        width = max(len(setting) for setting, _ in answers)
        yield from (f"    {setting:{width}}  {words}".rstrip() for setting, words in answers)


def _answers(variable: Variable) -> Iterator[tuple[str, str]]:
    """Yield what can be answered, as it is set and as it is said."""
    if variable.kind in NUMBERS:
        yield variable.kind.name, _range(variable)
    elif variable.kind is VariableKind.BOOLEAN:
        yield from (("yes", ""), ("no", ""))
    else:
        yield from ((str(value.id), str(value.title)) for value in variable.values)


def _range(variable: Variable) -> str:
    """Return the numbers that can be answered, with their unit, as far as either is given."""
    least, most = variable.minimum, variable.maximum
    if least is not None and most is not None:
        words = f"{least} to {most}"
    elif least is not None:
        words = f"{least} or more"
    else:
        words = "" if most is None else f"up to {most}"
    return f"{words} {variable.unit or ''}".strip()


def _recommendations(
    here: LinkedGuideline, taken: Walk, ids: Iterable[str], alerted: Alerted
) -> Iterator[str]:
    for id_ in ids:
        found = _recommendation(here, id_)
        words = [found.strength.label, f"certainty {found.certainty.label.lower()}"]
        if found.direction:
            words.insert(0, found.direction.label)
        yield f"  {found.title}  ({id_})"
        yield f"    {'; '.join(words)}; at {', '.join(_steps_of(taken, id_))}"
        yield from (f"    {alert}" for alert in alerted[id_])


def _recommendation(here: LinkedGuideline, id_: str) -> Recommendation:
    found = here.entities["recommendation", id_]
    assert isinstance(found, Recommendation)  # noqa: S101 - only these have this kind
    return found


def _steps_of(taken: Walk, recommendation: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            str(visit.step.id)
            for visit in taken.visits
            for target in visit.step.recommendations
            if target.id == recommendation
        )
    )


def _visit_json(here: LinkedGuideline, visit: Visit) -> dict[str, Any]:
    step = visit.step
    found: dict[str, Any] = {
        "step": str(step.id),
        "kind": step.kind,
        "title": str(step.title),
        "open": [
            {"gap": str(each.gap.id), "title": str(_gap(here, each.gap))}
            for each in (step, visit.branch)
            if each and each.gap
        ],
    }
    if isinstance(step, End) and step.follow_up:
        found["follow_up"] = plain_text(here.tree(step.follow_up))
    if visit.branch:
        found["branch"] = str(visit.branch.id)
        found["label"] = str(visit.branch.label)
        found["when"] = str(visit.branch.when)
        found["because"] = [_reason_json(reason) for reason in visit.because]
    return found


def _reason_json(reason: Reason) -> dict[str, Any]:
    variable, given = reason.variable, reason.answer
    found = {"variable": str(variable.id), "kind": variable.kind.value}
    if isinstance(given, Decimal):
        return found | {"answer": _number(given), "unit": _unit(variable)}
    titles = dict(_answers(variable))
    value = written(given)
    return found | {"answer": value, "title": titles[value] or value}


def _number(value: Decimal | str) -> int | float:
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _unit(variable: Variable) -> str | None:
    return str(variable.unit) if variable.unit else None


def _question_json(variable: Variable) -> dict[str, Any]:
    found: dict[str, Any] = {
        "variable": str(variable.id),
        "question": str(variable.question),
        "kind": variable.kind.value,
    }
    if variable.kind in NUMBERS:
        bounds = {"minimum": variable.minimum, "maximum": variable.maximum}
        known = {key: _number(value) for key, value in bounds.items() if value is not None}
        return found | {"unit": _unit(variable)} | known
    answers = [{"answer": value, "title": words or value} for value, words in _answers(variable)]
    return found | {"answers": answers}


def _recommendation_json(
    here: LinkedGuideline, taken: Walk, id_: str, alerted: Alerted
) -> dict[str, Any]:
    found = _recommendation(here, id_)
    return {
        "id": id_,
        "title": str(found.title),
        "direction": found.direction.value if found.direction else None,
        "strength": found.strength.value,
        "certainty": found.certainty.value,
        "alerts": alerted[id_],
        "steps": _steps_of(taken, id_),
    }


def _wrapped(text: str, indent: str) -> str:
    return "\n".join(wrap(text, _WIDTH, subsequent_indent=indent))
