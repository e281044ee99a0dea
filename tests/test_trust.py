"""What readers must be able to trust: grading, dates and claims of review."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from guidepress.borne_out import borne_out
from guidepress.diagnostics import Severity
from guidepress.model.record import Review
from guidepress.pipeline import load
from guidepress.settings import Settings
from guidepress.signing import Signing, sign
from guidepress.site import render_pages
from guidepress.vocabulary import Stage

CONTENT = Path(__file__).parent.parent / "content"
GUIDELINE = """\
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
  publisher: Made-Up Fern Society
  methods: Each page is reviewed by a panel.
  dates: {next_review_due: 2027-01-15}
"""
STRONG = """\
recommendations:
  - id: water
    title: Water
    statement: We recommend water.
    origin: added
    direction: for
    strength: strong
    strong_despite: life-threatening
    certainty: low
    certainty_reasons: [{domain: imprecision, text: Few ferns.}]
"""


def content(folder: Path, *parts: str) -> Path:
    demo = folder / "content" / "demo"
    demo.mkdir(parents=True)
    (demo / "guideline.yml").write_text("".join((GUIDELINE, *parts)), encoding="utf-8")
    return folder / "content"


def found(root: Path, profile: str = "draft") -> list[str]:
    return [each.rule for each in load(root, profile=profile).report.diagnostics]


def test_a_strong_recommendation_shows_why_it_is_strong_on_low_certainty(tmp_path: Path) -> None:
    library = load(content(tmp_path, STRONG)).library
    pages = {page.page.path: page.markdown for page in render_pages(library, Settings())}
    page = pages["demo/recommendations/water.md"]
    assert "on low certainty: [A life is at stake](" in page
    assert "Benefit is uncertain, life is in danger" in pages["how-to-read.md"]
    assert "**Publisher**: Made-Up Fern Society" in pages["demo/about.md"]


@pytest.mark.parametrize(
    ("signer", "counts"), [("The Fern Panel", [1, 0]), ("A. Reviewer", [1, 1])]
)
def test_a_claim_of_review_needs_the_approval_of_whom_it_names(
    signer: str, counts: list[int], tmp_path: Path
) -> None:
    root = content(tmp_path)
    claims = []
    for stage in (Stage.UNDER_REVIEW, Stage.APPROVED):
        sign(root, Signing("demo", signer, "Reviewer", stage))
        claims.append(found(root).count("unsupported-review-claim"))
    assert claims == counts


def test_a_claim_in_a_recommendation_may_lean_on_its_own_sign_off(tmp_path: Path) -> None:
    said = STRONG.replace(
        "We recommend water.", "We recommend water. This recommendation was approved by WHO."
    )
    counts = []
    for who in ("Ada Chen", "Bo Li"):
        root = content(tmp_path / who, said.replace("WHO", who))
        sign(root, Signing("demo", "Editor", "Editor", Stage.UNDER_REVIEW))
        before = found(root).count("unsupported-review-claim")
        signing = Signing("demo", "Ada Chen", "Botanist", Stage.APPROVED, only=("water",))
        sign(root, signing)
        counts.append((before, found(root).count("unsupported-review-claim")))
    assert counts == [(2, 1), (2, 2)]  # the other claim is that of a panel, in the methods


ADA = ("Ada Chen", "Neuro-oncologist", "2026-05-03")
BO = ("Bo Li", "Radiation oncologist, external reviewer", "2026-05-10")
BOARD = ("Medical Advisory Board", "Board", "2026-05-10")


@pytest.mark.parametrize(
    ("claim", "after", "signers"),
    [
        ("reviewed by", " Ada Chen on 3 May 2026", [ADA]),
        ("reviewed by", " Dr. A. Chen, neuro-oncologist", [ADA]),
        ("reviewed by", " Ada Chen in May 2026", [ADA]),
        ("reviewed by", " Ada Chen and Bo Li", [ADA, BO]),
        ("reviewed by", " our Medical Advisory Board", [BOARD]),
        ("reviewed by", " two experts", [ADA, BO]),
        ("reviewed by", " a clinician", [ADA]),
        ("externally reviewed", "", [BO]),
        ("medically reviewed", "", [ADA]),
        ("board has approved", " it", [BOARD]),
        ("Last reviewed:", " May 3, 2026", [ADA]),
        ("Medical reviewer:", " Ada Chen", [ADA]),
        ("Status: approved", "", [ADA]),
    ],
)
def test_a_record_bears_out_what_it_says(
    claim: str, after: str, signers: list[tuple[str, str, str]]
) -> None:
    assert borne_out(claim, after, [record(*each) for each in signers])


@pytest.mark.parametrize(
    ("claim", "after", "signers"),
    [
        ("reviewed by", " Ada Chen and Bo Li", [ADA]),
        ("reviewed by", " our Medical Advisory Board", [ADA]),
        ("reviewed by", " our medical advisory board", [ADA, BO]),
        ("reviewed by", " our team", [ADA]),
        ("reviewed by", " the FDA", [ADA]),
        ("reviewed by", " experts", [ADA]),
        ("reviewed by", " two oncologists", [BO]),
        ("reviewed by", " three experts", [ADA, BO]),
        ("reviewed by", " 3 experts", [ADA, BO]),
        ("reviewed by", " Ada Chen on 4 May 2026", [ADA]),
        ("Peer reviewed", "", [ADA]),
        ("externally reviewed", "", [ADA]),
        ("board has approved", " it", [ADA]),
        ("experts have reviewed", " it", [ADA]),
        ("experts have reviewed", " it", [ADA, ADA]),
        ("Last reviewed:", " 2026-05-04", [ADA]),
        ("Medical reviewer:", " Cy Young", [ADA]),
        ("certified", "", [ADA]),
        ("Status: approved", "", []),
    ],
)
def test_a_record_bears_out_no_more_than_it_says(
    claim: str, after: str, signers: list[tuple[str, str, str]]
) -> None:
    assert not borne_out(claim, after, [record(*each) for each in signers])


def record(name: str, role: str, date: str) -> Review:
    return Review.model_construct(date=date, stage=Stage.APPROVED, name=name, role=role)


CLAIMS = {
    "**Peer** reviewed.": "Peer** reviewed",
    "Each is _peer_-reviewed.": "peer_-reviewed",
    "It is [approved](https://example.org/x) by a panel.": "approved](https://example.org/x) by",
    "Re\u200dviewed by a panel.": "Re\u200dviewed by",
    "Peer\u2011reviewed.": "Peer\u2011reviewed",
    "\uff30eer reviewed.": "\uff30eer reviewed",
    "Once drafted, each page is reviewed by a panel.": "reviewed by",
    "No page is shown before it has been reviewed by a panel.": "reviewed by",
    "Unless marked, all is approved by the board.": "approved by",
    "There is no doubt that it was reviewed by a panel.": "reviewed by",
    "With no exception every page is reviewed by a panel.": "reviewed by",
    "It was no doubt reviewed by a panel.": "reviewed by",
    "No doubt doctors have reviewed it.": "doctors have reviewed",
    "It was not only reviewed by a panel.": "reviewed by",
    "It is no draft: it was approved by a board.": "approved by",
    "This guideline is approved by the FDA.": "approved by",
    "The content was endorsed by the European Medicines Agency.": "endorsed by",
    "Formally approved.": "Formally approved",
    "It was officially endorsed.": "officially endorsed",
    "The board signed off on it.": "board signed off on",
    "All of it is signed off.": "signed off",
    "Reviewed and approved.": "Reviewed and approved",
    "Reviewed, and fully approved by a panel.": "Reviewed, and fully approved by",
    "It is approved for clinical use.": "approved for clinical use",
    "Validated by a panel.": "Validated by",
    "Ratified by the members.": "Ratified by",
    "Certified by a body.": "Certified by",
    "Doctors have carefully reviewed it.": "Doctors have carefully reviewed",
    "Checked by two senior physicians.": "Checked by two senior physicians",
    "This guideline has been reviewed.": "reviewed",
    "This guideline is approved.": "approved",
    "Status: Approved": "Status: Approved",
    "Medical reviewer: Jane Doe, MD": "Medical reviewer:",
    "Last medical review: 3 May 2026.": "Last medical review:",
    "Approved on 3 May 2026.": "Approved",
    "It has undergone peer review.": "undergone peer review",
    "It underwent review by our Medical Advisory Board.": "underwent review by",
    "Externally reviewed.": "Externally reviewed",
    "Our Medical Advisory Board has read and approved this text.": "Board has read and approved",
    "The Medical Advisory Board gave its approval.": "Board gave its approval",
    "Reviewed in May 2026 by J. Doe, MD.": "Reviewed",
    "Prof. Smith reviewed this guideline.": "reviewed",
    "Fact-checked by Jane Doe, MD.": "Fact-checked by",
    "This guideline is FDA approved.": "FDA approved",
    "It was reviewed by none other than our board.": "reviewed by",
    "Reviewed by no fewer than three physicians.": "Reviewed by",
    "No page is published that has not been reviewed by a physician.": "reviewed by",
    "No page goes live without being reviewed by a physician.": "reviewed by",
    "No page is shown until it is approved by a panel.": "approved by",
    "The evidence in this guideline was reviewed by our board.": "reviewed by",
    "Our board reviews it against the evidence.": "board reviews",
}
NO_CLAIMS = [
    "It is not reviewed by anybody.",
    "It has not yet been formally approved.",
    "No clinician has reviewed it.",
    "Not a single doctor has approved it.",
    "No doctor or pharmacist has reviewed it.",
    "It has yet to be reviewed by a panel.",
    "It hasn't been peer reviewed.",
    "It hasn\u2019t been peer reviewed.",
    "It was never checked, reviewed or approved by a board.",
    "No part of this guideline has been reviewed by a clinician.",
    "Nobody has signed it, nor will it be approved by a board.",
    "None is reviewed by a machine.",
    "It was reviewed by nobody.",
    "The drug is approved by the FDA.",
    "It rests on peer-reviewed articles.",
    "It must be reviewed by two clinicians before it is released.",
    "It will be formally approved by a board.",
    "Until a guideline is approved by a panel, it is a draft.",
    "Please have it reviewed by a clinician.",
    "Coverage must be approved by the insurer.",
    "The drug was approved by Health Canada in 2010.",
    "Bevacizumab was approved on 5 May 2004.",
    "The trial was approved by an ethics committee.",
    "Response was reviewed by two blinded radiologists.",
    "Every case is reviewed by a tumor board.",
    "The literature was reviewed by two editors for this guideline.",
    "The panel reviewed the evidence.",
    "The society reviewed 30 studies.",
    "This guideline names FDA-approved drugs.",
    "This guideline is approved once two clinicians have signed.",
    "There is no doubt that it has not been reviewed by a physician.",
    "Medical reviewer: none",
    "Never use it if it has not been approved by a clinician.",
    "It has **not** been [reviewed](https://example.org) by a clinician.",
]


def methods(folder: Path, text: str) -> Path:
    root = content(folder)
    path = root / "demo" / "guideline.yml"
    said = path.read_text(encoding="utf-8").replace(
        "Each page is reviewed by a panel.", f"'{text}'"
    )
    path.write_text(said, encoding="utf-8")
    return root


@pytest.mark.parametrize(("text", "place"), CLAIMS.items())
def test_a_claim_is_found_at_its_place(text: str, place: str, tmp_path: Path) -> None:
    found = load(methods(tmp_path, text)).report.diagnostics
    claims = [each.span.excerpt for each in found if each.rule == "unsupported-review-claim"]
    assert claims == [place]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_what_denies_a_claim_is_none(text: str, tmp_path: Path) -> None:
    root = methods(tmp_path, text.replace("'", "''"))
    assert "unsupported-review-claim" not in found(root)


def claimed(folder: Path, *lines: str) -> list[str]:
    """Return what is claimed by a recommendation, an intervention, a term and a work."""
    root = methods(folder, "None.")
    path = root / "demo" / "guideline.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\n".join(lines), encoding="utf-8")
    diagnostics = load(root).report.diagnostics
    assert all("unknown" not in each.rule for each in diagnostics)
    return [each.span.excerpt for each in diagnostics if each.rule == "unsupported-review-claim"]


SUBJECTLESS = {
    "This recommendation was reviewed and approved by our Medical Advisory Board.": (
        "reviewed and approved by"
    ),
    "Medically reviewed by Dr. Jane Doe, May 2026.": "Medically reviewed",
    "Give water. Peer reviewed.": "Peer reviewed",
    "Water, medically reviewed": "medically reviewed",
}


@pytest.mark.parametrize(("text", "place"), SUBJECTLESS.items())
def test_a_statement_that_speaks_of_itself_or_of_nothing_claims(
    text: str, place: str, tmp_path: Path
) -> None:
    said = (
        "recommendations:",
        f"  - {{id: water, title: '{text}', statement: '{text}', origin: added,",
        f"     plain: {{title: Water, text: '{text}'}}}}",
        "interventions:",
        f"  - {{id: oil, name: '{text}', kind: drug, summary: '{text}'}}",
    )
    assert claimed(tmp_path, *said) == [place] * 5


@pytest.mark.parametrize(
    "text",
    [
        "The scans were approved by a reader.",
        "Peer-reviewed guidance is rare.",
        "Approved by the FDA.",
    ],
)
def test_a_statement_on_others_claims_nothing(text: str, tmp_path: Path) -> None:
    said = f"  - {{id: water, title: Water, statement: '{text}', origin: added}}"
    assert claimed(tmp_path, "recommendations:", said) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [("This article was reviewed by its editors.", 0), ("This guideline was reviewed by MDs.", 5)],
)
def test_a_note_on_a_work_claims_only_for_this_guideline(
    text: str, count: int, tmp_path: Path
) -> None:
    said = (
        "  source_article: {title: An article, note: '%s'}",
        "references:",
        "  - {id: fern2001, type: book, title: Ferns, evidence_type: opinion, note: '%s',",
        "     design: '%s', size: '%s', verification: {status: verified, not_checked: ['%s']}}",
    )
    assert len(claimed(tmp_path, *(line.replace("%s", text) for line in said))) == count


def test_names_and_places_in_works_are_looked_at(tmp_path: Path) -> None:
    claim = "Peer reviewed"
    said = (
        "interventions:",
        f"  - {{id: oil, name: {claim}, synonyms: [{claim}], brand_names: [{claim}], kind: drug,",
        "     summary: Oil., doses: [{label: L, amount: 1, unit: mg, count: 2, population: All.,",
        f"     agent: {claim}, count_of: {claim}, origin: added, evidence: []}}],",
        f"     evidence: [{{reference: fern2001, locator: {claim}, supports: supports}}]}}",
        f"glossary: [{{id: dry, term: {claim}, definition: Not wet.}}]",
        "references:",
        "  - {id: fern2001, type: book, title: Ferns, evidence_type: opinion,",
        "     verification: {status: verified}}",
    )
    assert claimed(tmp_path, *said) == [claim] * 7


def test_a_claim_beside_the_texts_is_found(tmp_path: Path) -> None:
    claim = "Reviewed by a panel"
    root = methods(tmp_path, "None.")
    path = root / "demo" / "guideline.yml"
    text = path.read_text(encoding="utf-8").replace("Made-Up Fern Society", claim)
    people = f"[{{name: {claim}, role: {claim}, affiliation: {claim}, interests: None.}}]"
    record = (
        f"{{date: 2026-01-02, stage: under-review, name: {claim}, role: {claim}, note: {claim}}}"
    )
    path.write_text(
        f"{text}"
        f"  license: {{name: {claim}, url: 'https://example.org'}}\n"
        f"  keywords: [{claim}]\n  people: {people}\n"
        f"reviews: [{record}]\n"
        f"accept: [{{rule: vague-word, at: 'guideline:demo', reason: {claim}}}]\n",
        encoding="utf-8",
    )
    assert found(root).count("unsupported-review-claim") == 10


@pytest.mark.parametrize(("day", "overdue"), [((2027, 1, 15), 0), ((2027, 1, 16), 1)])
def test_a_review_is_overdue_on_the_day_after(
    day: tuple[int, int, int],
    overdue: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    epoch = dt.datetime(*day, 23, 59, tzinfo=dt.UTC).timestamp()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(epoch)))
    assert found(content(tmp_path)).count("review-overdue") == overdue


def test_without_a_set_day_the_clock_decides(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    root = content(tmp_path)
    path = root / "demo" / "guideline.yml"
    text = path.read_text(encoding="utf-8")
    for year, overdue in ((1999, 1), (9999, 0)):
        path.write_text(text.replace("2027-01-15", f"{year}-01-15"), encoding="utf-8")
        assert found(root).count("review-overdue") == overdue


def test_the_shipped_guideline_fails_a_release_for_what_a_careful_editor_would_name() -> None:
    def rules(severity: Severity) -> Iterable[str]:
        diagnostics = load(CONTENT, profile="release").report.diagnostics
        return {each.rule for each in diagnostics if each.severity is severity}

    assert rules(Severity.ERROR) == {
        "partly-verified-reference",
        "unapproved-guideline",
        "unfinished-guideline",
        "unfinished-recommendation",
        "ungraded-recommendation",
        "unpublished-status",
    }
    assert rules(Severity.WARNING) == {"citation-without-locator"}


HOSTILE = [
    "1-" * 9_000,
    "1.1" * 6_000,
    "7 of " * 3_900,
    "A1" * 9_000,
    "A" * 18_000 + "x",
    "reviewed by " * 1_500,
    '"' * 18_000,
    "should be " * 1_900,
    "[@a; " * 3_000,
    "http://" * 2_500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_a_text_made_to_be_slow_is_judged(text: str, tmp_path: Path) -> None:
    keys = "id: a, title: A, strength: strong, origin: added"
    recommendation = f"recommendations: [{{{keys}, statement: '{text}'}}]\n"
    assert "unapproved-guideline" in found(content(tmp_path, recommendation), "release")


@pytest.mark.parametrize(("contested", "count"), [("", 1), ("    contested: yes\n", 0)])
def test_a_refuted_figure_has_to_be_shown_as_contested(
    contested: str, count: int, tmp_path: Path
) -> None:
    fact = (
        "facts:\n  - id: how-many\n    title: How many\n    topic: incidence\n    origin: added\n"
        "    measure: dry ferns\n    value: 3%\n    denominator: of ferns\n"
        f"    statement: 3% [@fern2001, p. 1].\n{contested}"
        "    evidence: [{reference: fern2001, locator: p. 1, supports: refutes}]\n"
        "references: [{id: fern2001, type: book, title: On ferns, evidence_type: opinion,\n"
        "  verification: {status: verified}}]\n"
    )
    assert found(content(tmp_path, fact)).count("contested-not-shown") == count
