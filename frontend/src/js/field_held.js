// What was not taken or does not count: shown, mended, or given up with a reason.
import { byInspection } from "./field_queue.js";
import { drop, restore, waiting } from "./field_store.js";

function shown(template, label, sentences) {
  const root = template.content.firstElementChild.cloneNode(true);
  root.querySelector("[data-held-label]").textContent = label;
  root.querySelector("[data-held-why]").textContent = sentences.join(" ");
  return root;
}

export class Held {
  constructor(root, { mend, changed }) {
    this.root = root;
    this.mend = mend;
    this.changed = changed;
  }

  async show() {
    const { entries, dropped } = await waiting();
    const bad = [...byInspection(entries)].filter(([, each]) => each.some((one) => one.problem));
    const held = bad.map(([inspection, each]) => this.held(inspection, each));
    this.root.querySelector("[data-held-list]").replaceChildren(...held);
    this.root.querySelector("[data-dropped-list]").replaceChildren(...dropped.map((one) => this.dropped(one)));
    this.root.querySelector("[data-dropped]").hidden = !dropped.length;
    this.root.hidden = !bad.length && !dropped.length;
  }

  held(inspection, entries) {
    const said = new Map(); // the titles of each sentence, which names the event itself nowhere else
    for (const one of entries.filter((each) => each.problem)) {
      const words = one.problem.replace(one.id, "").replace(/^[:：]\s*/, "");
      said.set(words, [...(said.get(words) || []), one.title]);
    }
    const made = shown(this.root.querySelector("[data-held-row]"), entries[0].label, [...said].map(([words, titles]) => `${titles.join("、")}：${words}`));
    made.querySelector("[data-mend]").addEventListener("click", () => this.mend(inspection, entries));
    const reason = made.querySelector("[data-drop-reason]");
    made.querySelector("[data-drop]").addEventListener("click", async () => {
      if (!reason.value.trim()) return void reason.focus();
      await drop(inspection, entries, reason.value.trim());
      await this.changed();
    });
    return made;
  }

  dropped(one) {
    const made = shown(this.root.querySelector("[data-dropped-row]"), one.entries[0].label, [one.reason]);
    made.querySelector("[data-restore]").addEventListener("click", async () => {
      await restore(one);
      await this.changed();
    });
    return made;
  }
}
