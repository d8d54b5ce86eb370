/// The service worker: shows inspectors' forms where there is no network, as they were seen last. It keeps nothing else of what
/// the ledger says, and asks the network first whenever there is one.
enum FormWorker {
  static let text = #"""
    "use strict";
    const forms = "hazardfleet-forms", mostForms = 200;
    const isForm = (url) => /^\/campaigns\/[^/]+\/sites\/[^/]+\/form$/.test(url.pathname);

    addEventListener("install", () => skipWaiting());
    addEventListener("activate", (event) => event.waitUntil(clients.claim()));
    addEventListener("fetch", (event) => {
      const {request} = event, url = new URL(request.url);
      if (url.origin !== location.origin) return;
      if (request.mode === "navigate" && isForm(url)) event.respondWith(page(request, url));
      else if (request.method === "GET" && url.pathname.startsWith("/assets/")) event.respondWith(asset(request));
    });

    // A form that could not be sent comes back as it was opened; the page's own script fills its draft in.
    const page = async (request, url) => {
      const pages = await caches.open(forms);
      let answer;
      try {
        answer = await fetch(request);
      } catch {
        return await pages.match(url.pathname) ?? Response.error();
      }
      if (request.method !== "GET") return answer;
      if (answer.ok && answer.type === "basic") {
        await pages.put(url.pathname, answer.clone());
        const kept = (await pages.keys()).filter((key) => isForm(new URL(key.url)));
        for (const oldest of kept.slice(0, Math.max(0, kept.length - mostForms))) await pages.delete(oldest);
      } else if (answer.type === "opaqueredirect" || answer.status < 500) {
        // Who reads may not see it any more, or there is no such form.
        await pages.delete(url.pathname);
      }
      return answer;
    };

    // Their addresses hold a hash of their content.
    const asset = async (request) => {
      const pages = await caches.open(forms);
      const kept = await pages.match(request);
      if (kept) return kept;
      const answer = await fetch(request);
      if (answer.ok) await pages.put(request, answer.clone());
      return answer;
    };

    """#
}
