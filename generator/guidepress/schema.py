"""What can be written in a guideline's files: the JSON Schema for editors, the page of keys.

The descriptions are the docstrings of the model's fields. They are read from the source only
here: pydantic could do it at every start, and every command would wait for it.
"""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from enum import Enum
from textwrap import dedent
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from guidepress.model import values
from guidepress.model.document import Document
from guidepress.model.entity import Part
from guidepress.model.statement import Statement
from guidepress.vocabulary import NOUNS, Word

SCHEMA_FILE = "guideline.schema.json"
"""The committed copy, beside this module; content files name it in their first line."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a content file, descriptions included."""
    document = Document.model_json_schema(by_alias=True)
    definitions = document.get("$defs", {})
    _describe(document, Document)
    for part in _parts(Part):
        if part.__name__ in definitions:
            _describe(definitions[part.__name__], part)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a guidepress guideline",
        **{key: value for key, value in document.items() if key != "title"},
    }


def schema_text() -> str:
    """Return the schema as it is printed and committed."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _parts(part: type[Part]) -> list[type[Part]]:
    return [each for inner in part.__subclasses__() for each in (inner, *_parts(inner))]


def _describe(definition: dict[str, Any], part: type[Part]) -> None:
    for base in reversed(part.__mro__):
        if not (isinstance(base, type) and issubclass(base, Part)):
            continue
        for name, text in _field_docstrings(base).items():
            field = part.model_fields.get(name)
            key = (field.alias or name) if field else name
            if key in definition.get("properties", {}):
                definition["properties"][key]["description"] = text


def _field_docstrings(part: type[Part]) -> dict[str, str]:
    body = ast.parse(dedent(inspect.getsource(part))).body[0]
    assert isinstance(body, ast.ClassDef)  # noqa: S101 - the source of a class is a class
    found = {}
    for field, after in zip(body.body, body.body[1:], strict=False):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = " ".join(text.split())
    return found


_KINDS: dict[object, str] = {
    values.RichText: "text",
    values.Line: "line",
    values.Id: "id",
    values.ReferenceId: "id",
    values.Boolean: "yes or no",
    values.Date: "date",
    values.PartialDate: "date or year",
    values.Url: "web address",
    values.Version: "version",
    values.Hash: "hash",
    values.Place: "place",
    values.Amount: "quantity",
    values.Frequency: "interval",
    values.Number: "number",
    values.Excerpt: "words of somebody else",
    values.ShortHash: "short hash",
    values.ReadHashes: "hashes",
}
_INTRODUCTION = """\
# Keys

Every section and key of a guideline's files, and every word of its closed lists. This page is made
from the same model that reads the files. [authoring.md](authoring.md) shows the keys at work, and
your editor explains each one where you write it.

A file holds any of the sections, and all files of a folder are read as one. A draft needs the keys
marked **yes** and no others; what a release needs beyond them, `guidepress check --profile release`
tells. A key that has nothing to say is left out.

| kind | what is written |
|---|---|
| text | paragraphs, lists, emphasis, links and citations, up to 20,000 characters |
| line | one line without any markup, up to 500 characters |
| id | lower-case letters, digits and single hyphens: `steroids-first`. In references also `_` |
| id of a ... | the id of something written elsewhere in the same guideline |
| yes or no | `yes` or `no` |
| date | `2026-11-23` |
| date or year | `2026`, `2026-11` or `2026-11-23` |
| number | `28` or `-0.5` |
| web address | begins with `https://` or `http://` |
| version | three numbers: `1.0.0` |
| hash | 64 hexadecimal digits, which a command writes |
| hashes | `kind:id=` and twelve hexadecimal digits, one behind the other, which a command writes |
| place | `kind:id` as in a link, such as `recommendation:steroids-first`, or `page:name` |
| quantity | a number, a range or a least number: `7.5`, `4-8`, `>=16` |
| interval | `every 3 weeks`, `2 times a day`, `once` |
| list of ... | each item on its own line after a `-`, or all in one line: `[one, two]` |
| [a link](#parts) | the keys of that part, or one of those [words](#words) |
"""


def keys_page() -> str:
    """Return the page of all sections, keys and words in Markdown."""
    page = [_INTRODUCTION, "# Sections\n"]
    descriptions = _field_docstrings(Document)
    hints = get_type_hints(Document, include_extras=True)
    inner: dict[type[Part], None] = {}
    for name in Document.model_fields:
        (part,) = _inside(hints[name], Part)
        written = "a list" if get_origin(hints[name]) is tuple else "one mapping"
        page.append(
            f"## {name}\n\n{descriptions.get(name, '')} Written as {written}.\n\n{_keys(part)}",
        )
        inner |= dict.fromkeys(_parts_in(part))
    page.append("# Parts\n\nWhat stands inside of sections, in the order in which it is met.\n")
    page += [f"## {_title(part)}\n\n{_about(part)}\n\n{_keys(part)}" for part in inner]
    page.append("# Words\n\nThe closed lists: one of these words, and no other.\n")
    page += [f"## {_title(words)}\n\n{_about(words)}\n\n{_words(words)}" for words in NOUNS]
    return "\n".join(page)


def _keys(part: type[Part]) -> str:
    descriptions: dict[str, str] = {}
    for base in reversed(part.__mro__):
        if isinstance(base, type) and issubclass(base, Part):
            descriptions |= _field_docstrings(base)
    hints = get_type_hints(part, include_extras=True)
    rows = "".join(
        f"| `{field.alias or name}` | {'**yes**' if field.is_required() else 'no'} "
        f"| {_kind(hints[name])}{_default(field)} | {descriptions.get(name, '')} |\n"
        for name, field in sorted(part.model_fields.items(), key=_rank)
    )
    return f"| key | needed | kind | what it says |\n|---|---|---|---|\n{rows}"


def _rank(field: tuple[str, object]) -> int:
    """Put the id first, and what every statement has last; the rest stays in its order."""
    return -1 if field[0] == "id" else int(field[0] in Statement.model_fields)


def _words(words: type[Word]) -> str:
    rows = "".join(
        f"| `{word}` | {word.symbol} {word.label} | {word.meaning} |\n".replace("|  ", "| ")
        for word in words
    )
    return f"| word | readers see | what it means |\n|---|---|---|\n{rows}"


def _kind(hint: Any) -> str:  # noqa: ANN401 - whatever a field may be annotated with
    """Return what is written for a type, in an author's words."""
    arguments = [each for each in get_args(hint) if each not in {NoneType, ...}]
    origin = get_origin(hint)
    if hint in _KINDS:
        said = _KINDS[hint]
    elif origin is Annotated:
        leaf = next((each for each in arguments if isinstance(each, values.Leaf)), None)
        described = str(leaf.schema.get("description", "")) if leaf else ""
        said = described.removeprefix("The ").rstrip(".") or _kind(arguments[0])
    elif origin is tuple:
        said = f"list of {_several(_kind(arguments[0]))}"
    elif origin is dict:
        said = f"{_several(_kind(arguments[0]))}, each with a {_kind(arguments[1])}"
    elif origin is Literal:
        said = " or ".join(f"`{each}`" for each in arguments)
    elif arguments:
        said = " or ".join(_kind(each) for each in arguments)
    else:
        said = f"[{_title(hint).lower()}](#{_title(hint).lower().replace(' ', '-')})"
    return said


def _several(said: str) -> str:
    """Return the plural of a kind: ids of gaps, lines; a link to a part stays as it is."""
    pointer = re.fullmatch(r"id of an? (\w+)", said)
    if pointer:
        return f"ids of {pointer[1]}s"
    return said if said.startswith("[") else f"{said}s"


def _default(field: FieldInfo) -> str:
    default = field.default
    return f"; `{default}` if left out" if isinstance(default, Enum) else ""


def _inside(hint: object, kind: type) -> Iterator[type]:
    """Yield the classes of a kind that a type is made of, each as often as it stands there."""
    if isinstance(hint, type) and issubclass(hint, kind):
        yield hint
    for each in get_args(hint):
        yield from _inside(each, kind)


def _parts_in(part: type[Part]) -> Iterator[type[Part]]:
    for hint in get_type_hints(part, include_extras=True).values():
        for inner in _inside(hint, Part):
            yield inner
            yield from _parts_in(inner)


def _title(named: type) -> str:
    """Return the name of a class as a heading: `EvidenceItem` is an Evidence item."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named.__name__).capitalize()


def _about(named: type) -> str:
    return (inspect.getdoc(named) or "").split("\n\n", 1)[0].replace("\n", " ")
