// Inspecting without a network: what is filled in is kept on the device and sent when there is one.
import { forget, keep, waiting } from "./field_store.js";
import { metersApart, moment, photoOf } from "./field_photos.js";

const SCALE = 10000; // scores are counted in whole ten-thousandths, so sums are exact
const units = (text) => Math.round(Number(text) * SCALE);
const written = (number) => String(Number((number / SCALE).toFixed(4)));

function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

class Row {
  constructor(item, template, village) {
    this.item = item;
    this.village = village;
    this.photo = null;
    this.root = template.content.firstElementChild.cloneNode(true);
    this.find("[data-title]").textContent = item.title;
    for (const zero of item.zero_rules) {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = zero.code;
      label.append(box, ` ${zero.name}`);
      this.find("[data-zeros]").append(label);
    }
    if (item.at_least) {
      this.find("[data-visits]").hidden = false;
      this.find("[data-visits-label]").textContent = `${item.in_each} ${item.of} ≥ ${item.at_least}`;
    }
    this.find("[data-photo]").addEventListener("change", () => this.take());
  }

  find(name) {
    return this.root.querySelector(name);
  }

  get zeroed() {
    return [...this.root.querySelectorAll("[data-zeros] input:checked")].map((box) => box.value);
  }

  get score() {
    if (this.zeroed.length) return 0;
    const count = Math.max(0, Math.floor(Number(this.find("[data-count]").value) || 0));
    return Math.max(0, units(this.item.most) - units(this.item.step) * count);
  }

  // Reads lines such as “一组 5”.
  get visited() {
    const lines = this.find("[data-parts]").value.split("\n");
    const found = lines.map((line) => line.trim().match(/^(.+?)[\s:：,，]+(\d{1,5})$/));
    return found.filter(Boolean).map((parts) => [parts[1], Number(parts[2])]);
  }

  async take() {
    const file = this.find("[data-photo]").files[0];
    this.photo = file ? await photoOf(file) : null;
    const away = this.photo && metersApart(this.photo.place, this.village);
    const said = this.root.closest("[data-field]").dataset.saidAway;
    this.find("[data-away]").textContent = away === null ? "" : `${said} ${away}`;
    this.root.dispatchEvent(new Event("input", { bubbles: true }));
  }

  show() {
    const isLess = this.score < units(this.item.most);
    this.find("[data-why]").hidden = !isLess;
    this.find("[data-left]").textContent = `${written(this.score)} / ${this.item.most}`;
  }

  // Says what is missing: “photo” or “visits”; empty where nothing is.
  get missing() {
    const isShort = this.visited.some((part) => part[1] < this.item.at_least);
    if (this.item.at_least && (!this.visited.length || isShort)) return "visits";
    const isLess = this.score < units(this.item.most);
    return isLess && (!this.photo || !this.find("[data-reason]").value.trim()) ? "photo" : "";
  }
}

class Field {
  constructor(root) {
    this.root = root;
    this.here = root.dataset.here;
    this.form = root.querySelector("[data-form]");
    root.querySelector("[data-send]").addEventListener("click", () => this.send());
    addEventListener("online", () => this.send());
  }

  async start() {
    if (this.form) {
      this.plan = await (await fetch(`${this.here}.json`)).json();
      const villages = this.form.querySelector("[data-village]");
      this.plan.villages.forEach((one, at) => villages.append(option(at, `${one.name} · ${one.round}`)));
      villages.addEventListener("change", () => this.choose());
      this.form.addEventListener("input", () => this.count());
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.submit();
      });
      this.form.hidden = false;
      this.choose();
    }
    await this.send();
  }

  choose() {
    this.village = this.plan.villages[Number(this.form.querySelector("[data-village]").value) || 0];
    this.sheet = this.plan.sheets.find((one) => one.id === this.village.sheet);
    const inspectors = this.form.querySelector("[data-inspector]");
    inspectors.replaceChildren(...this.village.inspectors.map((one) => option(one.code, one.name)));
    this.form.querySelector("[data-sheet]").textContent = this.sheet.title;
    const template = this.form.querySelector("template");
    const asked = this.sheet.items.filter((one) => this.village.asked.includes(one.code));
    this.rows = asked.map((item) => new Row(item, template, this.village));
    this.form.querySelector("[data-items]").replaceChildren(...this.rows.map((row) => row.root));
    this.count();
  }

  count() {
    for (const row of this.rows) row.show();
    this.total = this.rows.reduce((sum, row) => sum + row.score, 0);
    this.form.querySelector("[data-total]").textContent = written(this.total);
  }

  refuse(words) {
    const shown = this.form.querySelector("[data-problem]");
    shown.textContent = words;
    shown.hidden = !words;
  }

  async submit() {
    const lacking = this.rows.find((row) => row.missing);
    if (lacking) {
      const said = lacking.missing === "photo" ? this.root.dataset.saidPhoto : this.root.dataset.saidVisits;
      this.refuse(`${said}${lacking.item.title}`);
      return;
    }
    if (this.keeping) return;
    this.refuse("");
    this.say("");
    this.keeping = true; // nothing is said of the ones before until this one is safe
    try {
      await keep([...this.events()], this.rows.filter((row) => row.photo).map((row) => row.photo));
      this.choose();
    } finally {
      this.keeping = false;
    }
    this.say(this.root.dataset.saidQueued);
    await this.send();
  }

  *events() {
    const common = () => ({
      id: crypto.randomUUID(),
      campaign: this.village.campaign,
      village: this.village.code,
      at: moment(new Date()),
      by: this.form.querySelector("[data-inspector]").value,
      device: this.device(),
      round: this.village.round,
    });
    for (const row of this.rows) {
      const isLess = row.score < units(row.item.most);
      yield {
        ...common(),
        act: "scored",
        sheet: this.sheet.id,
        item: row.item.code,
        score: written(row.score),
        zeroed: row.zeroed,
        visited: row.item.at_least ? row.visited : [],
        photos: isLess && row.photo ? [row.photo.told] : [],
        reason: isLess ? row.find("[data-reason]").value.trim() : "",
      };
    }
    yield { ...common(), at: moment(new Date(Date.now() + 1)), act: "submitted", total: written(this.total) };
  }

  device() {
    let name = localStorage.getItem("bayline-device");
    if (!name) {
      name = `phone-${crypto.randomUUID().slice(0, 8)}`;
      localStorage.setItem("bayline-device", name);
    }
    return name;
  }

  say(words) {
    this.root.querySelector("[data-status]").textContent = words;
  }

  // One sending at a time; what is asked for meanwhile follows, whatever is in doubt stays here.
  async send() {
    this.isAsked = true;
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.isAsked) {
        this.isAsked = false;
        await this.sendAll();
      }
    } catch {
      await this.tell(this.root.dataset.saidQueued);
    } finally {
      this.sending = false;
    }
  }

  async tell(words) {
    const { events } = await waiting();
    if (this.keeping) return;
    const count = events.filter((one) => one.act === "submitted").length;
    this.say(count ? `${words} ${this.root.dataset.saidWaiting}：${count}` : words);
  }

  async token() {
    const page = await fetch(this.here, { cache: "no-store" });
    if (page.redirected || !page.ok) return "";
    const found = (await page.text()).match(/name="csrfmiddlewaretoken" value="([^"]+)"/);
    return found ? found[1] : "";
  }

  async sendAll() {
    const { events, photos } = await waiting();
    if (!events.length) return;
    const token = await this.token();
    if (!token) return void (await this.tell(this.root.dataset.saidLogin));
    const headers = { "X-CSRFToken": token };
    for (const photo of photos) {
      const where = `${this.here}/photos/${photo.sha256}`;
      const sent = await fetch(where, { method: "POST", headers, body: photo.data });
      if (!sent.ok) throw new Error(String(sent.status));
    }
    const body = JSON.stringify(events);
    const sent = await fetch(`${this.here}/events/${this.device()}`, { method: "POST", headers, body });
    if (!sent.ok) throw new Error(String(sent.status));
    const told = (await sent.json()).events;
    const kept = told.filter((one) => one.is_kept).map((one) => one.event);
    const isWhole = kept.length === events.length;
    await forget(kept, isWhole ? photos.map((one) => one.sha256) : []);
    const bad = told.find((one) => one.problem);
    await this.tell(bad ? `${this.root.dataset.saidRefused}${bad.problem}` : this.root.dataset.saidSent);
  }
}

export async function startField(root) {
  if (!root) return;
  const form = new Field(root);
  if ("serviceWorker" in navigator) {
    const scope = root.dataset.here;
    navigator.serviceWorker.register(`${scope}/worker.js`, { scope }).catch(() => {});
  }
  await form.start();
}
