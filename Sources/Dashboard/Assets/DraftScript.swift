/// Keeps what an inspector fills in on the device, photos too, until it was taken: networks end at cellar doors.
enum DraftScript {
  static let text = #"""
    (() => {
      const forms = "hazardfleet-forms", drafts = "hazardfleet-drafts";

      const open = () => new Promise((done, fail) => {
        const request = indexedDB.open(drafts, 1);
        request.onupgradeneeded = () => {
          request.result.createObjectStore("fields");
          request.result.createObjectStore("photos");
        };
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      // All of what is asked of the two stores, or nothing.
      const ask = async (mode, question) => {
        const base = await open();
        try {
          return await new Promise((done, fail) => {
            const turn = base.transaction(["fields", "photos"], mode);
            turn.oncomplete = () => done(answer?.result);
            turn.onerror = turn.onabort = () => fail(turn.error);
            const answer = question(turn.objectStore("fields"), turn.objectStore("photos"));
          });
        } finally {
          base.close();
        }
      };
      const photosOf = (place) => IDBKeyRange.bound([place], [place, []]);
      const forget = (place) => ask("readwrite", (fields, photos) => {
        fields.delete(place);
        photos.delete(photosOf(place));
      }).catch(() => {});

      const isBox = (field) => field.type === "radio" || field.type === "checkbox";
      const isSaid = (name, value) => value !== "" && /^(value|away|note):/.test(name);

      for (const form of document.querySelectorAll("form[data-draft]")) {
        const place = form.dataset.draft;
        const status = form.querySelector(".draft");
        const fields = () => [...form.elements].filter(
          (field) => field.name && field.type !== "file" && field.type !== "hidden");
        // One after the other: what was typed last is what stays.
        let last = Promise.resolve();
        const then = (work) => { last = last.then(work).catch(() => {}); };

        const keep = () => {
          const given = fields().filter((field) => isBox(field) ? field.checked : field.value !== "");
          // With the key a draft that is sent twice is still one submission.
          const draft = {key: form.elements.key.value, fields: given.map((field) => [field.name, field.value])};
          then(async () => {
            await ask("readwrite", (fields) => fields.put(draft, place));
            status.textContent = form.dataset.kept;
          });
        };
        const keepPhotos = (input) => {
          const chosen = [...input.files];
          then(async () => {
            try {
              const files = await Promise.all(chosen.map(async (file) => (
                {name: file.name, type: file.type, content: await file.arrayBuffer()})));
              await ask("readwrite", (_, photos) => photos.put({field: input.name, files}, [place, input.name]));
            } catch {
              status.textContent = form.dataset.bare;
            }
          });
        };
        const fill = (kept) => {
          for (const field of fields()) {
            const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
            if (isBox(field)) field.checked = values.includes(field.value);
            else if (values.length) field.value = values[0];
          }
        };
        const attach = ({field, files}) => {
          const input = form.querySelector(`input[type="file"][name="${CSS.escape(field)}"]`);
          if (!input || !files.length) return;
          const chosen = new DataTransfer();
          for (const {name, type, content} of files) chosen.items.add(new File([content], name, {type}));
          input.files = chosen.files;
        };
        const bringBack = async () => {
          const draft = await ask("readonly", (fields) => fields.get(place));
          if (!draft) return;
          const photos = await ask("readonly", (_, photos) => photos.getAll(photosOf(place)));
          const names = new Set([...form.elements].map((field) => field.name));
          const isLeft = draft.fields.some(([name, value]) => isSaid(name, value) && names.has(name))
            || photos.some(({field, files}) => files.length && names.has(field));
          // All of it was taken, only that nobody was told.
          if (!isLeft) return forget(place);
          form.elements.key.value = draft.key;
          fill(draft.fields);
          photos.forEach(attach);
          status.textContent = navigator.onLine ? form.dataset.back : form.dataset.offline;
        };

        // A form that was refused comes back with what was sent, and with another key.
        if (form.dataset.fresh === "yes") then(bringBack);
        else keep();
        form.addEventListener("input", (event) => { if (event.target.type !== "file") keep(); });
        form.addEventListener("change", (event) => {
          if (event.target.type !== "file") return;
          keepPhotos(event.target);
          keep();
        });
        form.addEventListener("submit", (event) => {
          if (navigator.onLine) return;
          event.preventDefault();
          delete form.dataset.sent;
          keep();
          then(() => {
            status.textContent = form.dataset.offline;
            status.scrollIntoView({block: "center"});
          });
        });

        // So that the form opens without a network, too. Only over TLS, and on the device itself, browsers allow it.
        const keepPage = async () => {
          await navigator.serviceWorker.register(form.dataset.worker, {scope: "/campaigns/"});
          const pages = await caches.open(forms);
          const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
          for (const address of [location.pathname, ...[...parts].map((part) => part.href || part.src)]) {
            if (!await pages.match(address)) await pages.add(address);
          }
        };
        if ("serviceWorker" in navigator) keepPage().catch(() => {});
      }

      const sent = document.querySelector("[data-sent]");
      if (sent) forget(sent.dataset.sent);

      // Who signs out leaves nothing behind; who has to sign in may be somebody else.
      const forgetPages = () => { if ("caches" in self) caches.delete(forms); };
      if (document.querySelector('form[action="/login"]')) forgetPages();
      document.querySelector('form[action="/logout"]')?.addEventListener("submit", () => {
        forgetPages();
        indexedDB.deleteDatabase(drafts);
      });
    })();

    """#
}
