// Inspecting without a network: what is filled in is kept on the device and sent when there is one.
import { ahead, right } from "./field_clock.js";
import { Held } from "./field_held.js";
import { moment } from "./field_photos.js";
import { sendAll } from "./field_queue.js";
import { keepHeld, running } from "./field_room.js";
import { Row } from "./field_row.js";
import { totalOf, written } from "./field_score.js";
import { keep, waiting } from "./field_store.js";

const CONTENT = ["score", "zeroed", "visited", "photos", "reason"];

function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

const isSame = (one, other) => CONTENT.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));

class Field {
  constructor(root) {
    this.root = root;
    this.here = root.dataset.here;
    this.form = root.querySelector("[data-form]");
    const changed = () => this.send();
    this.held = new Held(root.querySelector("[data-held]"), { mend: (...which) => this.mend(...which), changed });
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
    keepHeld();
    await this.tellRoom();
    await this.held.show();
    await this.send();
  }

  async tellRoom() {
    const left = await running();
    const shown = this.root.querySelector("[data-room]");
    shown.hidden = left === null;
    shown.textContent = left === null ? "" : `${this.root.dataset.saidRoom} ${left} MB`;
  }

  choose() {
    this.mending = null;
    this.village = this.plan.villages[Number(this.form.querySelector("[data-village]").value) || 0];
    this.sheet = this.plan.sheets.find((one) => one.id === this.village.sheet);
    const inspectors = this.form.querySelector("[data-inspector]");
    inspectors.replaceChildren(...this.village.inspectors.map((one) => option(one.code, one.name)));
    this.form.querySelector("[data-sheet]").textContent = this.sheet.title;
    const template = this.form.querySelector("template");
    const asked = this.sheet.items.filter((one) => this.village.asked.includes(one.code));
    this.rows = asked.map((item) => new Row(item, template, this.village, this.sheet.is_weighted));
    this.form.querySelector("[data-items]").replaceChildren(...this.rows.map((row) => row.root));
    this.count();
  }

  // Takes an inspection up again that was not taken, with all that was typed.
  async mend(inspection, entries) {
    const told = entries[0].event;
    const at = (this.plan?.villages || []).findIndex(
      (one) => one.campaign === told.campaign && one.code === told.village && one.round === told.round,
    );
    if (at < 0) return void this.say(this.root.dataset.saidOver);
    this.form.querySelector("[data-village]").value = String(at);
    this.choose();
    this.form.querySelector("[data-inspector]").value = told.by;
    const { photos } = await waiting();
    for (const row of this.rows) {
      const old = entries.find((one) => one.event.item === row.item.code);
      const named = old?.event.photos[0];
      const kept = named && photos.find((one) => one.sha256 === named[0]);
      if (old) row.fill(old.event, old.draft, kept ? { ...kept, told: named, place: named[2] } : null);
    }
    this.mending = { inspection, entries };
    this.count();
    this.form.scrollIntoView();
  }

  count() {
    for (const row of this.rows) row.show();
    this.total = totalOf(this.rows.map((row) => row.item), this.rows.map((row) => row.score));
    this.form.querySelector("[data-total]").textContent = this.total === null ? "—" : written(this.total);
  }

  refuse(words) {
    const shown = this.form.querySelector("[data-problem]");
    shown.textContent = words;
    shown.hidden = !words;
  }

  async submit() {
    const lacking = this.rows.find((row) => row.missing);
    if (lacking) {
      const { saidPhoto: photo, saidVisits: visits, saidScore: score } = this.root.dataset;
      this.refuse(`${{ photo, visits, score }[lacking.missing]}${lacking.item.title}`);
      return;
    }
    if (this.keeping) return;
    this.refuse("");
    this.say("");
    this.keeping = true; // nothing is said of the ones before until this one is safe
    try {
      const entries = [...this.entries()];
      const gone = (this.mending?.entries || []).map((one) => one.id).filter((id) => !entries.some((one) => one.id === id));
      await keep(entries, this.rows.filter((row) => row.photo).map((row) => row.photo), gone);
      this.choose();
    } catch {
      this.refuse(this.root.dataset.saidFull); // what was filled in stays in the form
      return;
    } finally {
      this.keeping = false;
    }
    await this.tellRoom();
    this.say(this.root.dataset.saidQueued);
    await this.send();
  }

  *entries() {
    const inspector = this.form.querySelector("[data-inspector]");
    const began = Date.now();
    const inspection = this.mending?.inspection || crypto.randomUUID();
    const label = `${this.village.name} · ${this.village.round} · ${inspector.selectedOptions[0]?.textContent || ""}`;
    const entry = (title, told, draft, later) => {
      const event = {
        id: crypto.randomUUID(),
        campaign: this.village.campaign,
        village: this.village.code,
        at: moment(right(began + later)),
        by: inspector.value,
        device: this.device(),
        round: this.village.round,
        ...told,
      };
      return { id: event.id, inspection, label, title, draft, event, clock: ahead() };
    };
    for (const row of this.rows) {
      const isOld = ({ event }) => event.item === row.item.code && event.by === inspector.value;
      const old = this.mending?.entries.find(isOld);
      const told = { ...row.told, sheet: this.sheet.id };
      if (old && !old.problem && isSame(old.event, told)) {
        yield old;
      } else {
        if (old?.kept && !old.problem) told.replaces = old.id; // it counts there: this one corrects it
        yield entry(row.item.title, told, row.draft, 0);
      }
    }
    const told = { act: "submitted", total: written(this.total) };
    yield entry(this.root.dataset.saidTotal, told, { typed: "", parts: "" }, 1);
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
        await this.sendWaiting();
      }
    } catch {
      await this.tell(this.root.dataset.saidQueued);
    } finally {
      this.sending = false;
      await this.held.show();
    }
  }

  async sendWaiting() {
    const { entries } = await waiting();
    const refused = await sendAll(this.here, this.device());
    if (!entries.length) return;
    if (refused === null) return void (await this.tell(this.root.dataset.saidLogin));
    const said = refused.length ? `${this.root.dataset.saidRefused}${refused[0]}` : this.root.dataset.saidSent;
    await this.tell(said);
  }

  async tell(words) {
    const { entries } = await waiting();
    if (this.keeping || (!entries.length && words === this.root.dataset.saidQueued)) return;
    const count = new Set(entries.map((one) => one.inspection)).size;
    this.say(count ? `${words} ${this.root.dataset.saidWaiting}：${count}` : words);
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
