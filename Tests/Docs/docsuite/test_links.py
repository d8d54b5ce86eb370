"""Links between pages lead somewhere, and every page is listed for its readers."""
import re
import unittest

from .places import PAGES, ROOT

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def anchors(text):
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    # As GitHub makes them of headings.
    return {re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}


class Links(unittest.TestCase):
    def test_they_lead_somewhere(self):
        for page in PAGES:
            text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
            for target in LINK.findall(text):
                if re.match(r"[a-z]+:", target):
                    continue
                with self.subTest(page=page.name, target=target):
                    path, _, anchor = target.partition("#")
                    place = (page.parent / path).resolve() if path else page
                    self.assertTrue(place.exists())
                    if anchor:
                        self.assertIn(anchor, anchors(place.read_text()))

    def test_every_page_is_listed_for_its_readers(self):
        listed = {(ROOT / "docs" / target.partition("#")[0]).resolve() for target in LINK.findall((ROOT / "docs/README.md").read_text())}
        for page in PAGES:
            if page.name != "README.md" or page.parent.name == "deploy":
                self.assertIn(page.resolve(), listed, page)
