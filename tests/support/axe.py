"""What axe-core finds on a page, without findings that are Streamlit's own."""

from __future__ import annotations

import json
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
#: the impacts that fail a test
GRAVE = {"serious", "critical"}
#: the rules whose outcome depends on colours, and so on the theme
COLOUR_RULES = ("color-contrast", "link-in-text-block")
#: findings that are Streamlit's own: the rule, and a part of the element's selector or text
#: (``docs/guide/accessibility.md``)
STREAMLITS_OWN: tuple[tuple[str, str], ...] = ()


def grave(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Return the serious and critical findings: rule, element and HTML. Only ``rules`` are run, if any are given."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not any(rule == violation["id"] and part in json.dumps(node) for rule, part in STREAMLITS_OWN)
    ]
