"""A manager's day, and what pages must be for everybody."""
import datetime
import hashlib
import unittest

from .browser import DESK, PHONE, Browser
from .fleet import Fleet, eventually

OWNER, CHIEF, MANAGER = "Wang Wei", "Zhao Min", "Li Na"
KEPT_PHOTOS = """new Promise((done) => {
  indexedDB.open("hazardfleet-drafts").onsuccess = ({target: {result: base}}) => {
    base.transaction("photos").objectStore("photos").count().onsuccess = ({target}) => { base.close(); done(target.result); };
  };
})"""


class Day(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.fleet = cls.enterClassContext(Fleet())
        yesterday = datetime.date.today() - datetime.timedelta(days=15)
        folder = cls.fleet.write_campaign("autumn", "Autumn inspection", seed=7, last_day=yesterday, count=80)
        cls.fleet.launch(folder)
        cls.majors = cls.fleet.get("/v1/hazards?state=open&level=major&limit=5")["items"]
        cls.fleet.make_overdue(cls.majors[0])
        cls.fleet.make_overdue(cls.majors[1], owner="Chen Jie")

    def settled(self, browser, region):
        """The settlement rate of a region's row in the ranking, as counted: closed of all."""
        row = browser.find(f'tbody a[href="/regions/{region}"]').find_element("xpath", "ancestor::tr")
        return row.find_element("css selector", ".bar span").text.split("(")[1].rstrip(")")

    def test_a_managers_day(self):
        hazard = self.majors[0]
        lineage = [entry["code"] for entry in self.fleet.get(f"/v1/regions?parent={hazard['region']['code']}")["lineage"]]
        parent, village = lineage[-2], lineage[-1]
        with Browser(self.fleet.base) as browser:
            browser.open(f"/regions/{parent}")
            before = self.settled(browser, village)

            # The overview says what is late; the list leads to the worst of it.
            browser.open("/")
            self.assertIn("2", browser.find('.figure[href="/hazards?overdue=true"] .value').text)
            browser.click(browser.find('.figure[href="/hazards?overdue=true"]'))
            browser.click(browser.find('select[name="level"] option[value="major"]') and self.choose(browser, "level", "major"))
            self.assertIn("overdue=true", browser.driver.current_url)
            self.assertIn("overdue", browser.text("tbody"))
            browser.click(browser.find(f'a[href="/hazards/{hazard["id"]}"]'))

            # Assigned to somebody else, with a mistake first.
            browser.act("assign", owner="", person=MANAGER)
            self.assertIn("Fill this in.", browser.text("#do-assign"))
            browser.act("assign", owner=OWNER, department="Fire", person=MANAGER, role="supervisor")
            self.assertIn("Done: Assigned", browser.text("#notice"))
            self.assertIn(OWNER, browser.text(".facts"))

            # The owner, on a telephone.
            browser.resize(PHONE)
            browser.open(f"/hazards/{hazard['id']}")
            width = browser.driver.execute_script("return document.documentElement.scrollWidth")
            self.assertLessEqual(width, PHONE[0])
            browser.act("start", person=OWNER, role="owner")
            browser.act("rectify", evidence="photos/after.jpg", person=OWNER)
            self.assertIn("Awaits acceptance", browser.text(".heading"))
            # The workers look again; without an observation they cannot tell, and a person has to.
            eventually("the re-inspection has ended", lambda: "re-inspection-undecided" in [
                event["event"] for event in self.fleet.get(f"/v1/hazards/{hazard['id']}")["timeline"]])
            browser.open(f"/hazards/{hazard['id']}")
            browser.act("accept", person=OWNER)
            self.assertIn("four eyes", browser.text("#do-accept"))

            # Another person accepts, and the ranking has moved.
            browser.resize(DESK)
            browser.act("accept", person=CHIEF, role="inspector")
            self.assertIn("Closed", browser.text(".heading"))
            self.assertIn("photos/after.jpg", browser.text(".timeline"))
            browser.open(f"/regions/{parent}")
            closed, found = (int(part.replace(",", "")) for part in before.split(" / "))
            self.assertEqual(self.settled(browser, village), f"{closed + 1:,} / {found:,}")
            self.assertEqual(browser.complaints(), [])

    def test_an_inspectors_walk(self):
        """A form on a telephone, a draft that outlives the page, a photo, a hazard, its end, and the ranking."""
        village = self.majors[0]["region"]["code"]
        lineage = self.fleet.get(f"/v1/regions?parent={village}")["lineage"]
        day = datetime.date.today() - datetime.timedelta(days=2)
        self.fleet.launch(self.fleet.write_walk("walk", village, day))
        site = self.fleet.get(f"/v1/sites?region={village}")["items"][0]
        form = f"/campaigns/walk/sites/{site['id']}/form"
        with Browser(self.fleet.base) as browser:
            browser.open(f"/regions/{lineage[-2]['code']}")
            closed, found = (int(part.replace(",", "")) for part in self.settled(browser, village).split(" / "))
            browser.resize(PHONE)
            browser.open(f"/sites/{site['id']}")
            browser.click(browser.find(f'a[href="{form}"]'))
            self.assertEqual(browser.faults(), [])
            width = browser.driver.execute_script("return document.documentElement.scrollWidth")
            self.assertLessEqual(width, PHONE[0])

            # What is typed outlives the page; without a network nothing is sent, and the page says so.
            browser.answer("W-1", "no")
            browser.answer("E-1", "much")
            browser.find('[name="note:W-1"]').send_keys("boxes")
            browser.wait("the draft is kept", lambda: "Draft kept" in browser.text(".draft"))
            browser.open(form)
            browser.wait("the draft is back", lambda: "Your draft is back" in browser.text(".draft"))
            self.assertTrue(browser.find('[name="value:W-1"][value="no"]').is_selected())
            self.assertEqual(browser.find('[name="note:W-1"]').get_attribute("value"), "boxes")
            browser.find('[name="person"]').send_keys(OWNER)
            browser.offline(True)
            browser.driver.execute_script("document.querySelector('.send button').click()")
            browser.wait("the page says it is offline", lambda: "There is no network" in browser.text(".draft"))
            browser.offline(False)

            # A mistake at its item; the photo that came along is kept.
            browser.find('[name="photo:E-1"]').send_keys(str(self.fleet.photo()))
            browser.click(browser.find(".send button"))
            self.assertIn("is no number", browser.text("main"))
            self.assertIn("1 attached", browser.text("main"))
            self.assertEqual(browser.faults(), [])
            browser.answer("E-1", "1.2")
            browser.click(browser.find(".send button"))
            address = browser.driver.current_url
            self.assertIn("/submissions/submission-", address)
            browser.wait("it is decided", lambda: browser.driver.get(address) or "Everything was decided." in browser.text())
            self.assertEqual(browser.faults(), [])
            browser.click(browser.link("Fail"))
            hazard = browser.driver.current_url.rsplit("/", 1)[1]
            browser.open(form)
            self.assertEqual(browser.all('[name="value:W-1"]'), [])
            self.assertNotIn("Your draft is back", browser.text(".draft"))

            # Rectified with a photo on the same telephone; another person accepts.
            self.fleet.post(f"/v1/hazards/{hazard}/assign", person=MANAGER, role="supervisor", owner=OWNER)
            browser.open(f"/hazards/{hazard}")
            browser.act("start", person=OWNER, role="owner")
            browser.act("rectify", photo=self.fleet.photo(), person=OWNER)
            self.assertIn("Awaits acceptance", browser.text(".heading"))
            eventually("the re-inspection has ended", lambda: "re-inspection-undecided" in [
                event["event"] for event in self.fleet.get(f"/v1/hazards/{hazard}")["timeline"]])
            browser.resize(DESK)
            browser.open(f"/hazards/{hazard}")
            self.assertIn("photo:sha256:", browser.text(".timeline"))
            browser.act("accept", person=CHIEF, role="inspector")
            self.assertIn("Closed", browser.text(".heading"))
            browser.open(f"/regions/{lineage[-2]['code']}")
            self.assertEqual(self.settled(browser, village), f"{closed + 1:,} / {found + 1:,}")
            self.assertEqual(browser.complaints(), [])

    def test_a_form_where_there_is_no_network(self):
        """It was opened once: it opens again, keeps answers, photo and key, and what was sent twice counts once."""
        village = self.majors[2]["region"]["code"]
        self.fleet.launch(self.fleet.write_walk("cellar", village, datetime.date.today() - datetime.timedelta(days=2)))
        site = self.fleet.get(f"/v1/sites?region={village}")["items"][0]
        form, photo = f"/campaigns/cellar/sites/{site['id']}/form", self.fleet.photo()
        with Browser(self.fleet.base) as browser:
            browser.resize(PHONE)
            browser.open(form)
            browser.wait("the form is kept", lambda: browser.promised(
                "caches.match(location.pathname).then((page) => page && navigator.serviceWorker.controller !== null)"))
            with self.fleet.silence():
                browser.open(form)
                browser.find('[name="person"]').send_keys(OWNER)
                browser.answer("E-1", "0.7")
                browser.find('[name="photo:E-1"]').send_keys(str(photo))
                key = browser.find('[name="key"]').get_attribute("value")
                browser.wait("the draft is kept", lambda: browser.promised(KEPT_PHOTOS) == 1)
                self.expect_draft(browser, form, key)
                # Nobody takes it: the form comes back, and nothing is lost.
                browser.click(browser.find(".send button"))
                self.expect_draft(browser, None, key)
            browser.click(browser.find(".send button"))
            address = browser.driver.current_url
            self.assertIn("/submissions/submission-", address)
            browser.wait("it is decided", lambda: browser.driver.get(address) or "Everything was decided." in browser.text())
            digest = hashlib.sha256(photo.read_bytes()).hexdigest()
            self.assertTrue(browser.all(f'a[href="/v1/evidence/{digest}"]'))
            browser.open(form)
            self.assertEqual(browser.all('[name="value:E-1"]'), [])
            self.assertEqual(browser.text(".draft"), "")
            self.assertEqual(browser.promised(KEPT_PHOTOS), 0)

    def expect_draft(self, browser, path, key):
        if path:
            browser.open(path)
        browser.wait("the draft is back", lambda: "Your draft is back" in browser.text(".draft"))
        self.assertEqual(browser.find('[name="value:E-1"]').get_attribute("value"), "0.7")
        self.assertEqual(browser.find('[name="key"]').get_attribute("value"), key)
        chosen = browser.driver.execute_script("return document.querySelector('[name=\"photo:E-1\"]').files.length")
        self.assertEqual(chosen, 1)

    def test_an_inspectors_form_without_scripts(self):
        village = self.majors[1]["region"]["code"]
        self.fleet.launch(self.fleet.write_walk("plain-walk", village, datetime.date.today()))
        site = self.fleet.get(f"/v1/sites?region={village}")["items"][0]
        with Browser(self.fleet.base, "zh", scripts=False) as browser:
            browser.resize(PHONE)
            browser.open(f"/campaigns/plain-walk/sites/{site['id']}/form")
            browser.answer("E-2", "foam")
            browser.find('[name="person"]').send_keys(OWNER)
            browser.click(browser.find(".send button"))
            address = browser.driver.current_url
            browser.wait("it is decided", lambda: browser.driver.get(address) or "全部已判定" in browser.text())

    def choose(self, browser, name, value):
        """Chooses a filter; the button that applies it."""
        browser.find(f'select[name="{name}"] option[value="{value}"]').click()
        return browser.find(".filters button")

    def test_a_page_gone_stale_says_so(self):
        hazard = self.majors[2]
        with Browser(self.fleet.base) as browser:
            browser.open(f"/hazards/{hazard['id']}")
            self.fleet.post(f"/v1/hazards/{hazard['id']}/assign", person=MANAGER, owner="Somebody")
            browser.act("assign", owner=OWNER, person=MANAGER)
            self.assertIn("somebody else was faster", browser.text("#notice"))
            self.assertEqual(browser.find("#assign-owner").get_attribute("value"), OWNER)
            browser.act("assign", person=MANAGER)
            self.assertIn("Done: Assigned", browser.text("#notice"))

    def test_several_hazards_without_scripts(self):
        with Browser(self.fleet.base, scripts=False) as browser:
            browser.open("/hazards?state=open&level=general&sort=age&limit=20")
            boxes = browser.all('input[name="hazard"]')
            for box in boxes[:3]:
                box.click()
            browser.click(browser.find(".bulk button"))
            self.assertIn("3 hazards", browser.text("h1"))
            browser.find("#assign-owner").send_keys("Chen Jie")
            browser.find("#assign-person").send_keys(MANAGER)
            browser.click(browser.find("form.action button"))
            self.assertIn("All hazards were changed.", browser.text())

    def test_pages_refresh_and_can_be_paused(self):
        with Browser(self.fleet.base) as browser:
            browser.open("/fleet")
            button = browser.wait("the button", lambda: browser.find("button.live"))
            stamp = browser.driver.execute_script("return document.querySelector('main').firstElementChild.dataset.old = 'yes'")
            self.assertEqual(stamp, "yes")
            browser.wait("a fresh page", lambda: browser.driver.execute_script(
                "return !document.querySelector('main').firstElementChild.dataset.old"))
            browser.find("button.live").click()
            self.assertEqual(browser.find("button.live").get_attribute("aria-pressed"), "true")
            self.assertIsNotNone(button)
            browser.prefer(prefers_reduced_motion="reduce")
            browser.open("/fleet")
            browser.wait("the button", lambda: browser.find("button.live").get_attribute("aria-pressed") == "true")

    def paths(self):
        site, region = self.majors[0]["site"]["id"], self.majors[0]["region"]["code"]
        chosen = f"/hazards/bulk?action=assign&hazard={self.majors[3]['id']}:1&hazard={self.majors[4]['id']}:1"
        return ["/", "/hazards?state=open", "/hazards?level=huge&sort=age", f"/hazards/{self.majors[1]['id']}", chosen,
                "/campaigns", "/campaigns/autumn", "/campaigns/autumn/certificates", "/regions",
                f"/regions/{region}?figures=all", "/sites?colour=red", f"/sites/{site}", "/watch", "/fleet", "/hazards/none"]

    def test_no_serious_fault_of_accessibility(self):
        for language, scheme, size in (("en", "light", DESK), ("zh", "dark", DESK), ("en", "light", PHONE)):
            with Browser(self.fleet.base, language) as browser:
                browser.resize(size)
                browser.prefer(prefers_color_scheme=scheme)
                for path in self.paths():
                    with self.subTest(path=path, language=language, scheme=scheme, width=size[0]):
                        browser.open(path)
                        for details in browser.all("details"):
                            browser.driver.execute_script("arguments[0].open = true", details)
                        self.assertEqual(browser.faults(), [])
                        self.assertEqual(browser.find("html").get_attribute("lang")[:2], language)
                        width = browser.driver.execute_script("return document.documentElement.scrollWidth")
                        self.assertLessEqual(width, size[0], "the page is wider than the window")
                self.assertEqual(browser.complaints(), [])

    def test_the_keyboard_reaches_everything(self):
        from selenium.webdriver.common.keys import Keys
        with Browser(self.fleet.base) as browser:
            browser.open("/hazards?state=open")
            body = browser.find("body")
            body.send_keys(Keys.TAB)
            active = browser.driver.switch_to.active_element
            self.assertEqual(active.get_attribute("class"), "skip")
            active.send_keys(Keys.ENTER)
            browser.wait("the focus is in the page", lambda: browser.driver.switch_to.active_element.tag_name == "main")


