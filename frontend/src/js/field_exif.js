// What a camera wrote beside a photo, read before the photo is made smaller: when, and where.
// Source: Exif 2.32 (CIPA DC-008).

const HEAD = 262144; // bytes; what is told stands at the beginning
const CAMERA = 0x8769;
const PLACES = 0x8825;
const SIZES = { 2: 1, 3: 2, 4: 4, 5: 8 };

class Told {
  constructor(view, start) {
    this.view = view;
    this.start = start;
    this.little = view.getUint16(start) === 0x4949;
  }

  short(at) {
    return this.view.getUint16(at, this.little);
  }

  long(at) {
    return this.view.getUint32(at, this.little);
  }

  // Gives where the value of each tag stands, with how many parts it has.
  tags(offset) {
    const at = this.start + offset;
    const found = new Map();
    for (let number = 0; number < this.short(at); number += 1) {
      const entry = at + 2 + 12 * number;
      const count = this.long(entry + 4);
      const size = (SIZES[this.short(entry + 2)] || 1) * count;
      found.set(this.short(entry), { at: size > 4 ? this.start + this.long(entry + 8) : entry + 8, count });
    }
    return found;
  }

  text(tag) {
    if (!tag) return "";
    const bytes = new Uint8Array(this.view.buffer, tag.at, tag.count);
    return String.fromCharCode(...bytes).replace(/\0.*$/, "").trim();
  }

  below(tags, name) {
    return tags.has(name) ? this.tags(this.long(tags.get(name).at)) : new Map();
  }

  degrees(tag, sign) {
    const parts = [0, 8, 16].map((step) => this.long(tag.at + step) / this.long(tag.at + step + 4));
    return (parts[0] + parts[1] / 60 + parts[2] / 3600) * ("SW".includes(sign) && sign ? -1 : 1);
  }
}

function begun(view) {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint16(at) >> 8 !== 0xff || view.getUint16(at) === 0xffda) return null;
    if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return new Told(view, at + 10);
  }
  return null;
}

// A camera that says no offset goes by the clock of this device.
function moment(text, offset) {
  const found = text.match(/^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/);
  const at = found && new Date(`${found[1]}-${found[2]}-${found[3]}T${found[4]}${/^[+-]\d\d:\d\d$/.test(offset) ? offset : ""}`);
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

function place(told, tags) {
  if (!tags.has(2) || !tags.has(4)) return null;
  const latitude = told.degrees(tags.get(2), told.text(tags.get(1)));
  const longitude = told.degrees(tags.get(4), told.text(tags.get(3)));
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude || longitude);
  return isPlace ? [longitude.toFixed(6), latitude.toFixed(6)] : null;
}

// Gives when and where a photo says it was taken, null for what it does not say or says wrongly.
export function exifIn(buffer) {
  try {
    const told = begun(new DataView(buffer));
    if (!told) return { at: null, place: null };
    const tags = told.tags(told.long(told.start + 4));
    const camera = told.below(tags, CAMERA);
    const at = moment(told.text(camera.get(0x9003)), told.text(camera.get(0x9011)));
    return { at, place: place(told, told.below(tags, PLACES)) };
  } catch {
    return { at: null, place: null };
  }
}

export async function exifOf(file) {
  return exifIn(await file.slice(0, HEAD).arrayBuffer());
}
