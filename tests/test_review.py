"""Reviews and releases: a record holds for what was signed, and nothing else makes an approval."""

import datetime as dt
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import markdown
import pytest
from click.testing import CliRunner, Result

from guidepress.cli import main
from guidepress.engine import MARKDOWN_EXTENSIONS
from guidepress.fingerprint import SHORT, content_hash
from guidepress.link import LinkedGuideline
from guidepress.pipeline import load
from guidepress.records import RecordError
from guidepress.rules import GUARDS
from guidepress.settings import Settings
from guidepress.signing import Signing, release, sign
from guidepress.site import render_pages
from guidepress.standing import precedence
from guidepress.vocabulary import PublicationStatus, Stage

CONTENT = Path(__file__).parent.parent / "content"
PLANTS = """\
# yaml-language-server: $schema=../../guideline.schema.json
guideline:
  id: plants
  title: Dry plants
  question: How is a dry plant saved?
  version: 1.0.0
  status: active
recommendations:
  - id: water
    title: Water
    statement: Give plenty of water, not all at once.
    origin: added
    general: yes
    interventions: [can]
  - id: shade
    title: Shade
    statement: Move it into the shade.
    origin: added
    general: yes
interventions:
  - id: can
    name: Watering
    kind: procedure
    summary: Water from a can.
gaps:
  - {id: soil, title: Which soil?, text: No trial compared soils.}
"""
TODAY = dt.date(2027, 1, 15)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "plants"
    folder.mkdir(parents=True)
    (folder / "guideline.yml").write_text(PLANTS, encoding="utf-8")
    return tmp_path / "content"


def plants(content: Path) -> LinkedGuideline:
    loaded = load(content)
    assert not loaded.report.failed, loaded.report
    return loaded.library.guidelines[0]


def edit(content: Path, old: str, new: str) -> None:
    path = content / "plants" / "guideline.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def begin(content: Path, name: str = "A. B.") -> None:
    sign(content, Signing("plants", name, "Gardener", Stage.UNDER_REVIEW))


def approve(content: Path, name: str = "A. B.") -> None:
    sign(content, Signing("plants", name, "Gardener"))


def run(content: Path, *arguments: str) -> Result:
    command = "review" if arguments[0] in {"sign", "status"} else ""
    words = (*filter(None, (command,)), *arguments)
    options = ("--guideline", "plants", "--content", str(content))
    return CliRunner().invoke(main, [*words, *options])


def status(content: Path) -> str:
    result = run(content, "status")
    assert result.exit_code == 0, result.output
    return result.stdout


def of_recommendations(content: Path) -> dict[str, str]:
    said = status(content).partition("\nRecommendations:\n")[2]
    return dict(re.findall(r"^  ([a-z]+): .*\n      (.*)$", said, flags=re.MULTILINE))


def rules(content: Path, profile: str = "draft") -> set[str]:
    return {each.rule for each in load(content, profile=profile).report.diagnostics}


# What a record holds for


def test_a_changed_word_takes_the_approval_back_and_status_tells_where(content: Path) -> None:
    begin(content)
    approve(content)
    assert plants(content).approved
    assert rules(content) == set()
    edit(content, "not all at once", "and all at once")
    here = plants(content)
    assert (here.approved, here.stage) == (False, Stage.SUBMITTED)
    assert rules(content) == {"approval-without-matching-sign-off", "active-without-approval"}
    assert "Stage: Submitted; what a reviewer approved on 2027-01-15 has changed since" in status(
        content
    )
    assert of_recommendations(content) == {
        "water": "approved by A. B., Gardener, on 2027-01-15; changed since: its own words",
        "shade": "approved by A. B., Gardener, on 2027-01-15; unchanged since",
    }


def test_formatting_comments_and_records_take_nothing_back(content: Path) -> None:
    begin(content)
    approve(content)
    edit(content, "    title: Water\n", "    # a verb\n    title: 'Water'\n")
    edit(content, "Move it into the shade.", ">-\n      Move it into\n      the shade.")
    release(content, "plants")
    assert plants(content).approved
    assert rules(content) == set()


def test_a_recommendation_is_signed_with_the_interventions_that_it_names(content: Path) -> None:
    begin(content)
    approve(content)
    edit(content, "from a can", "from a hose")
    assert "changed since" in of_recommendations(content)["water"].replace("unchanged", "")
    assert "unchanged since" in of_recommendations(content)["shade"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("title: Ferns", "title: Cacti", "population ferns"),
        ("title: Many ferns", "title: All plants", "population many"),
        ("question: Which can?", "question: Which hose?", "question which"),
        ("Weekly it thrives", "Daily it thrives", "evidence weekly"),
        ("value: 24%", "value: 42%", "fact share"),
        ("title: On ferns", "title: On mosses", "reference ferns"),
        ("title: On shares", "title: On halves", "reference shares"),
        ("    interventions: [can]\n", "", "its own words, no more with intervention can"),
    ],
)
def test_a_recommendation_is_signed_with_what_it_points_to(
    old: str, new: str, what: str, content: Path
) -> None:
    edit(content, "    interventions: [can]\n", "    interventions: [can]\n" + POINTERS)
    edit(content, "gaps:\n", POINTED_AT + "gaps:\n")
    begin(content)
    approve(content)
    assert of_recommendations(content)["water"].endswith("unchanged since")
    edit(content, old, new)
    assert of_recommendations(content)["water"].endswith(f"; changed since: {what}")
    assert of_recommendations(content)["shade"].endswith("unchanged since")


POINTERS = """\
    population: ferns
    question: which
    key_information: See [weekly](evidence:weekly) and [a quarter](fact:share) [@ferns].
"""
POINTED_AT = """\
populations:
  - {id: ferns, title: Ferns}
  - {id: many, title: Many ferns}
questions:
  - {id: which, question: Which can?}
evidence:
  - {id: weekly, title: Weekly, statement: Weekly it thrives., topic: treatment, population: many,
     origin: added}
facts:
  - {id: share, title: Share, topic: risk, measure: Thriving, value: 24%, denominator: of ferns,
     statement: 'A quarter [@shares].', origin: added}
references:
  - {id: ferns, type: book, title: On ferns, evidence_type: opinion,
     verification: {status: verified}}
  - {id: shares, type: book, title: On shares, evidence_type: opinion,
     verification: {status: verified}}
"""


def test_a_change_beside_the_recommendations_is_told_of(content: Path) -> None:
    begin(content)
    approve(content)
    edit(content, "No trial", "One trial")
    assert not plants(content).approved
    assert "No recommendation changed since the approval; other parts" in status(content)


def test_a_recommendation_that_is_gone_is_told_of(content: Path) -> None:
    begin(content)
    approve(content)
    edit(content, "id: shade", "id: shadow")
    assert "  shade: approved, and no longer there" in status(content)
    assert of_recommendations(content)["shadow"] == "reviewed by nobody"


def test_a_record_without_a_hash_approves_nothing(content: Path) -> None:
    begin(content)
    with (content / "plants" / "reviews.yml").open("a", encoding="utf-8") as file:
        file.write("  - {date: 2027-01-15, stage: approved, name: A. B., role: Gardener}\n")
    here = plants(content)
    assert (here.approved, here.standing.reviewed) == (False, None)
    assert "approval-without-matching-sign-off" in rules(content)


def test_two_reviewers_sign_the_same_content(content: Path) -> None:
    begin(content)
    begin(content, "C. D.")
    approve(content)
    approve(content, "C. D.")
    here = plants(content)
    assert here.approved
    (water, _) = here.sections.recommendations
    assert [each.words for each in here.sign_offs(water)] == [
        "A. B., Gardener, on 2027-01-15",
        "C. D., Gardener, on 2027-01-15",
    ]


def test_one_recommendation_can_be_signed_and_approves_no_guideline(content: Path) -> None:
    begin(content)
    result = run(content, "sign", "--as", "C. D.", "--role", "Botanist", "--only", "shade")
    assert result.exit_code == 0, result.output
    here = plants(content)
    assert here.stage is Stage.UNDER_REVIEW
    water, shade = here.sections.recommendations
    assert here.sign_offs(water) == ()
    assert [each.record.name for each in here.sign_offs(shade)] == ["C. D."]
    assert of_recommendations(content)["water"].startswith("not approved; Under review on")


def only(content: Path, stage: Stage = Stage.APPROVED, name: str = "C. D.") -> None:
    sign(content, Signing("plants", name, "Botanist", stage, only=["shade"]))


@pytest.mark.parametrize("ended", ["by the reviewer", "by another", "by the guideline's return"])
def test_a_sign_off_that_was_taken_back_is_none(ended: str, content: Path) -> None:
    begin(content)
    only(content)
    if ended == "by the reviewer":
        only(content, Stage.UNDER_REVIEW, "c.  d.")
    elif ended == "by another":
        only(content, Stage.UNDER_REVIEW, "E. F.")
    else:
        sign(content, Signing("plants", "A. B.", "Gardener", Stage.SUBMITTED))
    here = plants(content)
    names = [each.record.name for each in here.sign_offs(here.sections.recommendations[1])]
    assert names == (["C. D."] if ended == "by another" else [])
    assert ("Reviewed by" in pages(content)["plants/recommendations/shade.md"]) == bool(names)
    assert of_recommendations(content)["shade"].startswith("approved by C. D.") == bool(names)


def test_a_name_says_nothing_in_the_banner(content: Path) -> None:
    name = "everybody; it is safe for all patients. See what nobody"
    begin(content, name)
    approve(content, name)
    edit(content, "not all at once", "and all at once")
    water = pages(content)["plants/recommendations/water.md"]
    assert "What a reviewer approved on 2027-01-15 has changed since." in water
    assert name not in water.partition("gp-banner")[2].partition("</div>")[0]


@pytest.mark.parametrize(("day", "counts"), [("2027-01-16", True), ("2027-01-17", False)])
def test_an_approval_of_a_day_that_has_not_come_is_none(
    day: str, content: Path, *, counts: bool
) -> None:
    begin(content)
    approve(content)
    records = content / "plants" / "reviews.yml"
    begun, dated, approval = records.read_text(encoding="utf-8").rpartition('date: "2027-01-15"')
    if not dated:
        begun, dated, approval = records.read_text("utf-8").rpartition("date: 2027-01-15")
    assert dated
    records.write_text(f"{begun}date: {day}{approval}", encoding="utf-8")
    here = plants(content)
    assert here.approved == counts
    assert bool(here.standing.reviewed) == counts
    assert bool(here.sign_offs(here.sections.recommendations[0])) == counts
    assert ("future-date" in rules(content)) == (not counts)
    seen = pages(content)
    told = f"The approval of {day} does not count: that day has not come"
    for path in ("plants/about.md", "plants/recommendations/water.md"):
        assert (told in seen[path]) == (not counts)


def test_the_last_review_is_one_of_what_readers_have_or_had(content: Path) -> None:
    begin(content)
    approve(content)
    assert str(plants(content).standing.reviewed) == "2027-01-15"
    edit(content, "not all at once", "and all at once")
    assert plants(content).standing.reviewed is None
    edit(content, "and all at once", "not all at once")
    release(content, "plants")
    edit(content, "not all at once", "and all at once")
    assert str(plants(content).standing.reviewed) == "2027-01-15"


# Steps


@pytest.mark.parametrize(
    ("before", "step"),
    [
        ((), Stage.APPROVED),
        ((Stage.SUBMITTED,), Stage.APPROVED),
        ((Stage.UNDER_REVIEW, Stage.SUBMITTED), Stage.APPROVED),
    ],
)
def test_an_illegal_step_is_refused(before: tuple[Stage, ...], step: Stage, content: Path) -> None:
    for stage in before:
        sign(content, Signing("plants", "A. B.", "Gardener", stage))
    file = content / "plants" / "reviews.yml"
    was = file.read_bytes() if before else None
    with pytest.raises(RecordError, match="cannot follow Submitted"):
        sign(content, Signing("plants", "A. B.", "Gardener", step))
    assert (file.read_bytes() if file.exists() else None) == was


def test_what_changed_since_an_approval_is_reviewed_anew(content: Path) -> None:
    begin(content)
    approve(content)
    edit(content, "not all at once", "and all at once")
    with pytest.raises(RecordError, match="reviewed anew before it is approved"):
        approve(content)
    begin(content)
    approve(content)
    assert plants(content).approved


def test_an_illegal_step_written_by_hand_stops_the_build(content: Path) -> None:
    (content / "plants" / "reviews.yml").write_text(
        "reviews: [{date: 2027-01-01, stage: approved, name: A. B., role: Gardener}]\n"
    )
    report = load(content).report
    assert report.failed
    assert "illegal-stage-jump" in {each.rule for each in report.diagnostics}
    assert run(content, "sign", "--as", "A. B.", "--role", "Gardener").exit_code == 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--as", " ", "--role", "Gardener"), "the name is empty"),
        (("--as", "A. B.", "--role", ""), "the role is empty"),
        (("--as", "A. B.", "--role", "x", "--only", "shad"), "did you mean 'shade'?"),
        (("--as", "A. B.", "--role", "x", "--date", "2027-01-16"), "has not come yet"),
        (("--as", "A. B.", "--role", "x", "--date", "2027-01-13"), "before the last record"),
        (("--as", "A\nB", "--role", "x"), "one line without invisible characters"),
        (("--as", "A\x1b[2JB", "--role", "x"), "one line without invisible characters"),
        (("--as", "A\u202eB", "--role", "x"), "one line without invisible characters"),
        (("--as", "A" * 501, "--role", "x"), "the limit is 500"),
    ],
)
def test_what_cannot_be_recorded_is_said_in_a_sentence(
    options: tuple[str, ...], sentence: str, content: Path
) -> None:
    sign(content, Signing("plants", "A. B.", "x", Stage.UNDER_REVIEW, date=dt.date(2027, 1, 14)))
    was = (content / "plants" / "reviews.yml").read_bytes()
    result = run(content, "sign", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (content / "plants" / "reviews.yml").read_bytes() == was


def dated(content: Path, changed: str) -> None:
    edit(content, "  status: active\n", f"  status: active\n  dates: {{last_changed: {changed}}}\n")


@pytest.mark.parametrize(
    "command",
    [("sign", "--as", "A. B.", "--role", "x", "--stage", "under-review"), ("release",)],
    ids=["a review", "a release"],
)
def test_nothing_is_recorded_of_a_day_before_the_content_was_there(
    command: tuple[str, ...], content: Path
) -> None:
    dated(content, "2026-11-23")
    early = run(content, *command, "--date", "2026-11-22")
    assert (early.exit_code, early.stdout) == (2, "")
    assert "2026-11-22 is before the content was last changed, on 2026-11-23" in early.stderr
    assert len(early.stderr.splitlines()) == 1
    assert [path.name for path in (content / "plants").iterdir()] == ["guideline.yml"]
    assert run(content, *command, "--date", "2026-11-23").exit_code == 0


@pytest.mark.parametrize(("changed", "count"), [("2027-01-15", 0), ("2027-01-16", 3)])
def test_a_record_of_the_content_before_it_was_last_changed_is_found(
    changed: str, count: int, content: Path
) -> None:
    begin(content)
    approve(content)
    release(content, "plants")
    dated(content, changed)  # which is no part of the content
    assert plants(content).approved
    found = [each.rule for each in load(content).report.diagnostics]
    assert found == ["dates-out-of-order"] * count


def test_records_of_an_earlier_content_may_be_as_old_as_they_are(content: Path) -> None:
    begin(content)
    approve(content)
    dated(content, "2027-01-16")
    edit(content, "not all at once", "and all at once")
    assert "dates-out-of-order" not in rules(content)
    # Changed back, the content is that of the first records, and was not last changed before them.
    hash_ = content_hash(plants(content))
    with (content / "plants" / "reviews.yml").open("a", encoding="utf-8") as file:
        record = "{date: 2027-01-15, stage: under-review, name: A. B., role: x"
        file.write(f"  - {record}, content: {hash_}}}\n")
    assert "dates-out-of-order" in rules(content)
    edit(content, "and all at once", "not all at once")
    assert "dates-out-of-order" not in rules(content)


def test_content_with_errors_is_not_signed(content: Path) -> None:
    edit(content, "interventions: [can]", "interventions: [cant]")
    result = run(content, "sign", "--as", "A. B.", "--role", "x", "--stage", "under-review")
    assert result.exit_code == 2
    assert "the content has errors (1 error, 1 warning)" in result.stderr
    assert not (content / "plants" / "reviews.yml").exists()


def test_an_unknown_guideline_and_folder_are_said(content: Path) -> None:
    asked = ["review", "status", "--guideline", "plnats", "--content"]
    assert "did you mean 'plants'?" in CliRunner().invoke(main, [*asked, str(content)]).stderr
    assert "there is no folder" in CliRunner().invoke(main, [*asked, "nowhere"]).stderr


# What is written


NAMES = [
    'A. "B" C.',
    "A. B.: # no comment",
    "- A",
    "{{ 7*7 }} {% raw %}",
    "*A* &b !c | > %d @e `f`",
    "null",
    "Ångström O'Neil \\n",
    "<script>alert(1)</script>",
    "山田 花子",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_read_back_as_it_was_given(name: str, content: Path) -> None:
    sign(content, Signing("plants", name, name, Stage.UNDER_REVIEW, note=name))
    sign(content, Signing("plants", name, name, note=name))
    for record in plants(content).sections.reviews:
        assert (record.name, record.role, record.note) == (name, name, name)
    pages = {
        page.page.path: page.markdown for page in render_pages(load(content).library, Settings())
    }
    for path in ("plants/about.md", "plants/recommendations/water.md"):
        text = pages[path].partition("\n---\n")[2]
        html = markdown.markdown(text, extensions=[*MARKDOWN_EXTENSIONS, "fenced_code"])
        assert "<script>" not in html
        assert "<h1" in html


RECORD = "date: 2026-12-24, stage: submitted, name: C. D., role: Editor"
BEFORE = {
    "a comment and no end": f"# Mine\nreviews:\n  - {{{RECORD}}} # first\n# last",
    "another indent": f"reviews:\n- {{{RECORD}}}\n\n",
    "Windows": f"reviews:\r\n    - {RECORD.replace(', ', chr(13) + chr(10) + '      ')}\r\n",
    "a byte order mark": f"\ufeffreviews:\n  -   {{{RECORD}}}\n",
    "another section before": f"gaps: []\nreviews:\n  - {{{RECORD}}}\n",
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_what_stands_in_the_file_stays_byte_for_byte(before: str, content: Path) -> None:
    path = content / "plants" / "reviews.yml"
    path.write_bytes(before.encode())
    path.chmod(0o640)
    begin(content)
    after = path.read_bytes()
    assert after.startswith(before.encode())
    assert (b"\r" in after, b"\n" in after.replace(b"\r\n", b"")) == (
        "\r" in before,
        "\r" not in before,
    )
    assert [each.name for each in plants(content).sections.reviews] == ["C. D.", "A. B."]
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("reviews.yml", f"reviews: [{{{RECORD}}}]\n", "must stand at its end"),
        ("reviews.yml", f"reviews:\n  - {{{RECORD}}}\ngaps: []\n", "must stand at its end"),
        ("reviews.yml", "reviews: []\n", "must stand at its end"),
        ("steps.yml", f"reviews:\n  - {{{RECORD}}}\n", "is read after 'reviews.yml'"),
    ],
)
def test_a_file_to_which_nothing_can_be_appended_is_left_alone(
    file: str, text: str, sentence: str, content: Path
) -> None:
    path = content / "plants" / file
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=sentence):
        begin(content)
    assert path.read_text(encoding="utf-8") == text
    assert len(list(path.parent.iterdir())) == 2


def test_records_elsewhere_that_are_read_before_are_followed(content: Path) -> None:
    with (content / "plants" / "guideline.yml").open("a", encoding="utf-8") as file:
        file.write(f"reviews:\n  - {{{RECORD}}}\n")
    begin(content)
    assert [each.name for each in plants(content).sections.reviews] == ["C. D.", "A. B."]


def test_an_interrupted_write_leaves_the_records_as_they_were(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(content)
    folder = content / "plants"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run(content, "sign", "--as", "A. B.", "--role", "Gardener")
    assert (result.exit_code, result.stderr) == (2, "guidepress: No space left on device\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_reviewers_who_sign_at_once_are_all_recorded(content: Path) -> None:
    names = ["A. B.", "C. D.", "E. F.", "G. H."]
    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(lambda name: begin(content, name), names))
    assert sorted(each.name for each in plants(content).sections.reviews) == names


# What readers see


def pages(content: Path) -> dict[str, str]:
    return {
        page.page.path: page.markdown for page in render_pages(load(content).library, Settings())
    }


def tracked(page: str) -> str:
    (now,) = re.findall(r'aria-current="step">([^<]+)<', page)
    return str(now)


def test_the_site_says_where_the_review_is_and_not_more(content: Path) -> None:
    water = "plants/recommendations/water.md"
    seen = pages(content)
    assert tracked(seen["plants/index.md"]) == "Submitted"
    assert "**Draft. Submitted, not yet under review.** No review is on record." in seen[water]
    assert "robots: noindex" in seen[water]
    assert "Active" not in seen["plants/index.md"]
    assert "Reviewed by" not in seen[water]

    begin(content)
    assert tracked(pages(content)["plants/index.md"]) == "Under review"
    assert "robots: noindex" in pages(content)[water]

    approve(content)
    release(content, "plants")
    seen = pages(content)
    assert tracked(seen["plants/index.md"]) == "Approved"
    assert not [path for path, page in seen.items() if "gp-banner" in page]
    assert not [path for path, page in seen.items() if "robots: noindex" in page]
    assert "-   **Reviewed by:** A. B., Gardener, on 2027-01-15\n" in seen[water]
    assert "**Last reviewed**: 2027-01-15" in seen["plants/index.md"]
    assert "**Published**: 2027-01-15" in seen["plants/index.md"]
    assert "Version 1.0.0, 2027-01-15, content" in seen["plants/about.md"]

    edit(content, "not all at once", "and all at once")
    seen = pages(content)
    assert tracked(seen["plants/index.md"]) == "Submitted"
    assert "What a reviewer approved on 2027-01-15 has changed since." in seen[water]
    assert "robots: noindex" in seen[water]
    assert "on 2027-01-15; changed since\n" in seen[water]
    assert "**Draft. Submitted" in seen[water]


def test_prose_of_the_site_takes_nothing_from_the_only_guideline(content: Path) -> None:
    (content / "index.md").write_text("# Home\n\nDry plants.\n", encoding="utf-8")
    (content / "other.md").write_text("# Other\n\nPeer reviewed: give oil.\n", encoding="utf-8")
    (content / "plants" / "soil.md").write_text("# Soil\n\nLoose soil.\n", encoding="utf-8")
    begin(content)
    approve(content)
    here = plants(content)
    assert here.approved
    seen = pages(content)
    for path in ("index.md", "other.md"):
        assert "not part of a reviewed guideline" in seen[path]
        assert "Active; approved" not in seen[path]
        assert content_hash(here)[:SHORT] not in seen[path]
        assert "\nguideline: " not in seen[path]
    # The front page leads to what is approved; nobody can sign what the other says about care.
    assert [path for path, page in seen.items() if "robots: noindex" in page] == ["other.md"]
    for path in ("how-to-read.md", "plants/soil.md"):
        assert "Active; approved" in seen[path]
    assert rules(content) == {"unsupported-review-claim"}


def test_a_day_that_no_record_bears_out_is_not_printed(content: Path) -> None:
    dates = "  dates: {published: 2020-02-29, last_reviewed: 2026-12-24}\n"
    edit(content, "  status: active\n", dates)
    assert rules(content) == {"date-without-record"}
    overview = pages(content)["plants/index.md"]
    assert "2020-02-29" not in overview
    assert "2026-12-24" not in overview


def test_the_shipped_guideline_has_no_record_of_anything() -> None:
    (here,) = load(CONTENT).library.guidelines
    assert here.stage is Stage.SUBMITTED
    assert (here.sections.reviews, here.sections.releases, here.sections.accept) == ((), (), ())


# Releases


def test_a_release_says_whether_what_it_names_is_approved(content: Path) -> None:
    assert "It is not approved: Submitted." in run(content, "release").stdout
    edit(content, "version: 1.0.0", "version: 1.0.1")
    begin(content)
    approve(content)
    assert "not approved" not in run(content, "release").stdout


def test_a_release_names_one_content(content: Path) -> None:
    assert run(content, "release").exit_code == 0
    assert "nothing was written" in run(content, "release").stdout
    edit(content, "not all at once", "and all at once")
    assert "version-not-risen" in rules(content)
    result = run(content, "release")
    assert result.exit_code == 2
    assert "version 1.0.0 of 2027-01-15 says something else" in result.stderr
    edit(content, "version: 1.0.0", "version: 0.9.0")
    assert "version-not-risen" in rules(content)
    assert run(content, "release").exit_code == 2
    edit(content, "version: 0.9.0", "version: 1.0.1")
    assert "version-not-risen" not in rules(content)
    assert run(content, "release").exit_code == 0
    assert [each.version for each in plants(content).sections.releases] == ["1.0.0", "1.0.1"]


def test_versions_rise_as_semantic_versioning_says() -> None:
    rising = ["0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2"]
    rising += ["1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0", "10.0.0"]
    assert all(precedence(one) < precedence(next_) for one, next_ in pairwise(rising))


# Signatures, by the real tool


@pytest.fixture
def key(tmp_path: Path) -> Path:
    tool = shutil.which("ssh-keygen")
    assert tool, "no ssh-keygen: `make test` installs one"
    path = tmp_path / "key"
    subprocess.run([tool, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
    return path


def signed(content: Path, key: Path) -> Path:
    begin(content)
    sign(content, Signing("plants", "A. B.", "Gardener", key=key))
    (path,) = (content / "plants").glob("*.sig")
    return path


def allow(content: Path, key: Path) -> None:
    kind, letters, *_ = key.with_suffix(".pub").read_text(encoding="utf-8").split()
    allowed = content / "plants" / "allowed_signers"
    allowed.write_text(f"a.b@example.org {kind} {letters}\n", encoding="utf-8")


def test_a_signature_is_checked_where_the_key_is_known(content: Path, key: Path) -> None:
    signed(content, key)
    assert "signature not checked: there is no 'allowed_signers'" in status(content)
    allow(content, key)
    assert "signature right, by the key of a.b@example.org" in status(content)
    assert "not signed with a key" in status(content)  # the beginning of the review
    assert rules(content) == set()


@pytest.mark.parametrize(
    ("name", "owner", "found"),
    [
        ("Jane Smith", "eve@example.org", {"key-of-another"}),
        ("Jane Smith", "jsmith@example.org", set()),
        ("J. Smith", "jane@example.org", {"key-of-another"}),
        ("J. Smith", "j@example.org", set()),
        ("José Núñez", "nunez@example.org", set()),
    ],
)
def test_a_key_signs_under_the_name_of_its_owner(
    content: Path, key: Path, name: str, owner: str, found: set[str]
) -> None:
    begin(content)
    sign(content, Signing("plants", name, "Gardener", key=key))
    kind, letters, *_ = key.with_suffix(".pub").read_text(encoding="utf-8").split()
    allowed = content / "plants" / "allowed_signers"
    allowed.write_text(f"{owner} {kind} {letters}\n", encoding="utf-8")
    assert rules(content) == found
    assert f"signed with the key of {owner}" in pages(content)["plants/about.md"].replace("\\", "")


def test_a_key_that_nobody_allowed_is_said(content: Path, key: Path) -> None:
    signed(content, key)
    (content / "plants" / "allowed_signers").write_text("", encoding="utf-8")
    assert "signature not checked: its key is not in 'allowed_signers'" in status(content)
    assert "unchecked-signature" in rules(content, profile="release")


def test_signing_with_a_key_that_nobody_allowed_says_that_it_does_not_count(
    content: Path, key: Path
) -> None:
    begin(content)
    (content / "plants" / "allowed_signers").write_text("", encoding="utf-8")
    said = sign(content, Signing("plants", "A. B.", "Gardener", key=key))
    assert said.endswith(
        "It does not count: signature not checked: its key is not in 'allowed_signers'."
    )
    (content / "plants" / "reviews.yml").unlink()
    begin(content)
    allow(content, key)
    said = sign(content, Signing("plants", "A. B.", "Gardener", key=key))
    assert "does not count" not in said


def test_what_is_said_of_a_signature_names_no_folder(content: Path, key: Path) -> None:
    path = signed(content, key)
    allow(content, key)
    allowed = path.with_name("allowed_signers")
    line = allowed.read_text(encoding="utf-8")
    allowed.write_text(line.replace(" ", ' namespaces="other" ', 1), encoding="utf-8")
    assert "WRONG: allowed_signers:1:" in status(content)
    assert str(content.parent) not in status(content)


def test_without_the_tool_the_signature_is_said_to_be_unchecked(
    content: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(content, key)
    allow(content, key)
    monkeypatch.setenv("PATH", "")
    assert "signature not checked: 'ssh-keygen' is not on this machine" in status(content)
    begin(content)
    with pytest.raises(RecordError, match="install OpenSSH"):
        sign(content, Signing("plants", "A. B.", "Gardener", key=key))


def test_a_record_that_was_changed_is_no_longer_signed(content: Path, key: Path) -> None:
    path = signed(content, key)
    allow(content, key)
    records = content / "plants" / "reviews.yml"
    text = records.read_text(encoding="utf-8")
    records.write_text(text.replace('"A. B."', '"C. D."'), encoding="utf-8")
    said = status(content)
    assert "signature right" not in said
    assert f"{path.name} signs none of these records" in said
    assert "wrong-signature" in rules(content)


def test_a_signature_of_another_record_is_wrong(content: Path, key: Path) -> None:
    first = signed(content, key)
    allow(content, key)
    sign(content, Signing("plants", "A. B.", "Gardener", note="Again", key=key))
    (second,) = set(first.parent.glob("*.sig")) - {first}
    shutil.copyfile(first, second)
    assert status(content).count("signature right") == 1
    assert status(content).count("signature WRONG") == 1
    assert "wrong-signature" in rules(content)


def is_no_approval(content: Path, rule: str) -> None:
    """Assert that nothing comes of the approval on record, and that every profile tells why."""
    here = plants(content)
    assert here.stage is Stage.UNDER_REVIEW
    assert here.status is PublicationStatus.DRAFT
    assert here.standing.reviewed is None
    assert here.sign_offs(here.sections.recommendations[0]) == ()
    assert "robots: noindex" in pages(content)["plants/recommendations/water.md"]
    assert rule in rules(content)
    found = load(content, profile="release").report.diagnostics
    assert {"error"} == {each.severity.value for each in found if each.rule == rule}
    assert rule in GUARDS
    assert "The approval of 2027-01-15 does not count" in pages(content)["plants/about.md"]
    assert "the approval of 2027-01-15 does not count" in status(content)


def test_a_wrong_signature_approves_nothing(content: Path, key: Path) -> None:
    path = signed(content, key)
    allow(content, key)
    assert plants(content).approved
    tool = shutil.which("ssh-keygen")
    (content / "other").write_text("Something else\n", encoding="utf-8")
    other = content / "other"
    made = [str(tool), "-q", "-Y", "sign", "-f", str(key), "-n", "guidepress-review", str(other)]
    subprocess.run(made, check=True, capture_output=True)
    shutil.move(content / "other.sig", path)
    other.unlink()
    is_no_approval(content, "wrong-signature")


@pytest.mark.parametrize("lost", ["its signature", "its key", "the tool"])
def test_where_keys_count_an_approval_without_one_is_none(
    lost: str, content: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = signed(content, key)
    allow(content, key)
    if lost == "its signature":
        path.unlink()
    elif lost == "its key":
        path.with_name("allowed_signers").write_text("", encoding="utf-8")
    else:
        monkeypatch.setenv("PATH", "")
    is_no_approval(content, "unsigned-approval")


def test_an_unsigned_approval_of_an_earlier_round_is_history(content: Path, key: Path) -> None:
    begin(content)
    approve(content)
    allow(content, key)
    assert "unsigned-approval" in rules(content)
    assert "It does not count" in run(content, "sign", "--as", "C. D.", "--role", "x").stdout
    begin(content)
    sign(content, Signing("plants", "A. B.", "Gardener", key=key))
    assert plants(content).approved
    assert rules(content) == set()


def test_a_key_that_cannot_sign_leaves_no_record(content: Path, tmp_path: Path) -> None:
    begin(content)
    was = (content / "plants" / "reviews.yml").read_bytes()
    result = run(content, "sign", "--as", "A. B.", "--role", "x", "--key", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert "did not sign with" in result.stderr
    assert (content / "plants" / "reviews.yml").read_bytes() == was
