/* Whether the office is open now, and which school holiday comes next. Says nothing about days that the page does not know. */
(function () {
  "use strict";
  var place = document.querySelector("[data-hours]");
  if (!place) return;
  var known = JSON.parse(place.dataset.hours), next = document.querySelector(".next-holiday");
  var clock = new Intl.DateTimeFormat("en", {
    timeZone: "Europe/Brussels", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit"
  });

  function now() {
    var part = {};
    clock.formatToParts(new Date()).forEach(function (one) { part[one.type] = one.value; });
    return { day: part.year + "-" + part.month + "-" + part.day, time: part.hour + ":" + part.minute };
  }

  function utc(day) { return new Date(day + "T00:00Z"); }

  function after(day, many) {
    var date = utc(day);
    date.setUTCDate(date.getUTCDate() + many);
    return date.toISOString().slice(0, 10);
  }

  function words(day, parts) { return utc(day).toLocaleDateString("nl-BE", Object.assign({ timeZone: "UTC" }, parts)); }

  function hour(time) { return +time.slice(0, 2) + (time.slice(3) === "00" ? "" : "." + time.slice(3)) + " uur"; }

  function holidayOn(day) {
    return known.holidays.find(function (holiday) {
      return holiday.spans.some(function (span) { return span[0] <= day && day <= span[1]; });
    });
  }

  /* The hours of a day, why it has none, and whether someone must call first to know. */
  function about(day) {
    var holiday = holidayOn(day), hours = known.week[utc(day).getUTCDay()], feast = known.public[day];
    if (feast) return { hours: [], why: feast };
    if (holiday && (holiday.state === "dicht" || holiday.closed[0] <= day.slice(5) && day.slice(5) <= holiday.closed[1])) return { hours: [], why: holiday.name };
    return { hours: hours, call: holiday && holiday.state === "bel-eerst" && holiday };
  }

  function reopens(today) {
    for (var many = 1; many < 70; many++) {
      var day = after(today, many), then = about(day);
      if (day > known.to) return "";
      if (!then.hours.length) continue;
      var name = many === 1 ? "morgen" : (many < 7 ? "" : "op ") + words(day, many < 7 ? { weekday: "long" } : { weekday: "long", day: "numeric", month: "long" });
      return then.call ? "; bel eerst als je " + name + " wilt komen, want dan is het " + then.call.name : "; " + name + " om " + hour(then.hours[0][0]) + " weer open";
    }
    return "";
  }

  function told(today, time) {
    var day = about(today);
    var open = day.hours.find(function (span) { return span[0] <= time && time < span[1]; });
    var later = day.hours.find(function (span) { return time < span[0]; });
    if (day.call) return (open ? "" : "Nu gesloten. ") + "Bel eerst, het is " + day.call.name + ". " + day.call.rule;
    if (open) return "Nu open tot " + hour(open[1]) + ".";
    return "Nu gesloten" + (day.why ? ", het is " + day.why : "") + (later ? "; vandaag om " + hour(later[0]) + " weer open" : reopens(today)) + ".";
  }

  function comes(today) {
    var first;
    known.holidays.forEach(function (holiday) {
      holiday.spans.forEach(function (span) { if (span[0] > today && (!first || span[0] < first.span[0])) first = { span: span, of: holiday }; });
    });
    if (!first) return "";
    var from = first.span[0], to = first.span[1], same = { day: "numeric" };
    if (from.slice(0, 7) !== to.slice(0, 7)) same.month = "long";
    if (from.slice(0, 4) !== to.slice(0, 4)) same.year = "numeric";
    return "De volgende schoolvakantie is de " + first.of.name + ", van " + words(from, same) + " tot en met "
      + words(to, { day: "numeric", month: "long", year: "numeric" }) + ": " + first.of.rule.charAt(0).toLowerCase() + first.of.rule.slice(1);
  }

  function say(element, text) {
    element.textContent = text;
    element.hidden = !text;
  }

  function show() {
    var here = now(), inside = known.from <= here.day && here.day <= known.to;
    say(place, inside ? told(here.day, here.time) + (place.dataset.year ? " Volgens de uren van " + place.dataset.year + "." : "") : "");
    say(next, inside ? comes(here.day) : "");
  }

  show();
  setInterval(show, 60000);
})();
