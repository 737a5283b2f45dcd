"""LINE's own schemas as an oracle for what the bot sends."""

import json
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest

_FILE = Path(__file__).resolve().parents[2] / "shared" / "line" / "discriminated-schemas.json"


def assert_fits(body: object, schema: str) -> None:
    """Check a request body against one of LINE's schemas: ReplyMessageRequest, PushMessageRequest …

    Skips the test, with a sentence, where the schemas are not at hand.
    """
    faults = faults_of(body, schema)
    assert faults == [], f"{schema}: {faults}"


def faults_of(body: object, schema: str) -> list[str]:
    """List what LINE's schema has against a body."""
    return [
        f"{'/'.join(map(str, error.instance_path))}: {error.message}"
        for error in _validator(schema).iter_errors(body)
    ]


def is_at_hand() -> bool:
    """Tell whether LINE's schemas lie beside the project."""
    return _FILE.exists()


@cache
def _validator(schema: str) -> jsonschema_rs.Draft7Validator:
    if not _FILE.exists():
        pytest.skip("LINE's schemas (shared/line/discriminated-schemas.json) are not at hand")
    schemas = json.loads(_FILE.read_text("utf-8"))
    # if/then, which sees through each `type`, is known to JSON Schema from draft 7 on
    whole = {"$ref": f"#/components/schemas/{schema}", "components": {"schemas": schemas}}
    return jsonschema_rs.Draft7Validator(whole, validate_formats=True)
