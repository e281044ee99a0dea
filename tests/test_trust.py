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
MEMBER = ("Cy Young", "Advisory board member", "2026-05-10")


@pytest.mark.parametrize(
    ("sentence", "signers"),
    [
        ("|Reviewed by| Ada Chen on 3 May 2026", [ADA]),
        ("|Reviewed by| Ada Chen, 03/05/2026", [ADA]),
        ("|Reviewed by| Ada Chen on the 3rd of May, 2026", [ADA]),
        ("|Reviewed by| the clinician named below", [ADA]),
        ("On 3 May 2026 it was |approved by| Ada Chen", [ADA]),
        ("|Reviewed by| Dr. A. Chen, neuro-oncologist", [ADA]),
        ("|Reviewed by| Ada Chen in May 2026", [ADA]),
        ("|Reviewed by| Ada Chen and Bo Li", [ADA, BO]),
        ("|Reviewed by| Ada Chen, not by a panel", [ADA]),
        ("|Reviewed by| one clinician, Ada Chen, and by no pharmacist", [ADA]),
        ("|Reviewed by| our Medical Advisory Board", [BOARD]),
        ("|Reviewed by| an oncologist", [ADA]),
        ("|Reviewed by| two experts", [ADA, BO]),
        ("|Reviewed by| two people", [ADA, BO]),
        ("|Reviewed by| a clinician", [ADA]),
        ("|Reviewed by| Ada Chen; the next review is due on 3 May 2028", [ADA]),
        ("|Externally reviewed|", [BO]),
        ("|Medically reviewed|", [ADA]),
        ("|Medically reviewed| by Ada Chen", [ADA]),
        ("Our |board has approved| it", [BOARD]),
        ("|Dr Ada Chen has reviewed| it", [ADA]),
        ("A |neuro-oncologist reviewed| it", [ADA]),
        ("|Last reviewed:| May 3, 2026", [ADA]),
        ("|Medical reviewer:| Ada Chen", [ADA]),
        ("|Status: approved|", [ADA]),
    ],
)
def test_a_record_bears_out_what_it_says(
    sentence: str, signers: list[tuple[str, str, str]]
) -> None:
    before, claim, after = sentence.split("|")
    assert borne_out(claim, before, after, [record(*each) for each in signers])


@pytest.mark.parametrize(
    ("sentence", "signers"),
    [
        ("|Reviewed by| Ada Chen and Bo Li", [ADA]),
        ("|Reviewed by| Ada Chen and others", [ADA]),
        ("|Reviewed by| Ada Chen and the whole staff of the clinic", [ADA]),
        ("|Reviewed by| Ada Chen on behalf of the Medical Advisory Board", [ADA]),
        ("|Reviewed by| Ada Chen, who speaks for the society", [ADA]),
        ("|Reviewed by| A. Chen, B. Jones and the Medical Advisory Board", [ADA]),
        ("|Reviewed by| our Medical Advisory Board", [ADA]),
        ("|Reviewed by| our medical advisory board", [ADA, BO]),
        ("|Reviewed by| our Advisory Board", [MEMBER]),
        ("|Reviewed by| our team", [ADA]),
        ("|Reviewed by| the FDA", [ADA]),
        ("|Reviewed by| experts", [ADA]),
        ("|Reviewed by| two oncologists", [BO]),
        ("|Reviewed by| three experts", [ADA, BO]),
        ("|Reviewed by| 3 experts", [ADA, BO]),
        ("|Reviewed by| Ada Chen on 4 May 2026", [ADA]),
        ("|Reviewed by| Ada Chen in 2025", [ADA]),
        ("|Reviewed by| Ada Chen on 3.6.2026", [ADA]),
        ("In 2019 it was |approved by| Ada Chen", [ADA]),
        ("|Medically reviewed| by the Medical Advisory Board", [ADA]),
        ("|Reviewed for accuracy| by three pharmacists", [ADA]),
        ("|Peer reviewed|", [ADA]),
        ("Externally |peer reviewed|", [("Ada Chen", "Peer reviewer", "2026-05-03")]),
        ("|Externally reviewed|", [ADA]),
        ("The Medical Advisory |Board has approved| it", [ADA]),
        ("The |board has approved| it", [MEMBER]),
        ("Peter Jones, |neuro-oncologist, has approved| it", [ADA]),
        ("A Mayo Clinic |neuro-oncologist has reviewed| it", [ADA]),
        ("|Experts have reviewed| it", [ADA]),
        ("|Experts have reviewed| it", [ADA, ADA]),
        ("|Dr Jones reviewed| it", [ADA]),
        ("|Last reviewed:| 2026-05-04", [ADA]),
        ("|Last reviewed:| today", [ADA]),
        ("|Medical reviewer:| Cy Young", [ADA]),
        ("|Certified|", [ADA]),
        ("|Status: approved|", []),
    ],
)
def test_a_record_bears_out_no_more_than_it_says(
    sentence: str, signers: list[tuple[str, str, str]]
) -> None:
    before, claim, after = sentence.split("|")
    assert not borne_out(claim, before, after, [record(*each) for each in signers])


def record(name: str, role: str, date: str) -> Review:
    return Review.model_construct(date=date, stage=Stage.APPROVED, name=name, role=role)


CLAIMS = {
    "Ada Chen, neuro-oncologist, has approved it.": "neuro-oncologist, has approved",
    "It has been approved.": "approved",
    "Cleared for clinical use.": "Cleared for clinical use",
    "Audited by an independent board.": "Audited by an independent board",
    "Approved.": "Approved",
    "Reviewed ✓": "Reviewed",
    "Stage: Approved": "Stage: Approved",
    "Board-approved.": "Board-approved",
    "This is an approved guideline.": "approved",
    "Medical review: Dr Jane Doe.": "Medical review:",
    "Reviewer: Dr Jane Doe": "Reviewer:",
    "Peer review: completed.": "Peer review:",
    "Date reviewed: 3 May 2026": "Date reviewed:",
    "Reviewed on: 3 May 2026": "Reviewed on:",
    "Approval: granted by the board.": "Approval:",
    "Medical review provided by Dr Smith.": "Medical review provided by",
    "Dr Smith reviewed it.": "Dr Smith reviewed",
    "Dr. Jane Doe, MD, has reviewed every page.": "Dr. Jane Doe, MD, has reviewed",
    "This has been reviewed.": "reviewed",
    "The text has been reviewed twice.": "reviewed",
    "Reviewed in 2026 by the Board.": "Reviewed in 2026 by",
    "Reviewed carefully by Dr Smith.": "Reviewed carefully by",
    "Each page undergoes strict medical review by us.": "undergoes strict medical review",
    "This guideline has the approval of the Fern Society.": "has the approval of",
    "All treatments were approved by our Advisory Board.": "approved by",
    "Evidence reviewed by our Medical Advisory Board.": "reviewed by",
    "All guidelines here have been approved.": "approved",
    "Our guidelines carry the seal of the Society.": "carry the seal of",
    "R\u0435viewed by Dr Smith": "R\u0435viewed by",
    "App\u0280\u1d0f\u1d20\u1d07d by a panel": "App\u0280\u1d0f\u1d20\u1d07d by",
    "Reviewed\u3164by a panel": "Reviewed\u3164by",
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
    "Reviewed in May 2026 by J. Doe, MD.": "Reviewed in May 2026 by",
    "Prof. Smith reviewed this guideline.": "Prof. Smith reviewed",
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
    "Each page says how far it has been reviewed.",
    "Status: not approved",
    "Reviewed by: nobody yet",
    "Medical reviewer: unknown",
    "Medical reviewer: awaited",
    "Medical reviewer: still sought",
    "No physician, nurse or pharmacist has reviewed it.",
    "Before a clinician has reviewed this guideline, do not use it.",
    "We do not claim that this guideline was reviewed by a clinician.",
    "Has this guideline been reviewed by a clinician? No.",
    "This guideline is not to be used unless approved by your hospital.",
    "The source page says that its articles are reviewed by a medical board.",
    "The model has been clinically validated in two cohorts.",
    "Discharge letters are checked by a nurse.",
    "Dr Smith has not reviewed it.",
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


@pytest.mark.parametrize(
    "line",
    [
        "title: 'Approved: watering of ferns'",
        "short_title: Approved guideline",
        "version: 1.0.0-approved.by.board",
        "publisher: Society of Approved Guidelines",
        "license: {name: board-approved, url: 'https://example.org'}",
        "question: What helps (board-approved)?",
    ],
)
def test_a_single_word_claims_where_it_stands_on_every_page(line: str, tmp_path: Path) -> None:
    root = methods(tmp_path, "None.")
    path = root / "demo" / "guideline.yml"
    key = line.partition(":")[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [each for each in lines if each.partition(":")[0].strip() != key]
    path.write_text("\n".join([*kept, f"  {line}", ""]), encoding="utf-8")
    assert found(root).count("unsupported-review-claim") == 1


@pytest.mark.parametrize("title", ["FDA-approved drugs", "Approved drugs", "Drugs approved"])
def test_a_title_may_tell_of_approved_drugs(title: str, tmp_path: Path) -> None:
    root = methods(tmp_path, "None.")
    path = root / "demo" / "guideline.yml"
    text = path.read_text(encoding="utf-8").replace("title: Demo", f"title: {title}")
    path.write_text(text, encoding="utf-8")
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
        "contested-claim-pending",
        "partly-verified-reference",
        "unapproved-guideline",
        "unfinished-guideline",
        "unfinished-recommendation",
        "ungraded-recommendation",
        "unpublished-status",
    }
    assert rules(Severity.WARNING) == {"citation-without-locator", "reference-without-identifier"}


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


def denials(folder: Path, text: str, *stages: Stage) -> int:
    root = methods(folder, text)
    for stage in stages:
        sign(root, Signing("demo", "Ada Chen", "Botanist", stage))
    return found(root).count("denied-review")


DENIALS = [
    "No clinician has reviewed this guideline.",
    "This is an unreviewed draft.",
    "There is no review record.",
    "It has not been reviewed by a clinician.",
]


@pytest.mark.parametrize("text", DENIALS)
def test_a_denial_of_a_review_is_found_once_there_is_one(text: str, tmp_path: Path) -> None:
    assert denials(tmp_path / "draft", text) == 0
    assert denials(tmp_path / "begun", text, Stage.UNDER_REVIEW) == 1
    assert denials(tmp_path / "approved", text, Stage.UNDER_REVIEW, Stage.APPROVED) == 1


def test_a_denial_that_stays_true_is_none(tmp_path: Path) -> None:
    text = "No pharmacist has reviewed this guideline."
    assert denials(tmp_path, text, Stage.UNDER_REVIEW, Stage.APPROVED) == 0


@pytest.mark.parametrize(
    "identifier",
    ["DOI: 10.1000/xyz123", "PMID: '123'", "PMCID: PMC123", "URL: 'https://example.org'", ""],
)
@pytest.mark.parametrize("cited", [True, False])
def test_a_cited_work_needs_something_to_look_it_up_by(
    identifier: str, tmp_path: Path, *, cited: bool
) -> None:
    work = (
        f"gaps: [{{id: a, title: A, text: 'None{' [@fern2001]' if cited else ''}.'}}]\n"
        "references: [{id: fern2001, type: book, title: On ferns, evidence_type: opinion,\n"
        f"  {identifier}{',' if identifier else ''} verification: {{status: verified}}}}]\n"
    )
    root = content(tmp_path, work)
    wanted = cited and not identifier
    assert ("reference-without-identifier" in found(root, "release")) == wanted
    assert "reference-without-identifier" not in found(root)


def test_a_verified_work_with_fields_that_nobody_checked_is_found(tmp_path: Path) -> None:
    records = ", ".join(
        f"{{id: fern200{number}, type: book, title: Ferns, evidence_type: opinion,"
        f" verification: {verification}}}"
        for number, verification in enumerate(
            (
                "{status: verified}",
                "{status: verified, not_checked: [page, year]}",
                "{status: partial}",
                "{status: partial, not_checked: [volume]}",
            ),
        )
    )
    diagnostics = load(content(tmp_path, f"references: [{records}]\n"), profile="release").report
    assert [
        (each.message, each.hint)
        for each in diagnostics.diagnostics
        if each.rule == "partly-verified-reference"
    ] == [
        (
            "'fern2001' is called verified, and nobody has checked: page, year",
            "check this against the work, and take it out of 'not_checked'",
        ),
        ("'fern2002' is verified in part only", "check it against the work"),
        ("'fern2003' is verified in part only", "still to be checked: volume"),
    ]


CONTESTED = """\
recommendations:
  - {id: water, title: Water, statement: Give water., origin: added, contested: yes}
  - {id: oil, title: Oil, statement: Give oil., origin: added, contested: yes, retired: It hurts.}
  - {id: shade, title: Shade, statement: Give shade., origin: added}
evidence:
  - {id: dry, title: Dry, topic: risk, statement: They dry., origin: added, contested: yes}
facts:
  - {id: many, title: Many, topic: risk, measure: dry ferns, value: many, denominator: of ferns,
     statement: Many dry., origin: added, contested: yes}
"""


def test_a_release_waits_for_the_editors_word_on_what_is_contested(tmp_path: Path) -> None:
    def pending(root: Path, profile: str = "release") -> list[str]:
        return [
            each.span.excerpt
            for each in load(root, profile=profile).report.diagnostics
            if each.rule == "contested-claim-pending"
        ]

    root = content(tmp_path, CONTESTED)
    assert pending(root) == ["water", "dry", "many"]
    assert pending(root, "draft") == []
    decided = "{rule: contested-claim-pending, at: 'evidence:dry', reason: Two books agree.}"
    (root / "demo" / "accept.yml").write_text(f"accept: [{decided}]\n", encoding="utf-8")
    assert pending(root) == ["water", "many"]
    assert "acceptance-without-finding" not in found(root)
    accepted = load(root, profile="release").report.accepted
    assert [each.reason for each in accepted] == ["Two books agree."]


PANEL = "  people: [{name: A. Fern, role: Panel member, interests: None declared.}]\n"


@pytest.mark.parametrize(
    ("said", "count"),
    [
        (STRONG, 1),
        (STRONG.replace("strong\n", "not-graded\n"), 0),
        (STRONG + "    retired: It is over.\n", 0),
        ("  certainty_by: panel\n" + STRONG, 2),
        ("  certainty_by: editors\n", 0),
        ("  certainty_by: panel\n" + PANEL + STRONG, 0),
    ],
)
def test_a_grading_needs_somebody_who_graded(said: str, count: int, tmp_path: Path) -> None:
    root = content(tmp_path, said)
    assert found(root).count("grading-without-panel") == count


VAGUE = """\
recommendations:
  - id: water
    title: Prolonged watering
    statement: Give high-dose water if dry soil is refractory.
    origin: added
    key_information: Look soon.
    origin_note: The book calls this frequent.
    rationale: {summary: Long-term harm is rare.}
    subgroups: [{title: Ferns, text: Water them regularly., origin: added}]
    red_flags: [{text: Frequent leaks., origin: added}]
    monitoring: [{text: 'Look [at intervals](term:weekly).', origin: added}]
    plain: {title: Water soon, text: Give water soon.}
  - {id: rain, title: Rain, statement: Wait for prolonged rain., origin: added, retired: It is dry.}
evidence:
  - {id: dry, title: Dry, topic: risk, statement: Dry soil became frequent., origin: added}
glossary:
  - {id: weekly, term: weekly, definition: Each seven days.}
"""


def test_a_vague_word_in_what_a_recommendation_tells_to_do_is_found(tmp_path: Path) -> None:
    def vague(said: str) -> list[str]:
        diagnostics = load(content(tmp_path / str(len(said)), said)).report.diagnostics
        assert {each.rule for each in diagnostics} <= {"vague-word", "unsupported-review-claim"}
        return [each.span.excerpt for each in diagnostics if each.rule == "vague-word"]

    words = ["Prolonged", "high-dose", "refractory", "soon", "regularly", "Frequent"]
    assert vague(VAGUE) == words
    refractory = "  - {id: refractory, term: refractory, definition: Dry after a week of water.}\n"
    assert vague(VAGUE + refractory) == [each for each in words if each != "refractory"]


@pytest.mark.parametrize(
    ("publisher", "named", "same"),
    [
        ("Fern Society", "The Fern Society, London", True),
        ("The Fern Society, London", "Fern Society", True),
        ("Fern Society", "FERN SOCIETY (FS)", True),
        ("Fern Society", "Fern Society Ltd.", True),
        ("Fernland", "Fernland, Inc.", True),
        ("Dr.Fern", "Dr. Fern", True),
        ("Press", "The Press", True),
        ("Press", "Press, London", False),
        ("Society", "Society, Kew", False),
        ("National Institute of Health", "National Institute of Health (Fernland)", False),
        ("Fern Society", "American Fern Society", False),
        ("Fern Society", "Fern Society of Kent", False),
        ("Fern University", "Fern University Press", False),
        ("Fern Society, Kew", "Fern Society, Kent", False),
        ("Fern", "Ferns, London", False),
        ("Fern Society", "(FS)", False),
    ],
)
def test_a_publisher_is_known_by_its_name_with_and_without_a_place(
    publisher: str, named: str, tmp_path: Path, *, same: bool
) -> None:
    work = (
        "references: [{id: fern2001, type: book, title: On ferns, evidence_type: opinion,\n"
        f"  publisher: '{named}', verification: {{status: verified}}}}]\n"
    )
    root = content(tmp_path, work)
    path = root / "demo" / "guideline.yml"
    text = path.read_text(encoding="utf-8").replace("Made-Up Fern Society", f"'{publisher}'")
    path.write_text(text, encoding="utf-8")
    assert ("publisher-cites-itself" in found(root)) == same
