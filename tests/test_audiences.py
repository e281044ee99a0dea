"""Who reads decides what stands first and what is open; nobody is kept from anything."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import ROOT, watched
from guidepress.pages import plain_recommendations
from guidepress.pipeline import load
from guidepress.readability import grade
from guidepress.settings import Settings
from guidepress.site import render_pages
from guidepress.text import plain_text
from guidepress.vocabulary import Support

GUIDELINE = "radiation-necrosis"
LIBRARY = load(ROOT / "content").library
HERE = LIBRARY.by_id[GUIDELINE]
RECOMMENDATION = f"{GUIDELINE}/recommendations/bevacizumab.html"
TOP = "(each) => each.getBoundingClientRect().top"


def choose(page: Page, who: str) -> None:
    page.get_by_role("navigation", name="Which best describes you?").get_by_role(
        "link", name=who
    ).press("Enter")


def plain_stands_first(page: Page) -> bool:
    plain = page.locator(".gp-for-patients").evaluate(TOP)
    statement = page.locator(".gp-recommendation")
    return not statement.is_visible() or plain < statement.evaluate(TOP)


def test_a_patient_reads_plain_language_first_on_this_page_and_the_next(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/{RECOMMENDATION}")
    assert not plain_stands_first(page)
    choose(page, "Patient or carer")
    assert plain_stands_first(page)
    assert page.url.endswith("?for=patient")
    expect(page.locator(".gp-recommendation")).to_be_hidden()
    page.get_by_text("What professionals read").click()
    expect(page.locator(".gp-recommendation")).to_be_visible()
    assert plain_stands_first(page)
    page.goto(f"{address}/{GUIDELINE}/recommendations/litt.html")
    assert plain_stands_first(page)
    expect(page.locator(".gp-recommendation")).to_be_hidden()
    choose(page, "Clinician")
    assert not plain_stands_first(page)
    expect(page.locator(".gp-recommendation")).to_be_visible()


def test_the_same_words_stand_there_for_everybody(page: Page, address: str) -> None:
    page.goto(f"{address}/{RECOMMENDATION}")
    article = page.locator("article")
    words = {}
    for who in ("Clinician", "Specialist", "Patient or carer", "Clinician"):
        choose(page, who)
        text = article.evaluate("(each) => each.textContent")
        words[who] = sorted(text.replace("What professionals read", "").split())
    assert words["Clinician"] == words["Specialist"] == words["Patient or carer"]


def test_an_address_says_for_whom_and_does_not_choose_for_later(
    browser: Browser, site: Path, address: str
) -> None:
    for home in (address, site.as_uri()):
        with watched(browser, home) as page:
            page.goto(f"{home}/{RECOMMENDATION}?for=patient")
            assert plain_stands_first(page)
            current = page.locator(".gp-for [aria-current]")
            expect(current).to_have_text("Patient or carer")
            assert page.evaluate("localStorage.length") == 0
            page.goto(f"{home}/{RECOMMENDATION}?for=nobody")
            expect(page.locator(".gp-recommendation")).to_be_attached()


def test_the_list_of_headings_begins_with_what_the_reader_reads_first(
    page: Page, address: str
) -> None:
    entries = page.locator(".gp-toc__link")
    page.goto(f"{address}/{RECOMMENDATION}")
    written = entries.all_inner_texts()
    plain = next(each for each in written if each.startswith("In plain language"))
    assert written.index(plain) > 0
    page.goto(f"{address}/{RECOMMENDATION}?for=patient")
    assert entries.all_inner_texts() == [plain, *(each for each in written if each != plain)]
    choose(page, "Specialist")
    assert entries.all_inner_texts() == written


@pytest.mark.parametrize(
    ("who", "opened"),
    [
        ("", {"What one must know"}),
        ("?for=clinician", {"What one must know"}),
        ("?for=specialist", {"What one must know", "Evidence", "Rationale"}),
    ],
)
def test_layers_open_as_deep_as_the_reader_goes(
    page: Page, address: str, who: str, opened: set[str]
) -> None:
    page.goto(f"{address}/{RECOMMENDATION}{who}")
    layers = page.locator(".gp-layer")
    found = {
        layer.evaluate("(each) => each.previousElementSibling.firstChild.textContent")
        for layer in layers.all()
        if layer.evaluate("(each) => each.open")
    }
    assert opened <= found
    assert ("Evidence" in found) == ("Evidence" in opened)


def test_a_page_for_patients_says_so_and_chooses_for_no_other(page: Page, address: str) -> None:
    chosen = page.locator(".gp-for [aria-current]")
    page.goto(f"{address}/radiation-necrosis/plain-language.html")
    expect(chosen).to_have_text("Patient or carer")
    page.goto(f"{address}/radiation-necrosis/index.html")
    expect(chosen).to_have_text("Clinician")
    page.goto(f"{address}/radiation-necrosis/plain-language.html?for=specialist")
    expect(chosen).to_have_text("Specialist")


def test_the_home_page_hands_on_what_its_address_says(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?for=patient")
    page.goto(f"{address}/{RECOMMENDATION}")
    assert plain_stands_first(page)


def test_paper_is_light_in_the_dark_look(page: Page, address: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{address}/{RECOMMENDATION}")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    surface = page.locator(".gp-recommendation")
    expect(surface).to_have_css("background-color", "rgb(244, 248, 250)")


def test_what_is_linked_to_is_open(page: Page, address: str) -> None:
    page.goto(f"{address}/{RECOMMENDATION}#evidence")
    expect(page.locator("#evidence + .gp-layer")).to_have_attribute("open", "")
    expect(page.locator("#rationale + .gp-layer")).not_to_have_attribute("open", "")
    page.goto(f"{address}/{RECOMMENDATION}?for=patient#rationale")
    expect(page.get_by_text("Acceptability")).to_be_visible()


def test_paper_has_every_layer(page: Page, address: str) -> None:
    page.goto(f"{address}/{RECOMMENDATION}")
    closed = page.locator(".gp-layer:not([open])").count()
    assert closed
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".gp-layer:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".gp-layer:not([open])").count() == closed


def test_a_patient_takes_home_what_a_patient_reads(page: Page, address: str) -> None:
    page.goto(f"{address}/{RECOMMENDATION}?for=patient")
    page.emulate_media(media="print")
    expect(page.locator(".gp-for-patients")).to_be_visible()
    expect(page.locator(".gp-professional")).to_be_hidden()
    page.goto(f"{address}/{RECOMMENDATION}?for=clinician")
    expect(page.locator(".gp-recommendation")).to_be_visible()
    expect(page.locator(".gp-share")).to_be_hidden()


def test_without_script_both_texts_and_all_layers_are_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{RECOMMENDATION}")
    expect(page.get_by_role("link", name="Specialist")).to_be_hidden()
    for part in (".gp-recommendation", ".gp-for-patients", "#evidence + .gp-layer .gp-evidence"):
        expect(page.locator(part)).to_be_visible()
    page.get_by_role("link", name="Patient or carer").click()
    expect(page.locator("#plain-language")).to_be_in_viewport()
    page.goto(f"{address}/{GUIDELINE}/references.html")
    page.get_by_role("link", name="Patient or carer").click()
    expect(page.locator("#plain-language")).to_be_in_viewport()
    context.close()


def test_each_plain_text_stands_with_its_recommendation_and_leads_to_help(
    page: Page, address: str
) -> None:
    spoken = [each for each in HERE.sections.recommendations if each.plain]
    assert len(spoken) == len(HERE.sections.recommendations)
    for each in spoken:
        assert each.plain
        page.goto(f"{address}/{GUIDELINE}/recommendations/{each.id}.html?for=patient")
        part = page.locator(".gp-for-patients")
        said = plain_text(HERE.tree(each.plain.text))
        assert said in " ".join(part.inner_text().split())
        href = part.get_by_role("link", name="Get help right now").get_attribute("href") or ""
        assert href.endswith("plain-language.html#get-help-now")


def test_every_page_of_a_guideline_has_words_for_patients_that_are_easy_to_read(
    site: Path,
) -> None:
    most = LIBRARY.standards.plain_language_grade
    grades: dict[str, int | None] = {}
    for path in sorted((site / GUIDELINE).rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        chosen = re.search(r'data-for="patient" href="([^"]+)"', html)
        assert chosen, path
        target = chosen[1].rpartition("#")[2]
        if path.name == "plain-language.html":
            assert chosen[1] == path.name
            continue
        assert f'id="{target}"' in html, path
        # What is said of the page itself; the texts of statements are graded with the content.
        part = html.partition('<div class="gp-plain gp-for-patients"')[2]
        about = re.search(r"<p>(This page (?!is a draft).*?)</p>", part, re.DOTALL)
        if about:
            grades[path.relative_to(site / GUIDELINE).as_posix()] = grade(about[1])
    told = {"about", "cases", "decision-table", "evidence-table", "interventions/index", "pathway"}
    told |= {"open-questions", "quality", "questions", "references", "steps/observe", "walk"}
    assert {f"{name}.html" for name in told} <= {
        name for name in grades if grades[name] is not None
    }
    assert {name: found for name, found in grades.items() if found and found > most} == {}


def test_a_page_of_professionals_says_in_plain_words_what_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDELINE}/decision-table.html?for=patient")
    expect(page.locator(".gp-for-patients + details.gp-professional table").first).to_be_hidden()
    part = page.locator(".gp-for-patients")
    expect(part).to_contain_text("Each row holds a set of answers and the step that follows.")
    help_now = part.get_by_role("link", name="Get help right now")
    assert (help_now.get_attribute("href") or "").endswith("plain-language.html#get-help-now")
    for each in plain_recommendations(HERE):
        assert each.plain
        part.get_by_role("link", name=each.plain.title, exact=True).wait_for()
    choose(page, "Clinician")
    expect(page.locator(".gp-professional")).to_have_count(0)


def test_what_nobody_put_in_plain_words_says_so() -> None:
    library = load(ROOT / "tests" / "library" / "content").library
    pages = {each.page.path: each.markdown for each in render_pages(library, Settings())}
    _, _, part = pages["office-plants/evidence.md"].partition("## For patients { #plain-language }")
    assert "It has not been put in plain words." in part
    assert "[All of it in plain language](plain-language.md)" in part
    assert "## In plain language" in pages["office-plants/references.md"]


def test_what_is_for_professionals_unfolds_where_a_link_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDELINE}/recommendations/index.html?for=patient")
    page.get_by_role("link", name="For professionals: Bevacizumab", exact=True).click()
    page.wait_for_url("**/recommendations/bevacizumab.html#statement")
    expect(page.locator(".gp-recommendation")).to_be_in_viewport()


def test_a_choice_made_before_the_script_comes_counts(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/site.js", lambda route: route.abort())
    page.goto(f"{address}/{RECOMMENDATION}")
    choose(page, "Specialist")
    page.wait_for_url("**/bevacizumab.html?for=specialist")
    expect(page.locator(".gp-for [aria-current]")).to_have_text("Specialist")
    page.close()


def test_the_choice_keeps_the_place(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDELINE}/walk.html")
    page.locator("#gp-walk a[href*='#walk']").first.click()
    place = page.evaluate("location.hash")
    assert place
    choose(page, "Patient or carer")
    assert page.url.endswith(f"walk.html?for=patient{place}")


def test_the_glossary_has_its_plain_meanings_for_patients(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDELINE}/glossary.html?for=patient")
    spoken = [
        each
        for each in sorted(HERE.sections.glossary, key=lambda term: term.term.casefold())
        if each.plain
    ]
    items = page.locator(".gp-for-patients li")
    assert spoken
    assert [" ".join(text.split()) for text in items.all_inner_texts()] == [
        f"{each.term}: {plain_text(HERE.tree(each.plain))}" for each in spoken if each.plain
    ]


# ---- the table of evidence


@pytest.fixture
def table(page: Page, address: str) -> Page:
    page.goto(f"{address}/{GUIDELINE}/evidence-table.html")
    return page


def shown(page: Page, column: int) -> list[str]:
    cells = page.locator(f".gp-sortable tbody tr:not([hidden]) > :nth-child({column})")
    return [" ".join(text.split()) for text in cells.all_text_contents()]


def number_of(work: str) -> int:
    return int(work.partition(".")[0])


def test_it_has_every_item_of_evidence_with_its_finding(table: Page) -> None:
    items = [(each, item) for each in HERE.evidenced for item in each.evidence]
    statements, findings = shown(table, 1), shown(table, 5)
    assert statements == [str(each.label) for each, _ in items]
    for (_, item), finding in zip(items, findings, strict=True):
        expected = plain_text(HERE.tree(item.finding)) if item.finding else "Not stated here"
        assert finding == expected


def test_it_filters_by_words_and_kinds(table: Page) -> None:
    every = len(shown(table, 1))
    table.get_by_label("What the work does").select_option(Support.REFUTES.label)
    assert set(shown(table, 2)) == {Support.REFUTES.label}
    table.get_by_label("What the work does").select_option("")
    table.get_by_label("Words").fill("LEVIN placebo")
    found = shown(table, 3)
    assert 0 < len(found) < every
    assert all("Levin" in each for each in found)
    told = table.locator(".gp-filter [role=status]")
    expect(told).to_have_text(f"{len(found)} of {every} items shown.")
    table.get_by_role("button", name="Show all").click()
    expect(told).to_have_text(f"{every} of {every} items shown.")
    assert len(shown(table, 1)) == every


def test_it_sorts_both_ways_and_says_so(table: Page) -> None:
    head = table.get_by_role("columnheader", name="Work", exact=True)
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    rising = [number_of(each) for each in shown(table, 3)]
    assert rising == sorted(rising)
    head.get_by_role("button").press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert [number_of(each) for each in shown(table, 3)] == rising[::-1]


def test_without_script_the_table_stands_alone(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{GUIDELINE}/evidence-table.html")
    expect(page.locator(".gp-filter")).to_be_hidden()
    expect(page.locator("article").get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("columnheader")).to_have_text(
        ["Statement", "What the work does", "Work", "Kind of work", "What it found"]
    )
    context.close()


def test_on_a_phone_nothing_is_beyond_the_edge(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/{GUIDELINE}/evidence-table.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    cell = page.locator(".gp-sortable tbody tr").first.locator("td").last
    box = cell.bounding_box()
    assert box
    assert box["width"] > 250
    page.close()


# ---- a statement to take away


def test_the_statement_is_copied_with_its_labels(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/{RECOMMENDATION}")
    page.get_by_text("Link, copy, cite").click()
    page.get_by_role("button", name="Copy").first.press("Enter")
    expect(page.locator(".gp-share [role=status]").first).to_have_text("Copied.")
    text = page.evaluate("navigator.clipboard.readText()")
    each = next(one for one in HERE.sections.recommendations if one.id == "bevacizumab")
    for part in (
        plain_text(HERE.tree(each.statement)),
        "Strength: Not graded. Certainty: Low, derived by the editors.",
        "Review: Not reviewed.",
        "version 0.1.0. Draft; submitted. Content ",
        "not for use in care",
        "33. Levin 2011 (10.1016/j.ijrobp.2009.12.061)",
        f"{address}/{RECOMMENDATION}",
    ):
        assert part in text
    context.close()


def test_where_copying_is_not_allowed_the_text_is_marked(page: Page, address: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto(f"{address}/{RECOMMENDATION}")
    page.get_by_text("Link, copy, cite").click()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.locator(".gp-share [role=status]").first).to_contain_text("does not allow")
    assert "Strength: Not graded" in page.evaluate("getSelection().toString()")
