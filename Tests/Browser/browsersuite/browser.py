"""Chromium, driven by Selenium, with axe-core for accessibility."""
from importlib.resources import files
import os
import shutil
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from .fleet import Trouble

DESK = (1280, 900)
PHONE = (390, 844)
PATIENCE = 60


class Browser:
    """Use it with `with`."""

    def __init__(self, base, language="en", scripts=True):
        self.base = base
        self.language, self.scripts = language, scripts

    def __enter__(self):
        program, driver = shutil.which("chromium"), shutil.which("chromedriver")
        if not program or not driver:
            raise Trouble("there is no chromium or chromedriver: run make setup")
        options = webdriver.ChromeOptions()
        options.binary_location = program
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                         f"--lang={self.language}", f"--accept-lang={self.language}"):
            options.add_argument(argument)
        if not self.scripts:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        # Chromium leaves files behind.
        self.folder = tempfile.TemporaryDirectory(prefix="hazardfleet-chromium-", ignore_cleanup_errors=True)
        service = Service(driver, env={**os.environ, "SE_AVOID_STATS": "true", "TMPDIR": self.folder.name})
        self.driver = webdriver.Chrome(options, service)
        self.driver.set_page_load_timeout(PATIENCE)
        self.resize(DESK)
        return self

    def __exit__(self, *_):
        self.driver.quit()
        self.folder.cleanup()

    def resize(self, size):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600})

    def prefer(self, **features):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]})

    def open(self, path):
        self.driver.get(self.base + path)

    def wait(self, what, condition):
        return WebDriverWait(self.driver, PATIENCE).until(lambda _: condition(), what)

    def promised(self, expression):
        """What a promise of the page comes to."""
        return self.driver.execute_async_script(f"({expression}).then(arguments[arguments.length - 1])")

    def find(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def text(self, css="main"):
        return self.find(css).text

    def click(self, element):
        """Clicks what leads to another page, and waits until it is there."""
        before = self.find("html").id
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        self.wait("another page", lambda: self.driver.find_elements(By.TAG_NAME, "html")
                  and self.find("html").id != before
                  and self.driver.execute_script("return document.readyState") == "complete")

    def link(self, words):
        return self.driver.find_element(By.PARTIAL_LINK_TEXT, words)

    def act(self, action, **fields):
        """Fills a form of a hazard's page in and sends it."""
        details = self.find(f"#do-{action}")
        if not details.get_attribute("open"):
            summary = details.find_element(By.TAG_NAME, "summary")
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", summary)
            summary.click()
        for name, value in fields.items():
            field = details.find_element(By.NAME, name)
            if field.tag_name == "select":
                field.find_element(By.CSS_SELECTOR, f'option[value="{value}"]').click()
            else:
                if field.get_attribute("type") != "file":
                    field.clear()
                field.send_keys(str(value))
        self.click(details.find_element(By.CSS_SELECTOR, "button"))

    def answer(self, item, value):
        """Says what is seen of an item in an inspector's form."""
        for field in self.all(f'[name="value:{item}"]'):
            if field.get_attribute("type") not in ("radio", "checkbox"):
                field.clear()
                field.send_keys(value)
            elif field.get_attribute("value") == value:
                self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
                field.click()

    def offline(self, is_offline):
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
            "offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})

    def faults(self):
        """What axe-core finds on the page by WCAG 2.2 A and AA, and its best practices: serious and critical ones."""
        script = (files("axe_playwright_python") / "axe.min.js").read_text()
        # Not by a script element: the pages' own policy allows none but theirs.
        self.driver.execute_script(script)
        result = self.driver.execute_async_script("""
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
              .then(done, (error) => done({violations: [{id: String(error), impact: "critical", nodes: []}]}));
            """)
        return [f"{fault['id']} ({fault['impact']}): " + "; ".join(node["html"][:200] for node in fault["nodes"][:3])
                for fault in result["violations"] if fault["impact"] in ("serious", "critical")]

    def complaints(self):
        """What the browser says of the pages, such as a breach of their policy; that a form was refused is no fault."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] == "SEVERE" and "Failed to load resource" not in entry["message"]]
