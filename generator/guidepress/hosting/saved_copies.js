// Hands hosted pages to the service worker, which keeps copies for when the network goes.
(() => {
  const AFTER = 3000; // milliseconds
  if (!("serviceWorker" in navigator) || location.protocol === "file:") return;
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const root = new URL(base.endsWith("/") ? base : `${base}/`, location);
  const { serviceWorker } = navigator;
  // It fetches all pages of a guideline: not while the one that is read still needs the network.
  addEventListener("load", () => setTimeout(async () => {
    try {
      await serviceWorker.register(new URL("service-worker.js", root), { scope: root });
      (await serviceWorker.ready).active.postMessage("read");
    } catch { /* There is none where a browser or a host allows none, and nothing to tell of it. */ }
  }, AFTER));
})();
