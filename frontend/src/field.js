// The form of inspections on a phone; see js/field.js.
import { startField } from "./js/field.js";

startField(document.querySelector("[data-field]"));
