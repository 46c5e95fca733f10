// What ical.js finds in calendar files: node read-calendars.cjs ICAL.CJS FILES. Times are counted by the VTIMEZONE in the file and by nothing else.
const [module_, ...files] = process.argv.slice(2);
const ICAL = require(module_).default ?? require(module_);
const { readFileSync } = require('node:fs');
const { basename } = require('node:path');

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  const zones = calendar.getAllSubcomponents('vtimezone').map(z => new ICAL.Timezone(z));
  zones.forEach(z => ICAL.TimezoneService.register(z));
  const events = calendar.getAllSubcomponents('vevent');
  const event = new ICAL.Event(events[0]);
  const time = at => ({ utc: at.toJSDate().toISOString(), local: at.toString(), zone: at.zone.tzid });
  return {
    method: calendar.getFirstPropertyValue('method'), version: calendar.getFirstPropertyValue('version'), product: calendar.getFirstPropertyValue('prodid'),
    zones: zones.map(z => z.tzid), events: events.length, uid: event.uid, sequence: event.sequence, summary: event.summary, description: event.description,
    location: event.location, url: events[0].getFirstPropertyValue('url'), status: events[0].getFirstPropertyValue('status'),
    stamp: events[0].getFirstPropertyValue('dtstamp').toString(), start: time(event.startDate), end: time(event.endDate), organizer: event.organizer,
    attendees: event.attendees.map(a => ({ to: a.getFirstValue(), rsvp: a.getParameter('rsvp') ?? null })),
  };
}

console.log(JSON.stringify(Object.fromEntries(files.map(f => [basename(f), read(readFileSync(f, 'utf8'))]))));
