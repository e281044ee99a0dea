"""References as readers see them: the entry in words, and its links."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from guidepress.bibliography import CslItem, format_references, link_of
from guidepress.citation_style import StyleError
from guidepress.cli import main

CONTENT = Path(__file__).parent.parent / "content"


def authors(*names: str) -> list[dict[str, str]]:
    """Read 'Family, G' as a person and anything else as an organization."""
    return [
        dict(zip(("family", "given"), name.split(", "), strict=True))
        if ", " in name
        else {"literal": name}
        for name in names
    ]


def year(number: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [[number]]}


LEVIN: dict[str, Any] = {
    "id": "levin2011",
    "type": "article-journal",
    "title": "Randomized double-blind placebo-controlled trial of bevacizumab therapy for "
    "radiation necrosis of the central nervous system",
    "author": authors("Levin, V", "Bidaut, L", "Hou, P", "Kumar, A", "Wefel, J", "Bekele, B"),
    "author_list_incomplete": True,
    "container-title": "International Journal of Radiation Oncology, Biology, Physics",
    "volume": "79",
    "issue": "5",
    "page": "1487-1495",
    "DOI": "10.1016/j.ijrobp.2009.12.061",
    "PMID": "20399573",
    "issued": year(2011),
}
NABORS: dict[str, Any] = {
    "id": "nabors_nccn",
    "type": "report",
    "title": "NCCN Clinical Practice Guidelines in Oncology: Central Nervous System Cancers",
    "author": authors("Nabors, LB", "Portnow, J"),
    "author_list_incomplete": True,
    "container-title": "NCCN",
    "issued": year(2019),
}
SCHUTTRUMPF: dict[str, Any] = {
    "id": "schuttrumpf2014",
    "type": "article-journal",
    "title": "Prognostic factors for survival and radiation necrosis after stereotactic "
    "radiosurgery alone or in combination with whole brain radiation therapy for 1-3 cerebral "
    "metastases",
    "author": authors(
        *("Schüttrumpf, LH", "Niyazi, M", "Nachbichler, SB", "Manapov, F", "Jansen, N"),
        *("Siefert, A", "Belka, C"),
    ),
    "container-title": "Radiation Oncology",
    "volume": "9",
    "page": "105",
    "DOI": "10.1186/1748-717X-9-105",
    "PMID": "24885624",
    "PMCID": "PMC4036428",
    "issued": year(2014),
}
NG99: dict[str, Any] = {
    "id": "ng99",
    "type": "report",
    "title": "Brain tumours (primary) and brain metastases in adults (NG99)",
    "author": authors("NICE"),
    "container-title": "NICE guideline",
    "issued": year(2018),
}
PTX_RAT: dict[str, Any] = {
    "id": "ptx_rat",
    "type": "article-journal",
    "title": "Pentoxifylline and vitamin E can restrict radiation necrosis via vascular pathways, "
    "experimental study in an animal model",
    "author": [],
    "issued": year(2022),
}
BEST: dict[str, Any] = {
    "id": "best",
    "type": "webpage",
    "title": "Corticosteroids + bevacizumab vs corticosteroids + placebo (BeSt) for radionecrosis "
    "after radiosurgery for brain metastases (NCT02490878, Alliance A221208)",
    "author": authors("Alliance for Clinical Trials in Oncology"),
    "container-title": "ClinicalTrials.gov",
    "issued": year(2023),
}
AANS: dict[str, Any] = {
    "id": "aans2025",
    "type": "paper-conference",
    "title": "Immunotherapy increases incidence of radiation necrosis following radiotherapy for "
    "brain metastases and specific immunotherapy classes may be more strongly implicated than "
    "others",
    "author": [],
    "container-title": "AANS 2025",
    "issued": year(2025),
}
CHUBA: dict[str, Any] = {
    "id": "chuba1997",
    "type": "article-journal",
    "title": "Hyperbaric oxygen therapy for radiation-induced brain injury in children",
    "author": authors("Chuba, PJ", "Aronin, P", "Bhambhani, K"),
    "author_list_incomplete": True,
    "container-title": "Cancer",
    "volume": "80",
    "issue": "10",
    "page": "2005-2012",
    "DOI": "10.1002/(sici)1097-0142(19971115)80:10<2005::aid-cncr19>3.0.co;2-0",
    "PMID": "9366305",
    "issued": year(1997),
}
COLACO: dict[str, Any] = {
    "id": "colaco2016",
    "type": "article-journal",
    "title": "Does immunotherapy increase the rate of radiation necrosis after radiosurgical "
    "treatment of brain metastases?",
    "author": authors("Colaco, RJ", "Martin, P", "Kluger, HM", "Yu, JB", "Chiang, VL"),
    "container-title": "Journal of Neurosurgery",
    "volume": "125",
    "issue": "1",
    "page": "17-23",
    "issued": year(2016),
}
GECICI: dict[str, Any] = {
    "id": "gecici2024",
    "type": "article-journal",
    "title": "Comparative analysis of bevacizumab and LITT for treating radiation necrosis in "
    "previously radiated CNS neoplasms: a systematic review and meta-analysis",
    "author": authors(
        *("Gecici, NN", "Gurses, ME", "Kaye, B", "Jimenez, NLF", "Berke, C", "Gökalp, E"),
        *("Lu, VM", "Ivan, ME", "Komotar, RJ", "Shah, AH"),
    ),
    "container-title": "Journal of Neuro-Oncology",
    "volume": "168",
    "issue": "1",
    "page": "1-11",
    "issued": year(2024),
}
LEHRER: dict[str, Any] = {
    "id": "lehrer2023",
    "type": "article-journal",
    "title": "Immune checkpoint inhibition and single fraction stereotactic radiosurgery in brain "
    "metastases from non-small cell lung cancer: an international multicenter study of 395 "
    "patients",
    "author": authors("Lehrer, EJ"),
    "author_list_incomplete": True,
    "container-title": "Journal of Neuro-Oncology",
    "issued": year(2023),
}

NLM = [
    (
        LEVIN,
        (
            "Levin V, Bidaut L, Hou P, Kumar A, Wefel J, Bekele B, et al. "
            f"{LEVIN['title']}. International Journal of Radiation Oncology, Biology, Physics. "
            "2011;79(5):1487\u201395."
        ),
    ),
    (NABORS, f"Nabors LB, Portnow J, et al. {NABORS['title']}. NCCN. 2019."),
    (
        SCHUTTRUMPF,
        (
            "Schüttrumpf LH, Niyazi M, Nachbichler SB, Manapov F, Jansen N, Siefert A, et al. "
            f"{SCHUTTRUMPF['title']}. Radiation Oncology. 2014;9:105."
        ),
    ),
    (NG99, f"NICE. {NG99['title']}. NICE guideline. 2018."),
    (PTX_RAT, f"{PTX_RAT['title']}. 2022."),
    (
        BEST,
        f"Alliance for Clinical Trials in Oncology. ClinicalTrials.gov. 2023. {BEST['title']}.",
    ),
    (AANS, f"{AANS['title']}. In: AANS 2025. 2025."),
    (
        CHUBA,
        (
            f"Chuba PJ, Aronin P, Bhambhani K, et al. {CHUBA['title']}. "
            "Cancer. 1997;80(10):2005\u201312."
        ),
    ),
    (
        COLACO,
        (
            "Colaco RJ, Martin P, Kluger HM, Yu JB, Chiang VL. "
            f"{COLACO['title']} Journal of Neurosurgery. 2016;125(1):17\u201323."
        ),
    ),
    (
        GECICI,
        (
            "Gecici NN, Gurses ME, Kaye B, Jimenez NLF, Berke C, Gökalp E, et al. "
            f"{GECICI['title']}. Journal of Neuro-Oncology. 2024;168(1):1\u201311."
        ),
    ),
    (LEHRER, f"Lehrer EJ et al. {LEHRER['title']}. Journal of Neuro-Oncology. 2023."),
]
RECORDS = [item for item, _ in NLM]

CITING = """\
guideline: {id: demo, title: Demo, question: What helps?, version: 0.1.0}
gaps: [{id: best-order, title: Which first?, text: "As in [@levin2011]."}]
references:
  - {id: levin2011, type: article-journal, title: Trial, evidence_type: randomized-trial,
     verification: {status: verified}}
"""
AUTHOR_DATE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info>
    <title>Author and date</title><id>author-date</id><updated>2026-01-01T00:00:00+00:00</updated>
  </info>
  <macro name="title"><text variable="title" font-style="italic"/></macro>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography et-al-min="4" et-al-use-first="1">
    <layout suffix=".">
      <text variable="citation-number" suffix=". "/>
      <names variable="author">
        <name and="symbol" initialize-with=". " name-as-sort-order="all"/>
        <substitute><text macro="title"/></substitute>
      </names>
      <choose>
        <if type="report">
          <date form="text" variable="issued" prefix=" (" suffix=")">
            <date-part name="month" form="short"/>
          </date>
        </if>
        <else><date form="text" variable="issued" prefix=" (" suffix=")"/></else>
      </choose>
      <text macro="title" prefix=". "/>
      <text variable="container-title" form="short" prefix=". "/>
    </layout>
  </bibliography>
</style>
"""


@pytest.fixture
def author_date(tmp_path: Path) -> Path:
    path = tmp_path / "author-date.csl"
    path.write_text(AUTHOR_DATE, encoding="utf-8")
    return path


def faults_of(entry: str) -> list[str]:
    """List what no reader should see in an entry."""
    stray = re.findall(r"[.,;:?!(\[]\s*[.,;:)\]]|\s[.,;:)\]]|\(\s|\s{2}|[^.?!]$|^\W*$", entry)
    leftovers = re.findall(r"</?(?:i|b|sup|sub|span)\b|&(?:amp|lt|gt|#\d+);|[\ufdd0-\ufdef]", entry)
    return stray + leftovers


def shipped() -> list[CslItem]:
    """Read the references of every guideline that this project ships."""
    files = sorted(CONTENT.glob("*/references.yml"))
    found = [yaml.load(path.read_bytes(), yaml.BaseLoader) for path in files]  # noqa: S506
    items: list[CslItem] = []
    for record in chain.from_iterable(document["references"] for document in found):
        dates = [int(part) for part in record.pop("issued", "").split("-") if part]
        incomplete = record.pop("author_list_incomplete", "no") in {"yes", "true"}
        issued = {"issued": {"date-parts": [dates]}} if dates else {}
        items.append({**record, **issued, "author_list_incomplete": incomplete})
    return items


@pytest.mark.parametrize(("item", "expected"), NLM, ids=[item["id"] for item in RECORDS])
def test_entry_in_the_default_style(item: CslItem, expected: str) -> None:
    assert format_references([item]) == [expected]


def test_entries_keep_the_order_given_and_repeat() -> None:
    items = [GECICI, LEVIN, GECICI]
    assert format_references(items) == [format_references([item])[0] for item in items]


def test_no_identifier_in_the_text_that_is_shown_as_a_link() -> None:
    item = {**SCHUTTRUMPF, "URL": "https://example.org/paper"}
    assert format_references([item]) == format_references([SCHUTTRUMPF])


def test_every_shipped_reference_reads_well() -> None:
    items = shipped()
    assert items
    for item, entry in zip(items, format_references(items), strict=True):
        assert not faults_of(entry), entry
        assert str(item["title"]).rstrip(".") in entry
        assert ("et al." in entry) or not (item["author_list_incomplete"] and item.get("author"))


@pytest.mark.parametrize("item", RECORDS, ids=[item["id"] for item in RECORDS])
def test_missing_fields_leave_no_dangling_punctuation(item: dict[str, Any]) -> None:
    optional = sorted(item.keys() - {"id", "type", "title", "DOI", "PMID", "PMCID"})
    drops = chain.from_iterable(combinations(optional, count) for count in range(len(optional) + 1))
    for entry in format_references(
        [{key: value for key, value in item.items() if key not in drop} for drop in drops],
    ):
        assert not faults_of(entry), entry


@pytest.mark.parametrize("style", ["nlm-citation-sequence", "author-date"])
@pytest.mark.parametrize(
    "title",
    [
        "Platelets <100 & >20: 5 µg/m² in Ångström's 'trial' &amp; <i>after</i>",
        '<span class="nocase">pH</span> of *necrosis* [sic] \\ `code`',
    ],
)
def test_title_arrives_letter_for_letter(style: str, title: str, author_date: Path) -> None:
    [entry] = format_references(
        [{**NG99, "title": title}],
        author_date if style == "author-date" else style,
    )
    assert title in entry


def test_journal_is_abbreviated_only_from_a_recorded_value() -> None:
    short = {**GECICI, "container-title-short": "J Neurooncol"}
    full, abbreviated = format_references([GECICI, short])
    assert "Journal of Neuro-Oncology. 2024" in full
    assert "J Neurooncol. 2024" in abbreviated
    assert "Journal of" not in abbreviated


def test_complete_author_list_of_six_has_no_et_al() -> None:
    six = {**LEVIN, "author_list_incomplete": False}
    assert "Wefel J, Bekele B. Randomized" in format_references([six])[0]


def test_month_and_day_in_the_default_style() -> None:
    dated = {**GECICI, "issued": {"date-parts": [[2024, 7, 9]]}}
    assert ". 2024 Jul 9;168(1):1" in format_references([dated])[0]


def test_another_style_by_its_path(author_date: Path) -> None:
    """No number, no italics; the title once where it stands in for authors."""
    assert format_references([COLACO, LEHRER, CHUBA, NABORS, PTX_RAT], author_date) == [
        f"Colaco, R. J. et al. (2016). {COLACO['title']} Journal of Neurosurgery.",
        f"Lehrer, E. J. et al. (2023). {LEHRER['title']}. Journal of Neuro-Oncology.",
        f"Chuba, P. J. et al. (1997). {CHUBA['title']}. Cancer.",
        f"Nabors, L. B., Portnow, J., et al. (2019). {NABORS['title']}. NCCN.",
        f"{PTX_RAT['title']} (2022).",
    ]


def test_an_entry_does_not_depend_on_those_before_it(author_date: Path) -> None:
    report = {**NG99, "issued": {"date-parts": [[2018, 9]]}}
    page = {**BEST, "issued": {"date-parts": [[2023, 9]]}}
    format_references([report], author_date)
    assert "(September 2023)" in format_references([page], author_date)[0]


def test_several_threads_get_what_one_gets(author_date: Path) -> None:
    """A title that stands in for authors is a state that one entry must not take from another."""
    items = [{**PTX_RAT, "title": f"Entry {number}"} for number in range(200)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            entries = list(pool.map(lambda item: format_references([item], author_date)[0], items))
    finally:
        sys.setswitchinterval(interval)
    assert entries == [f"Entry {number} (2022)." for number in range(200)]


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("", "is not XML"),
        ("<style", "is not XML"),
        ("<html/>", "is not valid CSL"),
        (AUTHOR_DATE.replace('version="1.0"', ""), "is not valid CSL: line 1:"),
        (AUTHOR_DATE.replace('<macro name="title">', '<macro name="tilte">'), "macro 'title'"),
        (
            re.sub(r"<bibliography.*</bibliography>", "", AUTHOR_DATE, flags=re.DOTALL),
            "no bibliography",
        ),
        (
            AUTHOR_DATE.replace(
                '<name and="symbol" initialize-with=". " name-as-sort-order="all"/>',
                '<name><name-part name="family" text-case="capitalize-first"/></name>',
            ),
            "citeproc-py cannot format with",
        ),
    ],
)
def test_malformed_style_is_one_sentence(tmp_path: Path, xml: str, message: str) -> None:
    path = tmp_path / "broken.csl"
    path.write_text(xml, encoding="utf-8")
    with pytest.raises(StyleError, match=re.escape(message)) as caught:
        format_references([LEVIN], path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_style_names_the_bundled_ones() -> None:
    with pytest.raises(StyleError, match=r"'vancuver' .*nlm-citation-sequence"):
        format_references([LEVIN], "vancuver")


def test_style_without_anything_to_print_is_told(tmp_path: Path) -> None:
    path = tmp_path / "silent.csl"
    silent = '<bibliography><layout><text variable="genre"/></layout></bibliography>'
    path.write_text(
        re.sub(r"<bibliography.*</bibliography>", silent, AUTHOR_DATE, flags=re.DOTALL),
        encoding="utf-8",
    )
    with pytest.raises(StyleError, match="prints nothing for 'Brain tumours"):
        format_references([NG99], path)


def test_bundled_style_names_its_license() -> None:
    styles = Path(format_references.__code__.co_filename).parent / "styles"
    notice = (styles / "README.md").read_text(encoding="utf-8")
    for style in styles.glob("*.csl"):
        text = style.read_text(encoding="utf-8")
        [license_url] = re.findall(r'<rights license="http:([^"]+)"', text)
        credited = [*re.findall(r"<name>([^<]+)</name>", text), style.name, license_url]
        assert not [name for name in credited if name not in notice]


def test_importing_the_module_does_not_import_citeproc() -> None:
    code = "import sys, guidepress.bibliography; print({'citeproc', 'lxml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_links_of_a_record() -> None:
    assert link_of({**SCHUTTRUMPF, "URL": "http://example.org/a?b=c&d=é"}) == [
        ("DOI", "https://doi.org/10.1186/1748-717X-9-105"),
        ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/24885624/"),
        ("PMC", "https://pmc.ncbi.nlm.nih.gov/articles/PMC4036428/"),
        ("Web", "http://example.org/a?b=c&d=%C3%A9"),
    ]


def test_link_of_an_old_doi_is_encoded() -> None:
    assert link_of(CHUBA)[0] == (
        "DOI",
        (
            "https://doi.org/"
            "10.1002/%28sici%291097-0142%2819971115%2980:10%3C2005::aid-cncr19%3E3.0.co;2-0"
        ),
    )


def test_one_link_where_the_address_is_the_doi() -> None:
    item = {**SCHUTTRUMPF, "URL": "https://doi.org/10.1186/1748-717X-9-105"}
    assert link_of(item) == link_of(SCHUTTRUMPF)


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"DOI": "doi.org/10.1/x", "PMID": "PMC12", "PMCID": "12"},
        {"DOI": "10.1186", "PMID": "12?x=", "PMCID": "PMC12/../"},
        {"URL": "javascript:alert(1)"},
        {"URL": "ftp://example.org/"},
        {"URL": "https://"},
        {"URL": "https://["},
        {"URL": "//example.org"},
    ],
)
def test_what_is_no_identifier_is_no_link(item: CslItem) -> None:
    assert link_of(item) == []


def test_a_style_that_does_not_suit_a_reference_is_one_sentence_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site_config").mkdir()
    (tmp_path / "content" / "demo").mkdir(parents=True)
    silent = '<bibliography><layout><text variable="genre"/></layout></bibliography>'
    style = re.sub(r"<bibliography.*</bibliography>", silent, AUTHOR_DATE, flags=re.DOTALL)
    (tmp_path / "site_config" / "silent.csl").write_text(style, encoding="utf-8")
    choices = tmp_path / "site_config" / "guidepress.yml"
    choices.write_text("citation_style: silent.csl\n", encoding="utf-8")
    (tmp_path / "content" / "demo" / "guideline.yml").write_text(CITING, encoding="utf-8")
    result = CliRunner().invoke(main, ["render", "site", "--to", "pages"])
    assert result.exit_code == 2
    assert "silent.csl' prints nothing for 'Trial'" in result.stderr
