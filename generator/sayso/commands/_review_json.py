"""A review as JSON: all of it, for programs."""

import json
from collections.abc import Sequence
from typing import Any

from sayso import report
from sayso.diagnostics import Diagnostic
from sayso.outputs.change_json import as_data
from sayso.review.pages import PageChange
from sayso.review.review import Covered, Review

from ._output import as_json
from ._review_words import Names, findings


def as_document(found: Review, names: Names) -> str:
    """All of it, for programs."""
    document: dict[str, Any] = {
        "base": names.base,
        "head": names.head,
        "failed": found.failed,
        "judged_by": {"rubric": found.rubric},
        "approvals": {
            "needs": found.approvals.needs,
            "asked": [
                {"needs": each.needs, "changes": [[c.kind, c.record] for c in each.changes]}
                for each in found.approvals.asked
            ],
        },
        "changes": [{**as_data(each.change), "pages": each.pages} for each in found.changes],
        "wording_only": [as_data(each) for each in found.wording],
        "unread": list(found.unread),
        "proposed_rules": {
            "files": list(found.proposed.files),
            "policy": found.proposed.policy,
            "changes": [as_data(each) for each in found.proposed.changes],
        },
        "diagnostics": _diagnostics(findings(found)),
        "mended": found.found.mended + found.links.found.mended,
        "links": {"untested": found.links.untested or None, "broken": len(found.links.found.new)},
        "pages": None if found.pages is None else [_page_as_data(page) for page in found.pages],
        "coverage": [
            {"page": each.page, "before": _covered(each.before), "after": _covered(each.after)}
            for each in found.coverage
        ],
    }
    return as_json(document) + "\n"


def _diagnostics(found: Sequence[Diagnostic]) -> Any:
    return json.loads(report.as_json(found, {}))["diagnostics"]


def _page_as_data(page: PageChange) -> dict[str, Any]:
    return {
        "page": page.address,
        "file": page.file,
        "state": page.state,
        "leads": sorted(page.leads),
        "sentences": [{"before": p.before, "after": p.after} for p in page.passages] if page.told else [],
    }


def _covered(covered: Covered | None) -> dict[str, Any] | None:
    if covered is None:
        return None
    return {"sourced": covered.sourced, "sentences": covered.factual, "percent": covered.percent}
