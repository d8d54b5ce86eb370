/// What pages can do beyond being read. Everything works without it.
enum Script {
  static let text = #"""
    "use strict";
    (() => {
      const main = document.querySelector("main");

      // What was just done is read out, and where a form was refused its first mistake gets the focus.
      const wrong = document.querySelector('[aria-invalid="true"]');
      const notice = document.getElementById("notice");
      if (wrong) wrong.focus();
      else if (notice) notice.focus({preventScroll: true});

      // One box that ticks all of a list.
      for (const place of document.querySelectorAll("[data-choose-all]")) {
        const label = document.createElement("label");
        const all = document.createElement("input");
        all.type = "checkbox";
        label.className = "check";
        label.append(all, " " + place.dataset.chooseAll);
        place.replaceWith(label);
        const boxes = () => all.form.querySelectorAll('input[name="hazard"]');
        all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
      }

      // A form is sent once; the ledger would know it by its key, but nobody should wonder.
      for (const form of document.querySelectorAll("form.action")) {
        form.addEventListener("submit", (event) => {
          if (form.dataset.sent) event.preventDefault();
          form.dataset.sent = "yes";
        });
      }
      addEventListener("pageshow", () => {
        for (const form of document.querySelectorAll("form.action")) delete form.dataset.sent;
      });

      // Only one of the forms is open at a time.
      const forms = document.querySelectorAll("details.do");
      for (const form of forms) {
        form.addEventListener("toggle", () => {
          if (form.open) forms.forEach((other) => { if (other !== form) other.open = false; });
        });
      }

      // Pages that show what changes fetch themselves again, unless nobody looks, or somebody reads on in them.
      if (main && "live" in main.dataset) {
        const calm = matchMedia("(prefers-reduced-motion: reduce)");
        let paused = calm.matches;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button live";
        const show = () => {
          button.textContent = paused ? main.dataset.resume : main.dataset.pause;
          button.setAttribute("aria-pressed", String(paused));
        };
        const place = () => main.querySelector(".heading").append(button);
        button.addEventListener("click", () => { paused = !paused; show(); });
        show();
        place();
        const isBusy = () => {
          const active = document.activeElement;
          return main.contains(active) && active !== button && active !== main
            || String(getSelection()) !== "" || main.querySelector("details[open]") !== null;
        };
        const refresh = async () => {
          const answer = await fetch(location.href, {headers: {accept: "text/html"}}).catch(() => null);
          if (!answer || !answer.ok || isBusy()) return;
          const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
          if (!fresh) return;
          const hadFocus = document.activeElement === button;
          main.replaceChildren(...fresh.childNodes);
          place();
          if (hadFocus) button.focus();
        };
        const pass = (time) => new Promise((done) => setTimeout(done, time));

        // The stream says that something happened, the page itself says what. A page that nobody sees lets go of it, since a
        // browser holds few connections to one place. Without a stream there is a look every five seconds, beside one now and
        // then, since not everything on a page has events.
        let changed = false, leave = null;
        setInterval(() => { changed = true; }, 15000);
        document.addEventListener("visibilitychange", () => { if (document.hidden) leave?.abort(); });
        const follow = async () => {
          leave = new AbortController();
          const headers = {accept: "text/event-stream"};
          const answer = await fetch(main.dataset.live, {headers, signal: leave.signal});
          if (!answer.ok) return;
          const reader = answer.body.getReader(), words = new TextDecoder();
          for (;;) {
            const {done, value} = await reader.read();
            if (done) return;
            if (words.decode(value, {stream: true}).includes("event:")) changed = true;
          }
        };
        (async () => {
          for (;;) {
            if (main.dataset.live && !document.hidden) await follow().catch(() => {});
            changed = true;
            await pass(5000);
          }
        })();
        (async () => {
          for (;;) {
            await pass(1000);
            if (!changed || paused || document.hidden || isBusy()) continue;
            changed = false;
            await refresh();
          }
        })();
      }
    })();

    """#
}
