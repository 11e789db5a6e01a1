"""The API for people: one page, made from the same description that programs read."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from accordingto.web.answers import frame_for
from accordingto.web.context import desk_of, visitor_of
from accordingto.web.render import render

router = APIRouter(include_in_schema=False)


@router.get("/api")
def human(request: Request) -> Response:
    """Every operation with its parameters and fields."""
    described = request.app.openapi()
    schemas = described["components"]["schemas"]
    operations = []
    for path, methods in described["paths"].items():
        call = methods["get"]
        answer = call["responses"]["200"]["content"]["application/json"]["schema"]
        model = answer.get("$ref", "").rsplit("/", 1)[-1]
        parameters = [
            (p["name"], p["in"], _type(p["schema"]), p.get("description", "") or p["schema"].get("description", ""))
            for p in call.get("parameters", ())
        ]
        fields = [(name, _type(schema)) for name, schema in schemas.get(model, {}).get("properties", {}).items()]
        operations.append(
            {"path": path, "name": call["operationId"], "summary": call["summary"], "parameters": parameters, "fields": fields}
        )
    desk, visitor = desk_of(request), visitor_of(request)
    with desk.reading() as store:
        frame = frame_for(desk, store, request, visitor)
    return HTMLResponse(render("api.html", frame, operations=operations))


def _type(schema: dict[str, Any]) -> str:
    """A JSON schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(_type(s) for s in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(e) or "empty" for e in schema["enum"][:8]) + (" …" if len(schema["enum"]) > 8 else "")
    if schema.get("type") == "array":
        return "list of " + _type(schema["items"]) if "items" in schema else "list"
    return str(schema.get("type", "any"))
