// What the browser keeps for this page: for good ("localStorage"), or as long as the tab is there
// ("sessionStorage"). Where it may keep nothing, the page holds it while it is open.

const held = new Map();

export function stored(key, area = "localStorage") {
  if (held.has(key)) return held.get(key);
  try {
    return window[area].getItem(key);
  } catch {
    return null;
  }
}

export function store(key, value, area = "localStorage") {
  try {
    window[area].setItem(key, value);
    held.delete(key);
  } catch {
    held.set(key, value);
  }
}

export function drop(key, area = "localStorage") {
  held.delete(key);
  try {
    window[area].removeItem(key);
  } catch {
    // then nothing is there
  }
}
