/// The dashboard's one script: it swaps texts and bars, and nothing else.
enum ScriptText {
    static let live = """
        "use strict";
        (() => {
          const main = document.getElementById("main");
          const note = document.getElementById("liveness");
          const stale = document.getElementById("stale");
          const address = main && main.dataset.live;
          if (!address || !window.EventSource) return;
          const texts = new Map(), bars = new Map();
          const gather = (map, name) => {
            for (const found of main.querySelectorAll("[data-" + name + "]")) {
              const key = found.dataset[name];
              map.set(key, (map.get(key) || []).concat(found));
            }
          };
          gather(texts, "t");
          gather(bars, "b");
          const source = new EventSource(address);
          source.onopen = () => { note.textContent = note.dataset.on; note.classList.add("on"); };
          source.onerror = () => { note.textContent = note.dataset.off; note.classList.remove("on"); };
          source.onmessage = (event) => {
            const news = JSON.parse(event.data);
            for (const key of Object.keys(news.t)) {
              for (const found of texts.get(key) || []) {
                if (found.textContent !== news.t[key]) found.textContent = news.t[key];
                found.classList.toggle("d-gone", news.t[key] === "");
              }
            }
            for (const key of Object.keys(news.b)) {
              for (const found of bars.get(key) || []) {
                found.max = news.b[key][1];
                found.value = news.b[key][0];
              }
            }
            const version = main.dataset.version;
            if (version && version !== news.v) stale.hidden = false;
          };
          window.addEventListener("pagehide", () => source.close());
        })();

        """
}
