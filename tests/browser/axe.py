"""What axe-core finds on a page, but for what is Streamlit's own."""

from __future__ import annotations

import json
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}
#: what is Streamlit's own: the rule, and a part of the element's selector or text; see ``docs/guide/accessibility.md``
STREAMLITS_OWN: tuple[tuple[str, str], ...] = ()


def grave(page: Page) -> list[str]:
    """Serious and critical findings in what is ours: rule, element, and what axe says of it."""
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not any(rule == violation["id"] and part in json.dumps(node) for rule, part in STREAMLITS_OWN)
    ]
