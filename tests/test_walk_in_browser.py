"""The walk in a real browser: it goes where the walk behind `guidepress pathway` goes."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from guidepress.condition_syntax import atoms
from guidepress.conditions import parts_of
from guidepress.domains import Answer
from guidepress.link import LinkedGuideline
from guidepress.pathway_graph import Graph
from guidepress.pipeline import load
from guidepress.text import plain_text
from guidepress.walk import Stop, Walk, coverage, walk

Answers = dict[str, list[Answer]]


def _loaded(content: Path, id_: str) -> tuple[LinkedGuideline, Graph]:
    loaded = load(content)
    assert loaded.report.diagnostics == ()
    here = loaded.library.by_id[id_]
    assert here.graph
    return here, here.graph


ROOT = Path(__file__).parent.parent
HERE, GRAPH = _loaded(ROOT / "content", "radiation-necrosis")
POTS_GRAPH = _loaded(ROOT / "tests" / "walks" / "content", "pots")[1]


def _choices(graph: Graph) -> Answers:
    """Return one answer for each part of each variable's domain."""
    asked = [
        atom
        for node in graph.nodes.values()
        for way in node.ways
        if way.condition
        for atom in atoms(way.condition)
    ]
    return {
        name: [
            cell.answer
            for cell in parts_of(variable, [each for each in asked if each.variable.text == name])
        ]
        for name, variable in graph.variables.items()
    }


def _further(choices: Answers, answers: Answers, taken: Walk) -> Iterator[Answers]:
    """Yield the answers with one more, for each answer to what the walk asks."""
    if taken.stop in {Stop.ASK, Stop.REASSESS}:
        name = str(taken.asks[0].id)
        for answer in choices[name]:
            yield {**answers, name: [*answers.get(name, ()), answer]}


def _all_walks(graph: Graph, rounds: int) -> Iterator[Walk]:
    """Yield every walk to an end, with no step passed more often than `rounds` times."""
    choices = _choices(graph)
    open_: list[Answers] = [{}]
    while open_:
        answers = open_.pop()
        taken = walk(graph, answers)
        if max(Counter(taken.path).values()) > rounds:
            continue
        if taken.stop is Stop.END:
            yield taken
        open_ += _further(choices, answers, taken)


def _walk_with(graph: Graph, edge: tuple[str, str], rounds: int) -> Walk:
    """Return a shortest walk to an end that passes an edge so many times."""
    choices = _choices(graph)
    open_: list[Answers] = [{}]
    seen = set()
    for answers in open_:
        taken = walk(graph, answers)
        passed = Counter(pairwise(taken.path))[edge]
        asks = tuple(variable.id for variable in taken.asks)
        known = tuple((name, given[-1]) for name, given in sorted(answers.items()))
        moment = (taken.path[-1], passed, asks, known)
        if passed > rounds or moment in seen:
            continue
        seen.add(moment)
        if taken.stop is Stop.END and passed == rounds:
            return taken
        open_ += _further(choices, answers, taken)
    raise AssertionError((edge, rounds))


def _back_edges(graph: Graph) -> list[tuple[str, str]]:
    """Return the edges that close the pathway's loops."""
    place = {step: number for number, step in enumerate(graph.order)}
    edges = {(id_, way.to) for id_, node in graph.nodes.items() for way in node.ways}
    return sorted(edge for edge in edges if place[edge[1]] <= place[edge[0]])


CASES = list(HERE.walks.values())


def test_the_cases_take_every_branch() -> None:
    assert coverage(GRAPH, HERE.walks.values()).percent == 100


@pytest.mark.parametrize("taken", CASES, ids=[str(case.id) for case in HERE.sections.cases])
def test_the_walk_goes_where_the_command_goes(page: Page, address: str, taken: Walk) -> None:
    _go(page, f"{address}/radiation-necrosis/walk.html", taken)
    _stands_at(page, taken)
    page.reload()
    _stands_at(page, taken)


@pytest.mark.parametrize("rounds", range(3))
@pytest.mark.parametrize("edge", _back_edges(GRAPH), ids="-".join)
def test_loops_are_walked_as_the_command_does(
    page: Page, address: str, edge: tuple[str, str], rounds: int
) -> None:
    taken = _walk_with(GRAPH, edge, rounds)
    assert list(pairwise(taken.path)).count(edge) == rounds
    _go(page, f"{address}/radiation-necrosis/walk.html", taken)
    _stands_at(page, taken)


def test_what_earlier_answers_settle_is_not_asked(browser: Browser, pots: str) -> None:
    walks = list(_all_walks(POTS_GRAPH, rounds=3))
    assert len(walks) > 10
    settled = 0
    page = browser.new_page()
    for taken in walks:
        settled += _go(page, f"{pots}/pots/walk.html", taken)
        _stands_at(page, taken)
    page.close()
    assert settled > 0


def test_only_what_is_possible_is_offered(browser: Browser, pots: str) -> None:
    page = browser.new_page()
    page.goto(f"{pots}/pots/walk.html#walk/1.0.0/first:rest/dry:wet")
    answers = page.locator(".gp-walk__answers > li > a")
    expect(answers).to_have_text(["Less than 7 days", "7 to 27 days"])
    page.goto(f"{pots}/pots/walk.html#walk/1.0.0/first:long/thorns:none/dry:wet")
    expect(page.locator(".gp-walk__title")).to_contain_text("Leave it")
    expect(page.locator(".gp-walk__trail")).to_contain_text("28 days or more")
    page.close()


def _go(page: Page, address: str, taken: Walk) -> int:
    """Choose the answers of a walk; return how many decisions were passed without being asked."""
    page.goto("about:blank")
    page.goto(address)
    settled = 0
    for number, visit in enumerate(taken.visits):
        if visit.branch is None:
            continue
        trail = page.locator(".gp-walk__trail > li")
        item = trail.nth(number)
        expect(item).to_have_attribute("data-step", str(visit.step.id))
        if item.get_attribute("data-branch") is not None:
            settled += 1
        else:
            answers = page.locator(".gp-walk__answers > li")
            answers.and_(page.locator(f'[data-branch="{visit.branch.id}"]')).locator("> a").click()
        expect(item).to_have_attribute("data-branch", str(visit.branch.id))
    return settled


def _stands_at(page: Page, taken: Walk) -> None:
    last = taken.visits[-1].step
    expect(page.locator(".gp-walk__title")).to_contain_text(str(last.title))
    trail = page.locator(".gp-walk__trail > li")
    passed = trail.evaluate_all("items => items.map(item => item.dataset.step)")
    assert tuple(passed) == taken.path
    chosen = trail.evaluate_all("items => items.map(item => item.dataset.branch ?? null)")
    assert chosen == [str(each.branch.id) if each.branch else None for each in taken.visits]
    assert page.locator("#gp-walk").get_attribute("data-stop") == taken.stop.value
    applies = page.locator(".gp-walk__applies > [data-recommendation]")
    ids = applies.evaluate_all("items => items.map(item => item.dataset.recommendation)")
    assert tuple(ids) == taken.recommendations
    weighed = page.locator(".gp-walk__weighed > [data-recommendation]")
    ids = weighed.evaluate_all("items => items.map(item => item.dataset.recommendation)")
    assert tuple(ids) == taken.weighed
    here = page.locator(".gp-node--here")
    assert here.evaluate_all("items => items.map(item => item.dataset.node)") == [str(last.id)]


def test_the_walk_works_by_keyboard_and_goes_back(page: Page, address: str) -> None:
    page.goto(f"{address}/radiation-necrosis/walk.html")
    page.locator(".gp-walk__answers > li > a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gp-walk__title")).to_contain_text("Question 2")
    assert page.evaluate("document.activeElement.matches('.gp-walk__title')")
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.locator(".gp-walk__title")).to_contain_text("Question 1")
    assert page.locator("#gp-walk :is(input, textarea, select)").count() == 0


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/radiation-necrosis/walk.html#walk/0.1.0/working-diagnosis:necrosis")
    expect(page.locator(".gp-walk__title")).to_contain_text("Question 2")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".gp-walk__state").inner_text() == "Version 0.1.0. Draft; submitted."


def test_a_link_to_a_point_of_the_walk_shows_it_to_patients_too(page: Page, address: str) -> None:
    walk = f"{address}/radiation-necrosis/walk.html?for=patient"
    page.goto(walk)
    expect(page.locator("#gp-walk")).to_be_hidden()
    page.get_by_text("What professionals read").click()
    page.locator("#gp-walk a[href*='#walk']").first.click()
    link = page.url
    page.goto(f"{address}/radiation-necrosis/index.html")
    page.goto(link)
    expect(page.locator("#gp-walk")).to_be_visible()


def test_the_printed_walk_is_its_summary(page: Page, address: str) -> None:
    page.goto(f"{address}/radiation-necrosis/walk.html#walk/0.1.0/working-diagnosis:tumor")
    summary = page.locator(".gp-walk__print")
    assert not summary.is_visible()
    page.emulate_media(media="print")
    assert summary.is_visible()
    for hidden in (".gp-walk__trail", ".gp-walk__applies", ".gp-walk__chart", ".gp-walk__buttons"):
        assert not page.locator(hidden).is_visible(), hidden
    said = summary.inner_text()
    guideline = HERE.guideline
    assert guideline.disclaimer
    assert f"version {guideline.version}, last changed {guideline.dates.last_changed}" in said
    assert plain_text(HERE.tree(guideline.disclaimer)) in said
    assert "Tumor progression" in said


def test_what_an_answer_led_away_from_does_not_apply(page: Page, address: str) -> None:
    walk = "#walk/0.1.0/working-diagnosis:necrosis/symptoms:present"
    page.goto(f"{address}/radiation-necrosis/walk.html{walk}")
    expect(page.locator(".gp-walk__title")).to_contain_text("Question 3")
    assert page.locator(".gp-walk__applies").count() == 0, "nothing is done yet"
    weighed = page.locator(".gp-walk__weighed")
    expect(weighed).to_contain_text("Observation while there are no symptoms")
    expect(page.locator("#gp-walk")).to_contain_text("an answer may have led away from them")
    page.emulate_media(media="print")
    passed = page.locator(".gp-walk__print").inner_text().partition("Steps passed:")[2]
    question = page.locator(".gp-walk__title").text_content() or ""
    assert question.partition(": ")[2] not in passed.partition("Named at")[0], "not yet answered"


def test_what_cannot_be_copied_is_shown(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{address}/radiation-necrosis/walk.html#walk/0.1.0/working-diagnosis:tumor")
    shown = page.locator(".gp-walk__summary")
    assert not shown.is_visible()
    page.get_by_role("button", name="Copy the link").click()
    expect(shown).to_have_text(page.url)
    page.get_by_role("button", name="Copy the summary").click()
    expect(shown).to_contain_text("Recommendations on this path")


@pytest.mark.parametrize(
    ("hash_", "said"),
    [
        ("#walk/9.9.9/working-diagnosis:necrosis", "version 9.9.9"),
        ("#walk/0.1.0/working-diagnosis:no-such-branch", "do not fit"),
        ("#walk/%E0%A4/<img src=x onerror=alert(1)>:x", "do not fit"),
        ("#walk/0.1.0/symptoms:none", "do not fit"),
    ],
)
def test_a_link_that_does_not_fit_says_so(page: Page, address: str, hash_: str, said: str) -> None:
    page.goto(f"{address}/radiation-necrosis/walk.html{hash_}")
    assert said in " ".join(page.locator(".gp-walk__note").all_inner_texts())
    assert page.locator("#gp-walk img").count() == 0


def test_without_script_each_step_is_a_page_that_leads_on(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/radiation-necrosis/walk.html")
    page.get_by_role("link", name="begin with the first step").click()
    page.locator("a[rel=next]", has_text="Are there symptoms from the necrosis?").click()
    page.locator("a[rel=next]", has_text="Observe with repeated MRI").first.click()
    assert page.url.endswith("/steps/observe.html")
    page.locator("a[rel=prev]", has_text="Are there symptoms from the necrosis?").first.click()
    assert page.url.endswith("/steps/symptoms.html")
    context.close()


def test_the_walk_works_from_a_file(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "radiation-necrosis" / "walk.html").as_uri())
    page.locator('.gp-walk__answers > li[data-branch="tumor"] > a').click()
    expect(page.locator(".gp-walk__title")).to_contain_text("The pathway ends here")
    page.close()
