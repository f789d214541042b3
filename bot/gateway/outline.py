"""An OpenAPI document boiled down to what a page shows: operations, and schemas with their fields."""

import json
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One property, parameter, body or answer; `kind` is its type in words."""

    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address; the names of its answers are their statuses."""

    method: str
    path: str
    summary: str
    description: str
    fields: tuple[Field, ...]
    answers: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One schema; `examples` are JSON."""

    name: str
    description: str
    fields: tuple[Field, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole API."""

    title: str
    version: str
    operations: tuple[Operation, ...]
    shapes: tuple[Shape, ...]


def outline(document: dict[str, Any]) -> Outline:
    """The outline of an OpenAPI document."""
    operations = tuple(
        _operation(method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    )
    shapes = tuple(_shape(name, schema) for name, schema in document["components"]["schemas"].items())
    return Outline(document["info"]["title"], document["info"]["version"], operations, shapes)


def _operation(method: str, path: str, operation: dict[str, Any]) -> Operation:
    fields = [
        Field(
            f"{parameter['in']}: {parameter['name']}",
            _kind(parameter["schema"]),
            parameter.get("required", False),
            parameter.get("description", ""),
        )
        for parameter in operation.get("parameters", [])
    ]
    if body := operation.get("requestBody"):
        fields.append(Field("body", _contents(body["content"]), body.get("required", False), ""))
    answers = tuple(
        Field(status, _contents(answer.get("content", {})), True, answer.get("description", ""))
        for status, answer in operation["responses"].items()
    )
    return Operation(
        method, path, operation.get("summary", ""), operation.get("description", ""), tuple(fields), answers
    )


def _contents(content: dict[str, Any]) -> str:
    return "; ".join(f"{media}: {_kind(entry.get('schema', {}))}" for media, entry in content.items())


def _shape(name: str, schema: Schema) -> Shape:
    required = schema.get("required", [])
    fields = tuple(
        Field(field, _kind(entry), field in required, entry.get("description", ""))
        for field, entry in schema.get("properties", {}).items()
    )
    examples = tuple(json.dumps(example, ensure_ascii=False) for example in schema.get("examples", []))
    return Shape(name, schema.get("description", ""), fields, examples)


def _kind(schema: Schema) -> str:
    """The type in words, such as `list of Card` or `string or null`."""
    several = schema.get("anyOf") or schema.get("oneOf")
    listed = schema.get("enum") or ([schema["const"]] if "const" in schema else None)
    if "$ref" in schema:
        kind = schema["$ref"].rsplit("/", 1)[-1]
    elif several:
        kind = " or ".join(_kind(one) for one in several)
    elif listed:
        kind = " | ".join(json.dumps(value) for value in listed)
    elif schema.get("type") == "array":
        kind = f"list of {_kind(schema.get('items', {}))}"
    elif isinstance(values := schema.get("additionalProperties"), dict):
        kind = f"map of string to {_kind(values)}"
    else:
        kind = schema.get("type", "any")
    return str(kind)
