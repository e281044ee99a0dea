"""Ids to objects: joins the files of each guideline and builds the Library with its back-links."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from guidepress.diagnostics import Diagnostic, Report, suggest
from guidepress.frozen import dataclass
from guidepress.model.case import Case
from guidepress.model.document import Document
from guidepress.model.entity import Entity, Part
from guidepress.model.evidence import EvidenceStatement, Fact, Notice, Reference
from guidepress.model.glossary import Term
from guidepress.model.guideline import (
    Gap,
    Guideline,
    Population,
    SourceArticle,
    TherapyLine,
)
from guidepress.model.intervention import Intervention
from guidepress.model.pathway import Branch, Decision, Pathway, Value
from guidepress.model.recommendation import Question, Recommendation
from guidepress.model.record import Acceptance, Release, Review
from guidepress.model.values import MAX_ID, Target, Text, is_id, with_article
from guidepress.names import Names
from guidepress.pathway_graph import Graph, graph_of
from guidepress.settings import Standards
from guidepress.signature import checked
from guidepress.source import Source, Span
from guidepress.standing import SignOff, Standing, approvals, doubt, sign_offs, standing
from guidepress.text import (
    Citation,
    EntityLink,
    Inline,
    Tree,
    Words,
    parse_text,
    spoken,
    walk,
)
from guidepress.vocabulary import PublicationStatus, Stage
from guidepress.walk import Walk, walk_of
from guidepress.yaml_nodes import Scalar
from guidepress.yaml_refused import refused_controls

Key = tuple[str, str]
"""The kind and the id of an entity."""

Evidenced = Recommendation | Intervention | EvidenceStatement | Fact
"""What lists evidence, and may say the same to patients."""


class Mention(NamedTuple):
    """Who mentions an entity: the id of a guideline, and the entity of it that does."""

    guideline: str
    by: Entity


@dataclass(frozen=True, slots=True)
class Prose:
    """A hand-written page: its source, its tree, its name without the suffix."""

    source: Source
    name: str
    tree: Tree


@dataclass(frozen=True, slots=True)
class Written:
    """Words of the authors, in a text, in a phrase such as a title, or on a page of prose."""

    within: tuple[Part, ...]
    """The parts that they stand in, outer before inner; none for prose."""
    words: Text | Scalar | Prose
    """The words themselves, as read."""
    spoken: str
    """Their letters, each in its place, with citations and addresses blanked."""

    def at(self, start: int, end: int) -> Span:
        """Return where letters `start` to `end` stand."""
        match self.words:
            case Text(written):
                return written.at(start, end)
            case Prose(source):
                return Span(source, start, end)
            case written:
                return written.at(start, end)


Held = Text | Target | Part
"""What a part holds that can point to something or hold what points to it."""


@dataclass(frozen=True, slots=True)
class Sections:
    """Everything that the files of one guideline's folder say, joined."""

    guideline: Guideline
    populations: tuple[Population, ...] = ()
    lines: tuple[TherapyLine, ...] = ()
    questions: tuple[Question, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    evidence: tuple[EvidenceStatement, ...] = ()
    facts: tuple[Fact, ...] = ()
    pathway: Pathway | None = None
    cases: tuple[Case, ...] = ()
    gaps: tuple[Gap, ...] = ()
    glossary: tuple[Term, ...] = ()
    references: tuple[Reference, ...] = ()
    reviews: tuple[Review, ...] = ()
    releases: tuple[Release, ...] = ()
    accept: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, eq=False)
class LinkedGuideline:
    """One guideline with its entities by kind and id, and who mentions each of them."""

    sections: Sections
    prose: tuple[Prose, ...]
    entities: dict[Key, Entity]
    names: Names
    mentions: dict[Key, list[Mention]] = field(default_factory=dict)
    """Who links to, cites or names an entity of this guideline, in reading order, each once."""
    pointed_at: dict[Key, list[Entity]] = field(default_factory=dict)
    """What an entity of this guideline links to, cites or names, also elsewhere, each once."""
    trees: dict[int, Tree] = field(default_factory=dict)
    """The tree of every text, by the identity of the text."""
    _held: dict[int, list[Held]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The guideline's id."""
        return self.sections.guideline.id

    @property
    def guideline(self) -> Guideline:
        """The guideline itself."""
        return self.sections.guideline

    @property
    def is_stand_in(self) -> bool:
        """Whether no file told of a guideline, so that one without a place stands for it."""
        return self.id.endswith(_STAND_IN)

    @property
    def stage(self) -> Stage:
        """How far the review of the content as it is has come."""
        return self.standing.stage

    @property
    def approved(self) -> bool:
        """Whether a named reviewer has approved the content as it is."""
        return self.standing.approved

    @property
    def status(self) -> PublicationStatus:
        """Where it stands in its life; nothing is active that is not approved."""
        return self.standing.status

    @cached_property
    def standing(self) -> Standing:
        """What its records come to."""
        return standing(self)

    def sign_offs(self, recommendation: Recommendation) -> tuple[SignOff, ...]:
        """Return who approved a recommendation, and whether it has changed since."""
        return sign_offs(self, recommendation)

    @cached_property
    def approvals(self) -> tuple[Review, ...]:
        """The approvals of the guideline as it is."""
        return approvals(self)

    def key_owner(self, record: Review) -> str:
        """Return whose key has signed a record, if one has."""
        return checked(self, record).owner

    def doubt(self, record: Review) -> str:
        """Return why an approval does not count, if it does not."""
        return doubt(self, record)

    def recommendations_about(self, intervention: Entity) -> list[Recommendation]:
        """Return the recommendations that list an intervention, in the order of the source."""
        return [
            each
            for each in self.sections.recommendations
            if any(target.id == intervention.id for target in each.interventions)
        ]

    @property
    def evidenced(self) -> list[Evidenced]:
        """What lists evidence for what it says, in reading order."""
        sections = self.sections
        return [
            *sections.recommendations,
            *sections.interventions,
            *sections.evidence,
            *sections.facts,
        ]

    @property
    def statements(self) -> list[Recommendation | EvidenceStatement | Fact]:
        """What is stated with a certainty, without retired recommendations, in reading order."""
        sections = self.sections
        holding = [each for each in sections.recommendations if not each.retired]
        return [*holding, *sections.evidence, *sections.facts]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each cited reference, counted in the order of first citation."""
        cited = [id_ for kind, id_ in self.mentions if kind == Reference.KIND]
        return {id_: number for number, id_ in enumerate(cited, start=1)}

    @cached_property
    def graph(self) -> Graph | None:
        """The pathway with its conditions read, if there is one."""
        return graph_of(self.sections.pathway) if self.sections.pathway else None

    @cached_property
    def walks(self) -> dict[str, Walk]:
        """The walk of each case by its id, if the pathway can be walked."""
        graph = self.graph
        if graph is None or not graph.sound:
            return {}
        return {case.id: walk_of(graph, case) for case in self.sections.cases}

    @cached_property
    def words(self) -> tuple[Written, ...]:
        """All that its authors wrote for readers, in the order in which the site presents it.

        Records of works, names and bare values are left out: their words are not the authors'.
        """
        words: list[Written] = []
        for entity in reading_order(self.sections):
            _gather_words((entity,), words)
        return (*words, *map(prose_words, self.prose))

    def values(self, entity: Entity) -> list[Held]:
        """Return what `values` finds in an entity; many rules ask, and it is looked for once."""
        held = self._held.get(id(entity))
        if held is None:
            held = self._held[id(entity)] = values(entity)
        return held

    def tree(self, text: Text) -> Tree:
        """Return the parsed tree of one of this guideline's texts."""
        return self.trees[id(text)]

    def reference(self, id_: str) -> Reference:
        """Return a reference by its id; KeyError if there is none."""
        found = self.entities[Reference.KIND, id_]
        assert isinstance(found, Reference)  # noqa: S101 - only references have this kind
        return found


@dataclass(frozen=True)
class Library:
    """All linked guidelines of a site, and the site's own pages."""

    root: Path
    guidelines: tuple[LinkedGuideline, ...]
    prose: tuple[Prose, ...]
    lost: frozenset[str] = frozenset()
    """Ids of entities that could not be read."""
    unread: frozenset[str] = frozenset()
    """Ids of guidelines of which a whole file could not be read: nobody knows what it holds."""
    standards: Standards = field(default_factory=Standards)
    """What the site holds its guidelines to."""
    retractions: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    """What the site's file of retractions tells, by DOI or PMID."""
    reports: Mapping[str, Report] = field(default_factory=dict)
    """What was found wrong, as each profile judges it; nothing before it was checked."""

    def find(self, kind: str, id_: str, here: LinkedGuideline | None) -> Entity | None:
        """Find an entity as a link names it: `id` here, or `guideline/id` elsewhere."""
        owner, _, local = id_.rpartition("/")
        if kind == Guideline.KIND:
            found = self.by_id.get(id_)
            return found.guideline if found else None
        where = self.by_id.get(owner) if owner else here
        return where.entities.get((kind, local)) if where else None

    def home_of(self, entity: Entity, here: LinkedGuideline | None) -> LinkedGuideline:
        """Return the guideline that an entity belongs to; most often it is the one at hand."""
        key = (entity.KIND, entity.id)
        if here is not None and here.entities.get(key) is entity:
            return here
        return next(each for each in self.guidelines if each.entities.get(key) is entity)

    @cached_property
    def has_notices(self) -> bool:
        """Whether anything is known of what became of a work: mostly nothing is."""
        works = (work for here in self.guidelines for work in here.sections.references)
        return bool(self.retractions) or any(work.notices for work in works)

    @cached_property
    def by_id(self) -> dict[str, LinkedGuideline]:
        """The guidelines by id."""
        return {guideline.id: guideline for guideline in self.guidelines}


@dataclass(frozen=True, slots=True)
class FolderDocuments:
    """The decoded files and the prose of one guideline's folder, before linking."""

    name: str
    path: Path
    documents: tuple[Document, ...]
    prose: tuple[Source, ...]
    lost: frozenset[str] = frozenset()
    """Ids of entities that could not be read; a link to one of them is not dangling."""
    orphans: tuple[Text | Target, ...] = ()
    """Texts and pointers of parts that could not be read for another reason."""
    unread: bool = False
    """Whether a whole file could not be read, so that nobody knows what it holds."""
    headed: bool = False
    """Whether a file has the section `guideline`, or may have it: what is wrong there is told."""


def link(
    root: Path,
    folders: Sequence[FolderDocuments],
    prose: Sequence[Source],
) -> tuple[Library, list[Diagnostic]]:
    """Join, index and link. Nothing is raised; a lost guideline has a stand-in and an error."""
    diagnostics: list[Diagnostic] = []
    guidelines = []
    taken: dict[str, Guideline] = {}
    unread: set[str] = set()
    orphans: list[tuple[LinkedGuideline, Text | Target]] = []
    for folder in folders:
        sections = _joined(folder, diagnostics)
        if folder.unread:
            unread |= {folder.name, str(sections.guideline.id)}
        other = taken.setdefault(sections.guideline.id, sections.guideline)
        if other is not sections.guideline:
            diagnostics.append(_duplicate(sections.guideline, other))
            continue
        guidelines.append(_indexed(folder, sections, diagnostics))
        orphans += [(guidelines[-1], orphan) for orphan in folder.orphans]
    lost = frozenset(id_ for folder in folders for id_ in folder.lost)
    site_prose = tuple(_read_prose(source, diagnostics) for source in prose)
    library = Library(root, tuple(guidelines), site_prose, lost, frozenset(unread))
    for guideline in library.guidelines:
        _link_guideline(library, guideline, diagnostics)
    for guideline, orphan in orphans:
        _link_orphan(library, guideline, orphan, diagnostics)
    for page in site_prose:
        for inline in walk(page.tree.blocks):
            _resolve(library, None, inline, partial(Span, page.source), diagnostics)
    return library, diagnostics


def texts(part: Part) -> Iterator[Text]:
    """Yield every text of a part and of the parts inside it, in the order of the fields."""
    for value in values(part):
        if isinstance(value, Text):
            yield value


def values(part: Part) -> list[Held]:
    """Return every text, pointer and part inside a part, outer before inner, in field order."""
    found: list[Held] = []
    _gather_values(part, found)
    return found


def _gather_values(part: Part, found: list[Held]) -> None:
    # One list that grows: handing each value up through all levels takes three times as long.
    for value in part.__dict__.values():  # the fields in their order
        for each in value if type(value) is tuple else (value,):
            if isinstance(each, (Text, Target)):
                found.append(each)
            elif isinstance(each, Part):
                found.append(each)
                _gather_values(each, found)


_PHRASES = {
    "title",
    "short_title",
    "question",
    "phrasings",
    "label",
    "measure",
    "value",
    "denominator",
    "course",
    "comparators",
    "outcomes",
    "settings",
    "audience",
}
"""Lines that are phrases of the authors, and no names, numbers or words of somebody else."""


def prose_words(page: Prose) -> Written:
    """Return the words of a page of prose."""
    return Written((), page, spoken(page.source.text))


def _gather_words(within: tuple[Part, ...], words: list[Written]) -> None:
    part = within[-1]
    for name, value in part.__dict__.items():  # the fields in their order
        if not value:
            continue
        for each in value if type(value) is tuple else (value,):
            kind = type(each)
            if kind is Text:
                words.append(Written(within, each, spoken(each.written)))
            elif kind is Scalar:
                if name in _PHRASES and not isinstance(part, (Reference, SourceArticle)):
                    words.append(Written(within, each, each))
            elif isinstance(each, Part):
                _gather_words((*within, each), words)


def reading_order(sections: Sections) -> Iterator[Entity]:
    """Yield the top entities of a guideline in the order in which the site presents them."""
    order = {line.id: number for number, line in enumerate(sections.lines)}
    yield sections.guideline
    yield from sorted(
        sections.recommendations,
        key=lambda each: order.get(each.line.id, len(order)) if each.line else len(order),
    )
    yield from sections.facts
    yield from sections.evidence
    yield from sections.interventions
    if sections.pathway:
        yield sections.pathway
    yield from sections.cases
    yield from sections.gaps
    yield from sections.questions
    yield from sections.lines
    yield from sections.populations
    yield from sections.glossary
    yield from sections.references


def _joined(folder: FolderDocuments, diagnostics: list[Diagnostic]) -> Sections:
    single: dict[str, Entity] = {}
    lists: dict[str, list[Part]] = {}
    for document in folder.documents:
        for name in Document.model_fields:
            value = getattr(document, name)
            if isinstance(value, tuple):
                lists.setdefault(name, []).extend(value)
            elif value is not None and name in single:
                diagnostics.append(_duplicate(value, single[name], name))
            elif value is not None:
                single[name] = value
    if "guideline" not in single:
        places = [document.span for document in folder.documents]
        places += [Span(source, 0, 0) for source in folder.prose]
        if places and not (folder.lost or folder.unread or folder.headed):
            span = places[0]
            diagnostics.append(
                Diagnostic(
                    "missing-key",
                    f"no file of the folder '{folder.name}' has the section 'guideline'",
                    Span(span.source, span.start, span.start),
                    hint="begin a file with 'guideline:' and its id, title, question and version",
                ),
            )
        single["guideline"] = _stand_in(folder.name)
    return Sections(**single, **{name: tuple(parts) for name, parts in lists.items()})  # type: ignore[arg-type]


_STAND_IN = "/"
"""How the id of a stand-in ends, as no id does."""


def _stand_in(folder: str) -> Guideline:
    """Make the guideline that lets the rest of its folder be linked; no id can be like its id."""
    name = Scalar(folder)
    version = Scalar("0.0.0")
    return Guideline.model_construct(
        id=Scalar(f"{folder}{_STAND_IN}"), title=name, question=name, version=version
    )


def _indexed(
    folder: FolderDocuments,
    sections: Sections,
    diagnostics: list[Diagnostic],
) -> LinkedGuideline:
    prose = tuple(_read_prose(source, diagnostics) for source in folder.prose)
    names = Names((*sections.glossary, *sections.interventions))
    here = LinkedGuideline(sections, prose, {}, names)
    for top in reading_order(sections):
        for entity in (top, *(part for part in here.values(top) if isinstance(part, Entity))):
            if entity.KIND == "value":
                continue
            other = here.entities.setdefault((entity.KIND, entity.id), entity)
            if other is not entity:
                diagnostics.append(_duplicate(entity, other))
    if sections.pathway:
        for variable in sections.pathway.variables:
            diagnostics.extend(_repeated(variable.values, "value of this variable"))
        for step in sections.pathway.steps:
            if isinstance(step, Decision):
                diagnostics.extend(_repeated(step.branches, "branch of this decision"))
    return here


def _read_prose(source: Source, diagnostics: list[Diagnostic]) -> Prose:
    tree = parse_text(source.text, prose=True)
    diagnostics.extend(_faults(tree, partial(Span, source)))
    diagnostics.extend(refused_controls(source.text, partial(Span, source)))
    name = source.path.stem
    if not is_id(name):
        message = f"the name of this page, '{name[:MAX_ID]}', cannot be a web address"
        hint = (
            "rename the file: lower-case letters, digits and single hyphens, "
            "such as 'methods-in-detail.md'; or begin its name with '_' if it is no page"
        )
        diagnostics.append(Diagnostic("malformed-id", message, Span(source, 0, 0), hint=hint))
    return Prose(source, name, tree)


def _link_guideline(
    library: Library,
    here: LinkedGuideline,
    diagnostics: list[Diagnostic],
) -> None:
    for entity in reading_order(here.sections):
        owner = entity
        for value in here.values(entity):
            if isinstance(value, Target):
                found = library.find(value.kind, value.id, here)
                if found is None:
                    diagnostics.extend(
                        _dangling(library, here, value.kind, value.id, value.id.span)
                    )
                _mention(
                    library, here, owner, found, partial(getattr, value.id, "span"), diagnostics
                )
            elif isinstance(value, Text):
                _link_text(library, here, owner, value, diagnostics)
            elif isinstance(value, Entity) and value.KIND == "step":
                owner = value
    for page in here.prose:
        for inline in walk(page.tree.blocks):
            for each in _resolve(library, here, inline, partial(Span, page.source), diagnostics):
                _mention(library, here, here.guideline, each, None, diagnostics)


def _link_text(
    library: Library,
    here: LinkedGuideline,
    owner: Entity,
    text: Text,
    diagnostics: list[Diagnostic],
) -> None:
    tree = parse_text(text.written)
    here.trees[id(text)] = tree
    diagnostics.extend(_faults(tree, text.written.at))
    for inline in walk(tree.blocks):
        match inline:
            case Words(words):
                for named in here.names.find(words):
                    if named.entity is not None and named.entity is not owner:
                        _mention(library, here, owner, named.entity, None, diagnostics)
            case EntityLink(kind, id_, _, start, end):
                found = library.find(kind, id_, here)
                place = partial(text.written.at, start, end)
                if found is None:
                    diagnostics.extend(_dangling(library, here, kind, id_, place()))
                _mention(library, here, owner, found, place, diagnostics)
            case Citation(items):
                for item in items:
                    found = library.find(Reference.KIND, item.key, here)
                    place = partial(text.written.at, item.start, item.end)
                    if found is None:
                        diagnostics.extend(
                            _dangling(library, here, Reference.KIND, item.key, place())
                        )
                    _mention(library, here, owner, found, place, diagnostics)
            case _:
                continue


def _resolve(
    library: Library,
    here: LinkedGuideline | None,
    inline: Inline,
    place: Callable[[int, int], Span],
    diagnostics: list[Diagnostic],
) -> list[Entity]:
    """Return what an inline points to, and report what is not there."""
    pointers: Iterable[tuple[str, str, int, int]] = ()
    if isinstance(inline, EntityLink):
        pointers = ((inline.kind, inline.id, inline.start, inline.end),)
    elif isinstance(inline, Citation):
        pointers = ((Reference.KIND, item.key, item.start, item.end) for item in inline.items)
    entities = []
    for kind, id_, start, end in pointers:
        found = library.find(kind, id_, here)
        if found is None:
            diagnostics.extend(_dangling(library, here, kind, id_, place(start, end)))
        else:
            entities.append(found)
    return entities


def _link_orphan(
    library: Library,
    here: LinkedGuideline,
    orphan: Text | Target,
    diagnostics: list[Diagnostic],
) -> None:
    """Report what is wrong in a part that is left out, so that all is found in one run."""
    if isinstance(orphan, Target):
        if library.find(orphan.kind, orphan.id, here) is None:
            diagnostics.extend(
                _dangling(library, here, orphan.kind, orphan.id, orphan.id.span),
            )
        return
    tree = parse_text(orphan.written)
    diagnostics.extend(_faults(tree, orphan.written.at))
    for inline in walk(tree.blocks):
        _resolve(library, here, inline, orphan.written.at, diagnostics)


def _faults(tree: Tree, place: Callable[[int, int], Span]) -> Iterator[Diagnostic]:
    for fault in tree.faults:
        span = place(fault.start, fault.end)
        yield Diagnostic(fault.rule, fault.message, span, hint=fault.hint)


def _mention(  # noqa: PLR0913, PLR0917 - who, whom, where, and where to report
    library: Library,
    here: LinkedGuideline,
    owner: Entity,
    found: Entity | None,
    place: Callable[[], Span] | None,
    diagnostics: list[Diagnostic],
) -> None:
    if found is None:
        return
    if found is owner:
        if place is not None and owner.KIND not in {"pathway", "step"}:
            diagnostics.append(
                Diagnostic(
                    "self-link",
                    f"this {owner.KIND} links to itself",
                    place(),
                    hint="leave the link out, or point to another entity",
                ),
            )
        return
    home = library.home_of(found, here)
    mentions = home.mentions.setdefault((found.KIND, found.id), [])
    # Who mentions it again has mostly just done so.
    if not any(each.by is owner for each in reversed(mentions)):
        mentions.append(Mention(here.id, owner))
        here.pointed_at.setdefault((owner.KIND, owner.id), []).append(found)


def _dangling(
    library: Library,
    here: LinkedGuideline | None,
    kind: str,
    id_: str,
    span: Span,
) -> list[Diagnostic]:
    owner, _, local = id_.rpartition("/")
    asked = id_ if kind == Guideline.KIND else owner or (here.id if here else "")
    if local in library.lost or (owner and owner in library.lost) or asked in library.unread:
        return []
    if owner and owner not in library.by_id:
        message = f"no guideline has the id '{owner}'"
        advice = (
            _renamed(library, here, Guideline.KIND, owner)
            or suggest(owner, library.by_id)
            or "correct the id before the '/'"
        )
        return [Diagnostic("dangling-link", message, span, hint=advice)]
    here = library.by_id[owner] if owner else here
    known = [
        known_id for known_kind, known_id in (here.entities if here else {}) if known_kind == kind
    ]
    if kind == Guideline.KIND:
        known = list(library.by_id)
    elsewhere = sorted({other for other, each in (here.entities if here else {}) if each == local})
    hint = _renamed(library, here, kind, local) or suggest(local, known)
    if hint is None and elsewhere:
        hint = f"there is {with_article(elsewhere[0])} of this id"
    if here is None and kind != Guideline.KIND:
        having = [each.id for each in library.guidelines if (kind, local) in each.entities]
        whole = f"{kind}:{(*having, 'its-guideline')[0]}/{local}"
        hint = f"a page of the site names the guideline too: write [words]({whole})"
    message = f"no {kind} has the id '{local}'"
    if kind == Reference.KIND:
        hint = hint or "correct the id, or add its record under 'references:'"
        return [Diagnostic("dangling-citation", message, span, hint=hint)]
    hint = hint or f"correct the id, or write {with_article(kind)} with this id"
    return [Diagnostic("dangling-link", message, span, hint=hint)]


def _renamed(
    library: Library,
    here: LinkedGuideline | None,
    kind: str,
    former: str,
) -> str | None:
    """Return the hint that an id was the former one of an entity, if it was."""
    entities: Iterable[Entity] = here.entities.values() if here else ()
    if kind == Guideline.KIND:
        entities = (each.guideline for each in library.guidelines)
    for entity in entities:
        if kind == entity.KIND and former in getattr(entity, "formerly", ()):
            return f"it is now called '{entity.id}'"
    return None


def _duplicate(entity: Entity, other: Entity, name: str | None = None) -> Diagnostic:
    if name is not None:
        message = f"the section '{name}' stands in two files; the other is {_place(other.span)}"
        hint = "a guideline has one of it: keep one of the two"
        return Diagnostic("duplicate-section", message, entity.span, hint=hint)
    return _taken(entity.id, other.id.span, entity.KIND)


def _repeated(parts: Iterable[Branch | Value], noun: str) -> Iterator[Diagnostic]:
    taken: dict[str, Branch | Value] = {}
    for part in parts:
        other = taken.setdefault(part.id, part)
        if other is not part:
            yield _taken(part.id, other.id.span, noun)


def _taken(id_: Scalar, other: Span, noun: str) -> Diagnostic:
    return Diagnostic(
        "duplicate-id",
        f"the id '{id_}' is taken by another {noun}, at {_place(other)}",
        id_.span,
        hint="an id is a web address: each must be the only one of its kind",
    )


def _place(span: Span) -> str:
    return f"{span.source.name}:{span.line}"
