"""A pathway that is too large to be decided.

## What it finds

A pathway whose proof would take more than some seconds or more than some megabytes. Pathways of
hundreds of steps are decided in far less than a second; what is large is a condition that joins
dozens of variables, or a loop that reassesses many of them only under one another's conditions.

## Why it matters

Nothing is said of gaps, overlaps, cycles and conflicts of such a pathway: it is not proven to be
without them, and the build stops rather than keep silent.

## Example

One decision with the condition `(a1 and b1) or (a2 and b2) or ...` of 20 such pairs, after 40
decisions have asked for each of them in another order.

## Write instead

Ask for few variables in one condition. Divide the pathway where a patient's course divides: a
guideline's folder has one pathway, and another guideline can go on where it ends.
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.proof import proofs

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each pathway that was given up."""
    for _, proof in proofs(library):
        if not proof.decided:
            yield Diagnostic(
                "pathway-too-large",
                f"the pathway '{proof.graph.pathway.id}' is too large to be proven",
                proof.graph.pathway.id.span,
                hint="ask for fewer variables in one condition, or divide the pathway in two",
            )
