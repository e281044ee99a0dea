"""Mermaid source: what authors write arrives as letters, and nothing of it becomes syntax."""

import re

import pytest

from guidepress.chart import Chart, ChartEdge, ChartGroup, ChartNode, Kind
from guidepress.mermaid import to_mermaid

# Each of these was drawn by Mermaid 10.9, 11.16 and 12.3 in a browser when the escapes were
# written, as label of node, edge and group and as title, and read back letter for letter.
LABELS = (
    "platelets <100 and >20",
    'say "hi" [x] (y) {z} |p| \\n a\\b',
    "50%% done %% not a comment",
    "end",
    "end subgraph",
    "graph TD; A-->B;",
    "# Heading",
    "1. first",
    "1.",
    "- list",
    "+ list",
    "* star",
    "`code` **bold** _it_ ~~x~~ __u__",
    "_at start_ x_",
    "a #35; #quot; &amp; &lt;b&gt; &#60;",
    "<b>bold</b><br>x<img src=x onerror=alert(1)>",
    "Ödem: Größe ≥ 5 µm \u2013 „Zitat“",
    "lifestyle:<5; style:#f00;",
    "classDef x:<y> z;",
    "$$x^2$$ fa:fa-car",
    "https://example.org/a_b?c=d&e=f www.example.com mail@x.org",
    "a --> b -.-> c",
    '%%{init: {"theme":"dark"}}%%',
    "x:::class @{ shape: rect }",
    'click n_a href "javascript:alert(1)"',
    "7.5\u00a0mg/kg",
    "direction LR",
    "'single' ''two''",
    "---",
)
KINDS: tuple[Kind, ...] = ("start", "decision", "action", "end", "stage")


def _chart(label: str, kind: Kind = "action", note: str | None = None) -> Chart:
    return Chart(
        "demo",
        label,
        label,
        (ChartNode("end", label, kind, "https://example.org/a", note), ChartNode("b", "B", "end")),
        (ChartEdge("end", "b", label),),
        (ChartGroup("end", label, ("end",)),),
    )


def _read(escaped: str) -> str:
    """Read entity codes as Mermaid does."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), escaped)


def test_a_chart_as_mermaid() -> None:
    chart = Chart(
        "demo",
        "Platelets <100",
        "Two steps; both short.",
        (
            ChartNode("begin", "Scan", "start", "#scan"),
            ChartNode("ask", "Symptoms?", "decision", "ask.md"),
            ChartNode("give-it", "Give it", "action", "../a/?b=1&c=2#d", "added"),
            ChartNode("over", "Stop", "end"),
            ChartNode("next", "Next stage", "stage"),
        ),
        (
            ChartEdge("begin", "ask"),
            ChartEdge("ask", "give-it", "yes", added=True),
            ChartEdge("ask", "over", "no"),
            ChartEdge("give-it", "next", added=True),
        ),
        (ChartGroup("one", "Stage 1", ("ask", "give-it")),),
    )
    assert to_mermaid(chart) == (
        "flowchart TD\n"
        "    accTitle: Platelets #60;100\n"
        "    accDescr: Two steps#59; both short.\n"
        '    n_begin(["Scan"])\n'
        '    n_over("Stop")\n'
        '    n_next[["Next stage"]]\n'
        '    subgraph g_one["Stage 1"]\n'
        '        n_ask{{"Symptoms?"}}\n'
        '        n_give_it["Give it (added)"]\n'
        "    end\n"
        "    n_begin --> n_ask\n"
        '    n_ask -.->|"yes"| n_give_it\n'
        '    n_ask -->|"no"| n_over\n'
        "    n_give_it -.-> n_next\n"
        '    click n_begin href "#scan"\n'
        '    click n_ask href "ask.md"\n'
        '    click n_give_it href "../a/?b=1&c=2#d"\n'
        "    classDef added stroke-dasharray: 5 4\n"
        "    class n_give_it added\n"
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("label", LABELS)
def test_every_letter_arrives_in_every_place(label: str, kind: Kind) -> None:
    source = to_mermaid(_chart(label, kind))
    title, description, node, edge, group = (
        re.search(pattern, source, re.MULTILINE)
        for pattern in (
            r"^    accTitle: (.*)$",
            r"^    accDescr: (.*)$",
            r'^        n_end[\[({]+"(.*)"[\])}]+$',
            r'^    n_end -->\|"(.*)"\| n_b$',
            r'^    subgraph g_end\["(.*)"\]$',
        )
    )
    for found in (title, description, node, edge, group):
        assert found is not None
        assert _read(found[1]) == label


@pytest.mark.parametrize("label", LABELS)
def test_no_mark_of_mermaid_markdown_or_html_is_left(label: str) -> None:
    for line in to_mermaid(_chart(label)).splitlines():
        written = re.search(r'"(.*)"|acc\w+: (.*)', line)
        if written is None or "click" in line:
            continue
        text = re.sub(r"#\d+;", "x", written[1] or written[2] or "")
        assert not re.search(r"[#;<>\[\]{}|\"'`*~^$%&@=\\\u00a0]|__|:(?! )", text)
        assert not re.search(r"(^|\s)_|direction |^\d+\.(\s|$)|^[-+](\s|$)", text)


def test_line_breaks_become_spaces_and_nothing_ends_a_line_early() -> None:
    one = to_mermaid(_chart("first second"))
    assert to_mermaid(_chart(" first\n\t second\r\n")) == one


def test_a_note_is_part_of_the_label_in_words() -> None:
    assert 'n_end["Call (added: #91;x#93;)"]' in to_mermaid(_chart("Call", note="added: [x]"))


def test_ids_are_safe_and_stay_apart() -> None:
    ids = ("end", "a-b", "a_b", "a.b", "ab", "x", "ä", "ö", "click")
    nodes = tuple(ChartNode(id_, "label", "action") for id_ in ids)
    source = to_mermaid(Chart("demo", "t", "d", nodes, ()))
    names = re.findall(r'^    (\w+)\["label"\]$', source, re.MULTILINE)
    assert len(set(names)) == len(ids)
    assert all(re.fullmatch(r"n_\w+", name, re.ASCII) for name in names)


def test_an_address_cannot_leave_its_quotes() -> None:
    chart = Chart("demo", "t", "d", (ChartNode("a", "A", "end", "x\"\n;<y> '`"),), ())
    assert '    click n_a href "x%22%0A%3B%3Cy%3E%20%27%60"\n' in to_mermaid(chart)


def test_a_chart_without_nodes() -> None:
    source = to_mermaid(Chart("none", "Nothing", "No step.", (), ()))
    assert source == "flowchart TD\n    accTitle: Nothing\n    accDescr: No step.\n"
