// What pages can do beyond their HTML. Everything works without this file but live parts and passkeys.

const language = document.documentElement.lang;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// Relative times. --------------------------------------------------------------------------------------------------
const units = [["year", 31556952], ["month", 2629746], ["day", 86400], ["hour", 3600], ["minute", 60]];
const words = new Intl.RelativeTimeFormat(language, { numeric: "always" });

function relative(instant, now = Date.now()) {
    const seconds = Math.round((instant - now) / 1000);
    // Two of a larger unit before it is used, as on the server: 45 days says more than one month.
    for (const [unit, length] of units) {
        const least = unit === "month" || unit === "year" ? 2 : 1;
        if (Math.abs(seconds) >= least * length) return words.format(Math.trunc(seconds / length), unit);
    }
    return null;
}

function refreshTimes(within = document) {
    for (const time of all("time[data-relative]", within)) {
        const text = relative(Date.parse(time.dateTime));
        if (text) time.textContent = text;
    }
}
setInterval(refreshTimes, 60_000);

// A question before a form is sent. --------------------------------------------------------------------------------
// The server asks on a page of its own unless `confirmed` says that it was asked here.
document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = form.dataset.confirm;
    if (!question || form.elements.confirmed) return;
    if (!window.confirm(question)) {
        event.preventDefault();
        return;
    }
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "confirmed";
    field.value = "yes";
    form.append(field);
});

// Errors of a form take the focus, so that they are read out. -------------------------------------------------------
document.querySelector("[data-focus]")?.focus();

// A box that narrows a long table on the page to the rows that hold its words. --------------------------------------
for (const box of all("input[data-narrows]")) {
    box.closest("[data-scripted]")?.removeAttribute("hidden");
    box.addEventListener("input", () => {
        const wanted = box.value.trim().toLocaleLowerCase(language);
        // Looked up each time: a live part brings new rows.
        for (const row of all("tbody tr", document.getElementById(box.dataset.narrows))) row.hidden = !row.textContent.toLocaleLowerCase(language).includes(wanted);
    });
}

// Live parts over Server-Sent Events. -------------------------------------------------------------------------------
// An event names a part and says that it changed; the part is then read anew from the page's own address, so that the
// stream carries nothing that the page would not show. The browser resumes with Last-Event-ID by itself; the watch is
// for a connection that is open and silent: the server sends a heartbeat every 15 s, as an event named `beat`.
const live = document.body.dataset.live;
const silenceMost = 45_000;

function show(state) {
    for (const part of all(".live")) {
        for (const name of ["still", "on", "off"]) {
            const line = part.querySelector(`.live-${name}`);
            if (line) line.hidden = name !== state;
        }
    }
}

async function renew(names) {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const name of names) {
        const selector = `.live[data-part="${CSS.escape(name)}"] > .live-content`;
        const old = document.querySelector(selector);
        const next = fresh.querySelector(selector);
        // A part that is being worked in is left alone until the next event.
        if (old && next && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(next));
    }
    refreshTimes();
    for (const box of all("input[data-narrows]")) if (box.value) box.dispatchEvent(new Event("input"));
}

function listen(url) {
    let source;
    let watch;
    let waiting = new Set();
    let renewal;
    let last = "";

    const heard = (event) => {
        if (event?.lastEventId) last = event.lastEventId;
        clearTimeout(watch);
        watch = setTimeout(() => {
            source.close();
            show("off");
            open();
        }, silenceMost);
    };
    const open = () => {
        // A new source forgets the last id, which the server then takes from the query.
        const address = new URL(url, location.href);
        if (last) address.searchParams.set("after", last);
        source = new EventSource(address);
        source.onopen = () => { heard(); show("on"); };
        source.onerror = () => {
            show("off");
            // A browser gives up for good on an answer that is no stream: then the watch opens anew.
            if (source.readyState === EventSource.CLOSED) heard();
        };
        source.addEventListener("beat", heard);
        source.addEventListener("changed", (event) => {
            heard(event);
            waiting.add(event.data);
            clearTimeout(renewal);
            renewal = setTimeout(() => {
                const names = waiting;
                waiting = new Set();
                renew(names).catch(() => show("off"));
            }, 300);
        });
        heard();
    };
    open();
    addEventListener("pagehide", () => { clearTimeout(watch); source.close(); });
}
if (live && all(".live").length > 0) listen(live);

// Passkeys (WebAuthn level 3). --------------------------------------------------------------------------------------
async function post(url, body, token) {
    const answer = await fetch(url, {
        method: "POST", body: JSON.stringify(body),
        headers: { "content-type": "application/json", accept: "application/json", "x-csrf-token": token },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
}

async function ceremony(box) {
    const { passkey, options, finish, csrf } = box.dataset;
    const given = await post(options, {}, csrf);
    // Whoever is to prove first who they are is sent where that is done.
    if (given.location === "/settings/prove") return location.assign(given.location);
    const credential = passkey === "get"
        ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given) })
        : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(given) });
    const done = await post(finish, { credential: credential.toJSON(), return: box.dataset.return }, csrf);
    // The server says where to go; only an address of its own is followed.
    const next = new URL(done.location ?? box.dataset.return ?? "/", location.origin);
    location.assign(next.origin === location.origin ? next : "/");
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    for (const box of all("[data-passkey]")) {
        const button = box.querySelector("button");
        const failed = box.querySelector(".error");
        button.hidden = false;
        for (const line of all("[data-scriptless]", box)) line.hidden = true;
        button.addEventListener("click", async () => {
            failed.hidden = true;
            button.disabled = true;
            try {
                await ceremony(box);
            } catch {
                failed.hidden = false;
            } finally {
                button.disabled = false;
            }
        });
    }
}
