"""The pictures of the documentation, of a made-up district's year."""
import datetime
import io
from pathlib import Path

from PIL import Image

from .browser import DESK, PHONE, Browser
from .fleet import DISTRICT, PROGRAMS, Fleet, Trouble, eventually

# Pages have few colours: with a palette their pictures are a third as large.
COLOURS = 128
LARGEST = 150_000
OWNERS = ("Wang Wei", "Chen Jie", "Zhao Min")


def make(folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with Fleet(["--map", DISTRICT / "borders.geojson"]) as fleet:
        hazard = scene(fleet)
        with Browser(fleet.base) as browser:
            for name, path, height in (
                    ("overview", "/", 1040), ("campaign", "/campaigns/winter", 1000), ("campaigns", "/campaigns", 620),
                    ("hazards", "/hazards?overdue=true", 1000), ("hazard", hazard, 1150),
                    ("bulk", bulk(fleet), 620), ("regions", "/regions/441203", 1150), ("sites", "/sites?colour=red", 800),
                    ("site", site(fleet), 900), ("watch", "/watch", 800), ("fleet", "/fleet", 560)):
                take(browser, path, folder / f"{name}.png", DESK[0], height)
            take(browser, hazard, folder / "phone.png", PHONE[0], 1100)
            take(browser, form(fleet), folder / "form.png", PHONE[0], 1100)
            browser.prefer(prefers_color_scheme="dark")
            take(browser, "/", folder / "overview-dark.png", DESK[0], 1040)
        with Browser(fleet.base, "zh") as browser:
            take(browser, hazard, folder / "hazard-zh.png", DESK[0], 1000)
            take(browser, "/v1/bulletin?region=441203&lang=zh", folder / "bulletin-zh.png", DESK[0], 900)


def take(browser, path, file, width, height):
    browser.resize((width, height))
    browser.open(path)
    image = Image.open(io.BytesIO(browser.driver.get_screenshot_as_png())).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    if file.stat().st_size > LARGEST:
        raise Trouble(f"{file} has {file.stat().st_size} bytes, more than {LARGEST}")


# ---- the scene

def scene(fleet):
    """Three campaigns of a year and one that runs, deadlines that are over, a policy, people at work.

    Returns the path of the hazard that is shown."""
    today = datetime.date.today()
    for name, title, seed, days in (("spring", "Spring inspection", 1, 230), ("summer", "Summer inspection", 2, 120),
                                    ("autumn", "Autumn inspection", 7, 14)):
        fleet.launch(fleet.write_campaign(name, title, seed, today - datetime.timedelta(days=days)))
    majors = fleet.get("/v1/hazards?state=open&level=major&limit=26")["items"]
    for index, hazard in enumerate(majors):
        fleet.make_overdue(hazard, OWNERS[index % 3], days=6 + index % 6)
    # Those that have a deadline keep it, and climb by the policy's steps.
    fleet.run("hazard-producer", "policy", "publish", DISTRICT / "policy.yaml", "--person", "Li Na", *fleet.connection)
    eventually("what is overdue has climbed", lambda: any(
        hazard["rectification"]["escalations"] for hazard in fleet.get("/v1/hazards?overdue=true&limit=5")["items"]))
    work(fleet)
    begin_winter(fleet, today)
    shown = fleet.get("/v1/hazards?stage=rectifying&limit=1")["items"][0]
    return f"/hazards/{shown['id']}"


def work(fleet):
    """What people did: some hazards further on, some under supervision."""
    majors = [hazard["id"] for hazard in fleet.get("/v1/hazards?state=open&level=major&limit=60")["items"]]
    for index, hazard in enumerate(majors[:30]):
        path = f"/v1/hazards/{hazard}"
        if index % 6 == 0:
            fleet.post(path + "/supervise", person="Mayor Chen", role="supervisor", reason="People live above it")
        if index % 2 == 1 and "start" in fleet.get(path)["rectification"]["allowed"]:
            fleet.post(path + "/start", person=OWNERS[index % 3], role="owner", reason="The contractor comes tomorrow")
            if index % 10 == 9:
                fleet.post(path + "/rectify", person=OWNERS[index % 3], role="owner", evidence=["photos/after-3.jpg"])


def begin_winter(fleet, today):
    folder = fleet.write_campaign("winter", "Winter inspection", 11, today - datetime.timedelta(days=1))
    fleet.start("launch", PROGRAMS / "hazard-producer", "launch", folder / "campaign.yaml", "--data", folder,
                "--rate", "12", *fleet.connection)

    def is_under_way():
        try:
            return fleet.get("/v1/campaigns/winter")["progress"] > 0.3
        except OSError:
            return False
    eventually("the winter's campaign is under way", is_under_way, within=240)


def bulk(fleet):
    chosen = fleet.get("/v1/hazards?stage=assigned&limit=4")["items"]
    hazards = "&".join(f"hazard={hazard['id']}:{hazard['rectification']['version']}" for hazard in chosen)
    return f"/hazards/bulk?action=extend&{hazards}"


def site(fleet):
    return "/sites/" + fleet.get("/v1/sites?colour=red&limit=1")["items"][0]["id"]


def form(fleet):
    """What an inspector sees at a site that nobody has looked at."""
    region = fleet.get("/v1/hazards?limit=1")["items"][0]["region"]["code"]
    fleet.launch(fleet.write_walk("walk", region, datetime.date.today()))
    return f"/campaigns/walk/sites/{fleet.get(f'/v1/sites?region={region}&limit=1')['items'][0]['id']}/form"
