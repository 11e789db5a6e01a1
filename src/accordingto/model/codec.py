"""Border types to JSON values and back, read off their type hints: ``decode(cls, encode(x)) == x``."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from accordingto.errors import ModelError

T = TypeVar("T")
Json = Any
Coder = Callable[[Any], Any]


def encode(value: Any) -> Json:
    """A JSON value for a border type: dataclasses become objects, spans pairs, fields at their default are left out."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if is_dataclass(value):
        return _encoder(cast(Any, type(value)))(value)
    if isinstance(value, (tuple, list)):
        return [encode(v) for v in value]
    if isinstance(value, dict):
        return [[encode(k), encode(v)] for k, v in value.items()]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    raise ModelError(f"cannot write a {type(value).__name__} as JSON")


@cache
def _encoder(cls: Any) -> Coder:
    plain = [(f.name, f.default, f.default_factory) for f in fields(cls)]
    if [name for name, _, _ in plain] == ["start", "end"] and cls.__name__ == "Span":
        return lambda span: [span.start, span.end]

    def write(value: Any) -> dict[str, Json]:
        out: dict[str, Json] = {}
        for name, default, factory in plain:
            item = getattr(value, name)
            if default is not MISSING and item == default:
                continue
            if factory is not MISSING and item == factory():
                continue
            out[name] = encode(item)
        return out

    return write


def decode(cls: type[T], data: Json) -> T:
    """The border type back from its JSON value.

    Raises:
        ModelError: if the JSON does not fit the type.
    """
    try:
        value: T = _decoder(cast(Any, cls))(data)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"not a {getattr(cls, '__name__', cls)}: {error}") from error
    return value


@cache
def _decoder(hint: Any) -> Coder:
    origin, args = get_origin(hint), get_args(hint)
    if hint in (str, int, bool, float, Any):
        return _same
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if origin is Literal:
        return _literal(frozenset(args))
    if origin in (Union, types.UnionType):
        inner = [a for a in args if a is not type(None)]
        if len(inner) != 1:
            raise ModelError(f"cannot read a union of {inner}")
        one = _decoder(inner[0])
        return one if one is _same else lambda data: None if data is None else one(data)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            item = _decoder(args[0])
            return tuple if item is _same else lambda data: tuple([item(d) for d in data])
        items = [_decoder(a) for a in args]
        return lambda data: tuple([i(d) for i, d in zip(items, data, strict=True)])
    if origin is dict:
        key, val = _decoder(args[0]), _decoder(args[1])
        return lambda data: {key(k): val(v) for k, v in data}
    target = origin if origin is not None else hint
    if isinstance(target, type) and is_dataclass(target):
        return _dataclass(target, args)
    if isinstance(hint, TypeVar):
        return _same
    raise ModelError(f"cannot read a {hint}")


def _literal(allowed: frozenset[Any]) -> Coder:
    def read(data: Any) -> Any:
        if data not in allowed:
            raise ModelError(f"{data!r} is none of {', '.join(sorted(map(str, allowed)))}")
        return data

    return read


def _dataclass(cls: type, args: tuple[Any, ...]) -> Coder:
    if cls.__name__ == "Span":
        return lambda data: cls(data[0], data[1])
    hints = get_type_hints(cls)
    parameters = dict(zip(getattr(cls, "__parameters__", ()), args, strict=False))
    coders = {f.name: _decoder(_bind(hints[f.name], parameters)) for f in fields(cls)}
    worked = [(name, coder) for name, coder in coders.items() if coder is not _same]  # the rest is as JSON has it

    def read(data: Any) -> Any:
        given = dict(data)
        for name, coder in worked:
            if name in given:
                given[name] = coder(given[name])
        return cls(**given)

    return read


def _same(data: Any) -> Any:
    return data


def _bind(hint: Any, parameters: dict[Any, Any]) -> Any:
    """``hint`` with its type variables filled in (``T | None`` with T = str is ``str | None``)."""
    if hint in parameters:
        return parameters[hint]
    args = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType) and args:
        return Union[tuple(_bind(a, parameters) for a in args)]  # noqa: UP007 - built at run time
    return hint


def dumps(value: Any) -> str:
    """A border value as compact JSON text."""
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"))


def loads(cls: type[T], text: str | bytes) -> T:
    """A border value back from JSON text.

    Raises:
        ModelError: if it is not JSON or does not fit the type.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ModelError(f"not JSON: {error}") from error
    return decode(cls, data)
