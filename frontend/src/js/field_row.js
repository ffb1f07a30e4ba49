// One item of a score sheet in the form of inspections.
import { exact, scoreOf, written } from "./field_score.js";
import { metersApart, photoOf } from "./field_photos.js";

export class Row {
  constructor(item, template, village, isWeighted) {
    this.item = item;
    this.village = village;
    this.isWeighted = isWeighted;
    this.photo = null;
    this.root = template.content.firstElementChild.cloneNode(true);
    this.find("[data-title]").textContent = item.title;
    this.find(isWeighted ? "[data-given]" : "[data-count]").closest("label").hidden = false;
    for (const zero of item.zero_rules) this.find("[data-zeros]").append(this.zero(zero));
    if (item.at_least) {
      this.find("[data-visits]").hidden = false;
      this.find("[data-visits-label]").textContent = `${item.in_each} ${item.of} ≥ ${item.at_least}`;
    }
    this.find("[data-photo]").addEventListener("change", () => this.take());
  }

  zero(rule) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = rule.code;
    label.append(box, ` ${rule.name}`);
    return label;
  }

  find(name) {
    return this.root.querySelector(name);
  }

  get typed() {
    return this.find(this.isWeighted ? "[data-given]" : "[data-count]").value;
  }

  get zeroed() {
    return [...this.root.querySelectorAll("[data-zeros] input:checked")].map((box) => box.value);
  }

  get score() {
    const { isWeighted } = this;
    return scoreOf(this.item, this.typed, { isWeighted, isZeroed: this.zeroed.length > 0 });
  }

  get isLess() {
    return this.score !== null && this.score < exact(this.item.most);
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
    this.showPlace();
    this.root.dispatchEvent(new Event("input", { bubbles: true }));
  }

  showPlace() {
    const { dataset } = this.root.closest("[data-field]");
    const away = this.photo && metersApart(this.photo.place, this.village);
    const said = away === null ? dataset.saidPhotoHere : `${dataset.saidAway} ${away}`;
    this.find("[data-away]").textContent = this.photo ? said : "";
  }

  show() {
    this.find("[data-why]").hidden = !this.isLess;
    const score = this.score === null ? "—" : written(this.score);
    this.find("[data-left]").textContent = `${score} / ${this.item.most}`;
  }

  // Says what is missing: “score”, “visits” or “photo”; empty where nothing is.
  get missing() {
    if (this.score === null) return "score";
    const isShort = this.visited.some((part) => part[1] < this.item.at_least);
    if (this.item.at_least && (!this.visited.length || isShort)) return "visits";
    return this.isLess && (!this.photo || !this.reason) ? "photo" : "";
  }

  get reason() {
    return this.find("[data-reason]").value.trim();
  }

  // What is said of the item, as an event has it.
  get told() {
    return {
      act: "scored",
      item: this.item.code,
      score: written(this.score),
      zeroed: this.zeroed,
      visited: this.item.at_least ? this.visited : [],
      photos: this.isLess && this.photo ? [this.photo.told] : [],
      reason: this.isLess ? this.reason : "",
    };
  }

  // What was typed, so that it can be taken up again.
  get draft() {
    return { typed: this.typed, parts: this.find("[data-parts]").value };
  }

  fill(event, draft, photo) {
    this.find(this.isWeighted ? "[data-given]" : "[data-count]").value = draft.typed;
    this.find("[data-parts]").value = draft.parts;
    this.find("[data-reason]").value = event.reason;
    for (const box of this.root.querySelectorAll("[data-zeros] input")) {
      box.checked = event.zeroed.includes(box.value);
    }
    this.photo = photo;
    this.showPlace();
  }
}
