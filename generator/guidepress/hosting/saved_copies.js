// Hands hosted pages to the service worker, which keeps copies for when the network goes.
(() => {
  const AFTER = 3000; // milliseconds
  if (!("serviceWorker" in navigator) || location.protocol === "file:") return;
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const root = new URL(base.endsWith("/") ? base : `${base}/`, location);
  // It fetches all pages of a guideline: not while the one that is read still needs the network.
  addEventListener("load", () => setTimeout(() => {
    // Where pages are served for preview there is no worker, and nothing to tell of it.
    navigator.serviceWorker.register(new URL("service-worker.js", root), { scope: root }).catch(() => {});
  }, AFTER));
})();
