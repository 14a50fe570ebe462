"""The API's description of itself, with refusals as they are given: problem details, whatever the framework assumes."""

from typing import Any

from litestar.openapi.plugins import JsonRenderPlugin

from dengta.platform.web import PROBLEM, AnyRequest

METHODS = frozenset({"get", "put", "post", "delete", "patch"})
SHAPE = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "description": "Where the code is documented."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "For a developer; may change."},
        "code": {"type": "string", "description": "Stable; programs may depend on it."},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"field": {"type": "string"}, "problem": {"type": "string"}}},
        },
    },
}
REFUSAL = {"description": "A refusal", "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


class Description(JsonRenderPlugin):
    """Renders `openapi.json`."""

    def render(self, request: AnyRequest, openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, with_problems(openapi_schema))


def with_problems(described: dict[str, Any]) -> dict[str, Any]:
    """Every operation refuses with RFC 9457 problem details, and with nothing else."""
    described.setdefault("components", {}).setdefault("schemas", {})["Problem"] = SHAPE
    for path in described["paths"].values():
        for method in METHODS & path.keys():
            answers = path[method]["responses"]
            good = {status: answer for status, answer in answers.items() if status < "4"}
            path[method]["responses"] = {**good, "4XX": REFUSAL, "5XX": REFUSAL}
    return described
