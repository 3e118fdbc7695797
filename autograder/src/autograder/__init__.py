"""The instructor's application: builds the course, takes submissions in, grades them."""

import sys

# jsonschema offers one format check (of internationalised addresses) that needs a grammar which
# takes seconds to build, and notebooks hold no such address. Without the module it leaves it out.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
