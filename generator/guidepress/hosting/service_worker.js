// Keeps copies of a hosted guideline for when the network goes. The network comes first, always;
// a page that comes from a copy says so, with its version and the day on which it was saved.
// SITE stands above: { shell: [paths], guidelines: [ids] }.

const CACHE = "guidepress";
const SAVED_ON = "x-guidepress-saved-on";
const PATIENCE = 4000; // milliseconds until a copy stands in for a network that does not answer
const AT_ONCE = 4;

const scope = new URL(self.registration.scope);
// A path is a file's name: no part of it may be read as a scheme, another host, a query or an anchor.
const within = (path) => new URL(`./${path.replace(/[%?#\\]/g, encodeURIComponent)}`, scope).href;

// One name for each page, however the host spells it: with index.html and .html, without a query.
const keyOf = (url) => {
  const key = new URL(url);
  key.search = key.hash = "";
  if (key.pathname.endsWith("/")) key.pathname += "index.html";
  else if (!/\.[a-z0-9]+$/.test(key.pathname)) key.pathname += ".html";
  return key.href;
};

const keep = async (url, response) => {
  const headers = new Headers(response.headers);
  headers.set(SAVED_ON, new Date().toISOString());
  const body = await response.blob();
  await (await caches.open(CACHE)).put(keyOf(url), new Response(body, { headers }));
};

const fetched = async (path) => {
  const response = await fetch(within(path), { cache: "no-cache", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
};

const keepAll = async (paths) => {
  const waiting = [...paths];
  const work = async () => {
    for (let path = waiting.pop(); path; path = waiting.pop()) await keep(within(path), await fetched(path));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};

// The whole guideline of a page that was read is kept, and what changed in it is fetched again.
const keepGuideline = async (url) => {
  const id = keyOf(url).slice(scope.href.length).split("/")[0];
  if (!SITE.guidelines.includes(id)) return;
  const list = `${id}/files.json`;
  const cache = await caches.open(CACHE);
  const before = await cache.match(within(list));
  const old = before ? await before.json() : {};
  const response = await fetched(list);
  const now = await response.clone().json();
  const changed = Object.keys(now).filter((path) => now[path] !== old[path]);
  await keepAll(changed);
  await Promise.all(Object.keys(old).filter((path) => !(path in now)).map((path) => cache.delete(within(path))));
  await keep(within(list), response);
};

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const withNotice = async (kept) => {
  const html = await kept.text();
  // Taken from an attribute, where it stands escaped already.
  const told = /<meta name="guideline" content="([^"]*)">/.exec(html);
  const saved = new Date(kept.headers.get(SAVED_ON));
  const day = saved.toLocaleString(undefined, { dateStyle: "long", timeStyle: "short" });
  const notice = `<aside class="gp-copy" role="status"><strong>Saved copy.</strong> ${told ? `${told[1]}. ` : ""}`
    + `Saved on ${escaped(day)}. The network did not answer: a newer version may exist.</aside>`;
  const headers = new Headers(kept.headers);
  headers.delete("content-length");
  return new Response(html.replace(/<body[^>]*>/, (body) => body + notice), { headers });
};

const NOTHING_SAVED = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>No network, and no saved copy</title>
<h1>No network, and no saved copy</h1><p>The network did not answer, and this page was not saved on this device.</p>`;

const answer = async (event) => {
  const { request } = event;
  const kept = await (await caches.open(CACHE)).match(keyOf(request.url));
  const asked = fetch(request, { cache: "no-cache" });
  const live = asked.then((response) => {
    if (response.status >= 500) throw new Error(`${response.status}`);
    if (response.status === 200 && response.type === "basic") event.waitUntil(keep(request.url, response.clone()));
    return response;
  });
  const page = request.mode === "navigate";
  try {
    const patience = new Promise((_, fail) => { if (kept) setTimeout(fail, PATIENCE); });
    const response = await Promise.race([live, patience]);
    return response;
  } catch {
    live.catch(() => {});
    if (kept) return page ? withNotice(kept) : kept;
    // What the server said stands where nothing was kept: its own words on its own trouble.
    return asked.catch(() => (page
      ? new Response(NOTHING_SAVED, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } })
      : Response.error()));
  }
};

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll(SITE.shell).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A page says so once it is read and needs the network no more.
self.addEventListener("message", (event) => event.waitUntil(keepGuideline(event.source.url).catch(() => {})));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(scope.href) || request.headers.has("range")) return;
  event.respondWith(answer(event));
});
