// Photos: made smaller on the device, named by their bytes, with when and where they were taken.

import { right } from "./field_clock.js";
import { exifOf } from "./field_exif.js";

const MOST = 1600; // pixels of the longer side

async function smaller(file) {
  const picture = await createImageBitmap(file);
  const share = Math.min(1, MOST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((found) => canvas.toBlob(found, "image/jpeg", 0.8));
}

function position() {
  return new Promise((found) => {
    if (!navigator.geolocation) return found(null);
    const wishes = { enableHighAccuracy: true, maximumAge: 0, timeout: 10000 };
    navigator.geolocation.getCurrentPosition((told) => found(told.coords), () => found(null), wishes);
  });
}

// Writes a moment with the offset of this clock, whose day counts; its thousandths count too:
// whoever is sent out and inspects within one second was sent out first.
export function moment(date) {
  const offset = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + offset * 60000).toISOString().slice(0, 23);
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

export async function photoOf(file) {
  const said = await exifOf(file); // it is lost when the photo is made smaller
  const where = said.place ? null : await position();
  const blob = await smaller(file);
  const data = await blob.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const place = said.place || where && [where.longitude.toFixed(6), where.latitude.toFixed(6)];
  const accuracy = where ? Math.min(999999, Math.round(where.accuracy)) : 0;
  const at = moment(right(said.at?.getTime() || file.lastModified || Date.now()));
  return { sha256, data, told: [sha256, at, place, accuracy], place };
}

export function metersApart(place, village) {
  if (!place || !village.longitude) return null;
  const radians = (degrees) => (Number(degrees) * Math.PI) / 180;
  const [east, north] = [radians(place[0]), radians(place[1])];
  const [east2, north2] = [radians(village.longitude), radians(village.latitude)];
  const half = Math.sin((north2 - north) / 2) ** 2
    + Math.cos(north) * Math.cos(north2) * Math.sin((east2 - east) / 2) ** 2;
  return Math.round(12742000 * Math.asin(Math.sqrt(half)));
}
