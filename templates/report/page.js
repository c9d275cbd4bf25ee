"use strict";
(() => {
  const form = document.getElementById("filters");
  const told = document.getElementById("shown");
  const detail = document.getElementById("items");
  const choices = form ? [...form.querySelectorAll("select")] : [];
  const rows = [...detail.querySelectorAll("tr[id]")];
  const parts = [...detail.querySelectorAll("[data-part]")];

  const write = (number) => String(number).replace(/[0-9]/g, (digit) => form.dataset.digits[digit]);

  const answers = (row) =>
    choices.every(({ name, value }) => value === "" || row.dataset[name].split(" ").includes(value));

  const tell = (count) => {
    const counted = form.dataset.shown
      .replace("{a}", () => write(count))
      .replace("{b}", () => write(rows.length));
    const text = count === 0 && form.dataset.none ? form.dataset.none : counted;
    if (told.textContent !== text) told.textContent = text;
  };

  const filter = () => {
    for (const row of rows) row.hidden = !answers(row);
    for (const part of parts) part.hidden = part.querySelector("tr[id]:not([hidden])") === null;
    form.classList.toggle("chosen", choices.some(({ value }) => value !== ""));
    tell(rows.filter((row) => !row.hidden).length);
  };

  const find = (hash) => {
    const name = hash.slice(1);
    try {
      return document.getElementById(name) ?? document.getElementById(decodeURIComponent(name));
    } catch {
      return null;
    }
  };

  // A link into what is filtered away shows everything again.
  const reveal = (hash) => {
    const target = find(hash);
    if (form && target?.closest("[hidden]")) {
      form.reset();
      filter();
    }
    return target;
  };

  // The narrow layout takes tables apart; for screen readers they stay tables.
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };
  const role = (part) => roles[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader");
  for (const part of document.querySelectorAll("table, thead, tbody, tfoot, tr, th, td")) part.setAttribute("role", role(part));

  // Only a table that scrolls is a stop of the keyboard.
  const stop = (region) => {
    if (region.scrollWidth > region.clientWidth) {
      region.tabIndex = 0;
      region.setAttribute("role", "group");
      region.setAttribute("aria-label", region.dataset.name);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) region.removeAttribute(name);
    }
  };

  const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => stop(target)));
  document.querySelectorAll(".region").forEach((region) => {
    region.dataset.name = region.getAttribute("aria-label");
    sizes.observe(region);
  });

  if (!form) return;
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
  });
  addEventListener("hashchange", () => reveal(location.hash)?.scrollIntoView());
  // A browser that comes back to the page brings the choices back after this script.
  addEventListener("pageshow", filter);
  form.hidden = false;
  filter();
})();
