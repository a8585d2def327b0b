// From a list of headings and pages to their places in the text.

/** Goes to where the link leads; the keyboard and a screen reader go along. */
export function goTo(link) {
  const place = document.getElementById(link.hash.slice(1));
  if (!place) return;
  place.scrollIntoView({ block: "start" });
  place.focus({ preventScroll: true });
}
