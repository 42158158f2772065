/* Whether the office is open now, and which school holiday comes next. Says nothing about days that the page does not
   know. */
(() => {
  "use strict";
  const place = document.querySelector("[data-hours]");
  if (!place) return;
  const known = JSON.parse(place.dataset.hours);
  const nextPlace = document.querySelector(".next-holiday");
  const MINUTE = 60000;
  const FAR = 70; // days within which an office opens again
  const LONG_DAY = { day: "numeric", month: "long" };
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: "Europe/Brussels",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });

  function now() {
    const part = Object.fromEntries(clock.formatToParts(new Date()).map(({ type, value }) => [type, value]));
    return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
  }

  function utc(day) {
    return new Date(`${day}T00:00Z`);
  }

  function daysAfter(day, many) {
    const date = utc(day);
    date.setUTCDate(date.getUTCDate() + many);
    return date.toISOString().slice(0, 10);
  }

  function dayInWords(day, parts) {
    return utc(day).toLocaleDateString("nl-BE", { timeZone: "UTC", ...parts });
  }

  function hourInWords(time) {
    const [hour, minute] = time.split(":");
    return `${Number(hour)}${minute === "00" ? "" : `.${minute}`} uur`;
  }

  function lowerFirst(sentence) {
    return sentence.charAt(0).toLowerCase() + sentence.slice(1);
  }

  function holidayOn(day) {
    return known.holidays.find(({ spans }) => spans.some(([from, to]) => from <= day && day <= to));
  }

  function isClosedIn(holiday, day) {
    const [from, to] = holiday.closed;
    return holiday.state === "dicht" || (from <= day.slice(5) && day.slice(5) <= to);
  }

  /* The hours of a day, why it has none, and the holiday in which someone must call first to know. */
  function about(day) {
    const feast = known.public[day];
    const holiday = holidayOn(day);
    if (feast) return { hours: [], why: feast };
    if (holiday && isClosedIn(holiday, day)) return { hours: [], why: holiday.name };
    return { hours: known.week[utc(day).getUTCDay()], call: holiday?.state === "bel-eerst" ? holiday : null };
  }

  function nameOfDay(day, many) {
    if (many === 1) return "morgen";
    if (many < 7) return dayInWords(day, { weekday: "long" });
    return `op ${dayInWords(day, { weekday: "long", ...LONG_DAY })}`;
  }

  function opensAgain(today) {
    for (let many = 1; many < FAR; many++) {
      const day = daysAfter(today, many);
      if (day > known.to) return "";
      const { hours, call } = about(day);
      if (!hours.length) continue;
      const name = nameOfDay(day, many);
      if (call) return `; bel eerst als je ${name} wilt komen, want dan is het ${call.name}`;
      return `; ${name} om ${hourInWords(hours[0][0])} weer open`;
    }
    return "";
  }

  function openNow({ day, time }) {
    const { hours, why, call } = about(day);
    const open = hours.find(([from, to]) => from <= time && time < to);
    const later = hours.find(([from]) => time < from);
    if (call) return `${open ? "" : "Nu gesloten. "}Bel eerst, het is ${call.name}. ${call.rule}`;
    if (open) return `Nu open tot ${hourInWords(open[1])}.`;
    const reason = why ? `, het is ${why}` : "";
    const again = later ? `; vandaag om ${hourInWords(later[0])} weer open` : opensAgain(day);
    return `Nu gesloten${reason}${again}.`;
  }

  function nextHoliday(today) {
    const coming = known.holidays.flatMap((holiday) =>
      holiday.spans.filter(([from]) => from > today).map(([from, to]) => ({ from, to, holiday })),
    );
    return coming.reduce((first, other) => (first && first.from <= other.from ? first : other), null);
  }

  /* From one day to another; what both have is not said twice. */
  function spanInWords(from, to) {
    const parts = { day: "numeric" };
    if (from.slice(0, 7) !== to.slice(0, 7)) parts.month = "long";
    if (from.slice(0, 4) !== to.slice(0, 4)) parts.year = "numeric";
    return `van ${dayInWords(from, parts)} tot en met ${dayInWords(to, { ...LONG_DAY, year: "numeric" })}`;
  }

  function nextHolidayInWords(today) {
    const next = nextHoliday(today);
    if (!next) return "";
    const { from, to, holiday } = next;
    return `De volgende schoolvakantie is de ${holiday.name}, ${spanInWords(from, to)}: ${lowerFirst(holiday.rule)}`;
  }

  function showText(element, text) {
    element.textContent = text;
    element.hidden = !text;
  }

  function show() {
    const here = now();
    const isKnown = known.from <= here.day && here.day <= known.to;
    const source = place.dataset.year ? ` Volgens de uren van ${place.dataset.year}.` : "";
    showText(place, isKnown ? openNow(here) + source : "");
    showText(nextPlace, isKnown ? nextHolidayInWords(here.day) : "");
  }

  show();
  setInterval(show, MINUTE);
})();
