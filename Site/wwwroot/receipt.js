// The page that checks a receipt: takes a file or a text, has it checked, and says in plain words what came of it. All words stand in the page; what the
// receipt says goes into it as text alone. It sends nothing and stores nothing.
import { check } from './proof.js';

const most = 1024 * 1024;   // bytes; a receipt has a few thousand

const desk = document.getElementById('check');
const result = document.getElementById('result');
const file = document.getElementById('receipt-file');
const pasted = document.getElementById('receipt-text');
const words = document.getElementById('words').content;

const word = (name, values = {}) => words.querySelector(`[data-word="${name}"]`).textContent.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');

const element = (name, text = '', attributes = {}, ...children) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const text = value => (typeof value === 'string' ? value : '');
const list = value => (Array.isArray(value) ? value : []).map(text).filter(Boolean);

const clock = new Intl.DateTimeFormat(desk.dataset.culture, {
  day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: desk.dataset.zone, timeZoneName: 'short',
});

const time = at => {
  const date = new Date(at.replace(/(\.\d{3})\d+/, '$1'));
  return isNaN(date) ? at : clock.format(date);
};

const quoted = names => names.map(name => word('quoted', { name })).join(', ');

// 1 · What it says

// What each purpose and each form was called when it was agreed to.
const titles = events => {
  const records = events.map(e => e.said?.record).filter(Boolean);
  const asked = records.flatMap(r => Object.entries(r.titles ?? {})).filter(([, title]) => text(title));
  return new Map([...asked, ...records.filter(r => text(r.title)).map(r => [text(r.purpose) || text(r.form), r.title])]);
};

const sentence = (said, names) => {
  const record = said.record ?? {};
  const purpose = names.get(text(record.purpose)) || text(record.purpose);
  const named = { form: names.get(text(record.form)) || text(record.form), title: text(record.title) || purpose, purpose, act: said.act };
  const boxes = Object.entries(record.boxes ?? {});
  const of = ticked => boxes.filter(([, is]) => is === ticked).map(([key]) => names.get(key) || key);
  const known = words.querySelector(`[data-word="act-${CSS.escape(said.act)}"]`);
  return [
    word(known ? `act-${said.act}` : 'act-other', named),
    said.act === 'Requested' && of(true).length > 0 ? word('ticked', { names: quoted(of(true)) }) : '',
    said.act === 'Requested' && of(false).length > 0 ? word('empty', { names: quoted(of(false)) }) : '',
  ].filter(Boolean).join(' ');
};

const consent = said => element('blockquote', text(said.record.words), { class: 'consent', ...(/^(de|en)$/.test(said.record.language) ? { lang: said.record.language } : {}) });

// Before it was recorded, where a backup did not know of it and it was done again.
const when = said => text(said.record?.earlier) || said.at;

// To the billionth of a second, which a date cannot tell apart.
const moment = at => text(at).replace(/(?:\.(\d+))?Z$/, (_, rest) => `.${(rest ?? '').padEnd(9, '0')}Z`);

const inTime = (a, b) => moment(a.said.at) < moment(b.said.at) ? -1 : moment(a.said.at) > moment(b.said.at) ? 1 : a.head?.origin === b.head?.origin ? (a.index ?? 0) - (b.index ?? 0) : 0;

// Each yes, in its words, and whether it was taken back.
const agreed = events => {
  // By their own times and places, which are proven: whoever sorts the file could set a yes after its withdrawal.
  const said = events.filter(e => e.said).sort(inTime).map(e => e.said);
  const after = (one, act, fits) => said.slice(said.indexOf(one) + 1).find(s => s.act === act && fits(s));
  return said.filter(s => s.record && (s.act === 'Confirmed' || (s.act === 'Granted' && text(s.record.words)))).map(yes => {
    const isYes = yes.act === 'Granted';
    const { purpose } = yes.record;
    // Cancelling ends what the form was about: of a newsletter's form the consent itself.
    const cancelled = after(yes, 'Cancelled', s => !isYes || text(s.record?.form).split('/')[0] === purpose);
    const end = (isYes && after(yes, 'Withdrawn', s => s.record?.purpose === purpose)) || cancelled;
    const state = word(`${isYes ? 'yes' : 'place'}${end ? '-ended' : ''}`, { from: time(when(yes)), to: end && time(when(end)) });
    return element('article', '', { class: 'agreed' }, element('h3', text(yes.record?.title) || text(yes.record?.purpose) || text(yes.record?.form)), element('p', state, end ? {} : { class: 'live' }), ...(isYes ? [consent(yes)] : []));
  });
};

const happened = (events, names) => element('ol', '', { class: 'events' }, ...events.map((event, i) => {
  const mark = word(`mark-${event.state}`, { n: i + 1 });
  const said = event.said ? [element('p', time(when(event.said)), { class: 'over' }), element('p', sentence(event.said, names))] : [];
  return element('li', '', {}, ...said, element('p', mark, { class: event.said ? 'quiet' : 'wrong' }));
}));

// 2 · What was checked

const checks = (verdict, events) => {
  const [n, opened, sealed] = [events.length, events.filter(e => e.said).length, events.filter(e => e.state === 'sealed')];
  const keys = sealed.map(e => e.key);
  const facts = {
    checksums: word('of', { some: opened, all: n }),
    register: word(events.some(e => e.head) ? 'of' : 'none', { some: events.filter(e => ['sealed', 'unsigned', 'nokeys', 'foreign'].includes(e.state)).length, all: n }),
    seal: keys.length > 0 ? word(keys.every(k => k.isLatest) ? 'seal-valid' : 'seal-earlier', { name: keys[0].name, id: keys[0].id }) : word(verdict === 'broken' && events.some(e => e.state === 'seal') ? 'seal-invalid' : 'none'),
  };
  const rows = Object.entries(facts).flatMap(([name, fact]) => [element('dt', word(`check-${name}`)), element('dd', fact)]);
  return element('div', '', { class: 'note margin' }, element('p', '', {}, element('b', word('checked'))), element('dl', '', {}, ...rows), element('p', word('unchecked'), { class: 'kept' }), element('p', word('later'), { class: 'kept' }));
};

// 3 · The page

const banner = (name, values, faults) => {
  const box = element('div', '', { class: name === 'broken' ? 'summary' : 'banner' }, element('h2', word(name, values), { id: 'verdict', tabindex: '-1' }), element('p', word(`${name}-text`, values)));
  if (faults.length > 0) box.append(element('ul', '', {}, ...faults.map(fault => element('li', fault))));
  return box;
};

const show = ({ verdict, events }, values = {}) => {
  const heads = events.map(e => e.head).filter(Boolean);
  const latest = heads.map(h => h.at).sort().at(-1);
  const all = { ...values, n: events.length, proven: events.filter(e => e.state === 'sealed').length, when: latest && time(latest), origin: heads[0]?.origin };
  const faults = verdict === 'broken' ? events.flatMap((e, i) => (words.querySelector(`[data-word="fault-${e.state}"]`) ? [word(`fault-${e.state}`, { n: i + 1 })] : [])) : [];
  const told = element('div', '', {}, banner(verdict, all, faults));
  // Beside what is sealed nothing else has a say: anybody could have added it.
  const sealed = events.filter(e => e.state === 'sealed');
  const counting = sealed.length > 0 ? sealed : events;
  const yeses = agreed(counting);
  if (events.length > 0 && verdict !== 'broken') told.append(...(yeses.length > 0 ? yeses : [element('p', word('unconfirmed'))]));
  if (events.length > 0) told.append(element('h3', word('events')), happened(events, titles(counting)));
  result.replaceChildren(element('div', '', { class: 'row' }, told, ...(events.length > 0 ? [checks(verdict, events)] : [])));
  result.hidden = false;
  document.getElementById('verdict').focus();
};

let asked = 0;

const look = async (size, read) => {
  const turn = ++asked;
  if (size > most) return show({ verdict: 'big', events: [] }, { size: (size / most).toLocaleString(desk.dataset.culture, { maximumFractionDigits: 1 }) });
  const found = await check(await read(), desk.dataset.keys);
  return turn === asked ? show(found) : undefined;
};

const take = chosen => chosen && look(chosen.size, () => chosen.text());

file.addEventListener('change', () => take(file.files[0]));
document.getElementById('receipt-check').addEventListener('click', () => look(new Blob([pasted.value]).size, () => pasted.value));
window.addEventListener('dragover', event => event.preventDefault());
window.addEventListener('drop', event => {
  event.preventDefault();
  take(event.dataTransfer?.files[0]);
});
document.getElementById('unscripted').hidden = true;
desk.hidden = false;
