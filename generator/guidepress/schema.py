"""The JSON Schema of a guideline's files, for editors that complete and explain keys.

The descriptions are the docstrings of the model's fields. They are read from the source only
here: pydantic could do it at every start, and every command would wait for it.
"""

import ast
import inspect
import json
from textwrap import dedent
from typing import Any

from guidepress.model.document import Document
from guidepress.model.entity import Part

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
