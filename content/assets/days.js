/* Days: how far off one is, and whether an entry is past its limit, depend on today, so the page says it and
   not the build. */
(() => {
  "use strict";
  const DAY = 864e5;
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Brussels" }).format();
  const relative = new Intl.RelativeTimeFormat("nl", { numeric: "auto" });

  /* The unit in which one speaks of so many days, and how many days it has. */
  function unitFor(days) {
    const many = Math.abs(days);
    if (many < 14) return ["day", 1];
    if (many < 60) return ["week", 7];
    if (many < 730) return ["month", 30.4];
    return ["year", 365.25];
  }

  function farOff(day) {
    const days = Math.round((Date.parse(day) - Date.parse(today)) / DAY);
    const [unit, length] = unitFor(days);
    return relative.format(Math.round(days / length), unit);
  }

  for (const time of document.querySelectorAll("time[data-far]")) time.after(` (${farOff(time.dateTime)})`);
  for (const warning of document.querySelectorAll("[data-after]")) warning.hidden = today <= warning.dataset.after;
})();
