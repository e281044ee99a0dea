"""Faults of conditions and of the answers in cases, as findings of one rule at a time."""

from collections.abc import Iterator

from guidepress.condition_syntax import Fault
from guidepress.diagnostics import Diagnostic, suggest
from guidepress.domains import Misread, read_answer
from guidepress.link import Library
from guidepress.model.case import Case
from guidepress.model.pathway import Branch
from guidepress.pathway_graph import Graph
from guidepress.proof import proofs


def in_conditions(library: Library, rule: str) -> Iterator[Diagnostic]:
    """Yield what breaks a rule in the conditions of all pathways."""
    for _, proof in proofs(library):
        for branch, fault in proof.graph.faults:
            if fault.rule == rule:
                yield _of_branch(branch, fault)


def in_cases(library: Library, rule: str) -> Iterator[Diagnostic]:
    """Yield what breaks a rule in the answers of all cases."""
    for here, proof in proofs(library):
        for case in here.sections.cases:
            yield from (each for each in of_case(proof.graph, case) if each.rule == rule)


def of_case(graph: Graph, case: Case) -> Iterator[Diagnostic]:
    """Yield what is wrong with the answers that a case gives."""
    for name, words in case.given.items():
        variable = graph.variables.get(name)
        if variable is None:
            hint = suggest(name, graph.variables) or f"there are {', '.join(graph.variables)}"
            message = f"no variable has the id '{name}'"
            yield Diagnostic("undefined-variable", message, name.span, hint=hint)
            continue
        for word in words:
            wrong = read_answer(variable, word)
            if isinstance(wrong, Misread):
                yield Diagnostic(wrong.rule, wrong.message, word.span, hint=wrong.hint)


def _of_branch(branch: Branch, fault: Fault) -> Diagnostic:
    span = branch.when.at(fault.start, fault.end)
    return Diagnostic(fault.rule, fault.message, span, hint=fault.hint)
