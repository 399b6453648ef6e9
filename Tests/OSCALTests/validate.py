"""Validates an OSCAL document, given on standard input, against NIST's JSON schema, given as the argument."""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)


def plain(node):
    """ECMAScript's \\p{…} classes, which Python's re lacks, as the closest it has."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, str) and "\\p{" in node:
        return node.replace("(\\p{L}|_)", "[^\\W\\d]").replace("(\\p{L}|\\p{N}|[.\\-_])", "[\\w.\\-]")
    return node


validator = jsonschema.validators.validator_for(schema)(plain(schema))
errors = list(validator.iter_errors(json.load(sys.stdin)))
for error in errors[:10]:
    print("/".join(map(str, error.absolute_path)), error.message[:200], file=sys.stderr)
sys.exit(1 if errors else 0)
