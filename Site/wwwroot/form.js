// Beside a form while it is filled in: what would be kept, and whether the address may be a slip; and a webinar's time by the reader's clock.
// All words stand in the page; this only copies what is typed, reckons times, and shows or hides what is there. It sends nothing and stores
// nothing, and the form works without it.
(() => {
  'use strict';

  // 1 · This is what we will keep

  const follow = (form, panel) => {
    const rows = [...panel.querySelectorAll('[data-field]')];
    const none = panel.querySelector('[data-none]');

    // What has no box follows from sending the form.
    const isOn = purpose => {
      const box = form.querySelector(`[name="agree"][value="${CSS.escape(purpose)}"]`);
      return !box || box.checked;
    };

    // Said by the server of what it was sent; it no longer holds once something else is typed.
    const isWrong = row => !!row?.querySelector('[data-wrong]');

    const isKept = row => !!row.querySelector('[data-for]:not([hidden])');

    const show = () => {
      for (const part of panel.querySelectorAll('[data-for]')) part.hidden = !isOn(part.dataset.for) || isWrong(part.closest('[data-field]'));
      for (const row of rows) {
        const value = said(form, row.dataset.field, panel.dataset.culture);
        row.querySelector('[data-said]').textContent = value;
        row.hidden = !value && !isWrong(row);
        const not = row.querySelector('[data-not]');
        if (not) not.hidden = isKept(row) || isWrong(row);
      }
      none.hidden = rows.some(row => !row.hidden);
    };

    // Only a box says aloud what it has changed: whoever types hears what they type.
    const say = () => {
      const status = panel.querySelector('[data-status]');
      const names = kept => rows.filter(row => !row.hidden && kept === isKept(row))
        .map(row => row.querySelector('dt').textContent).join(', ') || status.dataset.nothing;
      const purposes = [...panel.querySelectorAll('[data-purpose]:not([hidden])')].map(p => p.dataset.purpose).join(', ');
      status.textContent = status.dataset.status.replace('{kept}', () => names(true)).replace('{not}', () => names(false)).replace('{for}', () => purposes);
    };

    form.addEventListener('input', event => {
      for (const wrong of panel.querySelectorAll(`[data-field="${CSS.escape(event.target.name || '')}"] [data-wrong]`)) wrong.remove();
      show();
      if (event.target.name === 'agree') say();
    });
    window.addEventListener('pageshow', show);
    // The address is asked about beside its field.
    panel.querySelector('[data-meant]')?.remove();
    form.querySelector('[data-preview]').hidden = true;
    show();
  };

  // The answer to a field in the words that stand beside its control.
  const said = (form, name, culture) => {
    const controls = [...form.elements].filter(control => control.name === name);
    const [first] = controls;
    if (!first) return '';
    if (first.type === 'radio' || first.type === 'checkbox') {
      return controls.filter(c => c.checked && c.value).map(c => c.closest('label').textContent.trim()).join(', ');
    }
    if (first.type === 'select-one') return first.value ? first.selectedOptions[0].textContent : '';
    return controls.length === 3 ? date(controls.map(c => c.value.trim()), culture) : first.value.trim();
  };

  const date = ([day, month, year], culture) => {
    const at = new Date(Date.UTC(year, month - 1, parseInt(day, 10)));
    const exists = /^\d{4}$/.test(year) && at.getUTCMonth() === month - 1 && at.getUTCDate() === parseInt(day, 10);
    return exists ? at.toLocaleDateString(culture, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }) : [day, month, year].join(' ').trim();
  };

  // 2 · Did you mean …? The rule of MailDomains.cs, in its words.

  const longName = 5, longEnding = 3;

  const suggest = (typed, known) => {
    const address = typed.trim();
    const at = address.lastIndexOf('@');
    const domain = address.slice(at + 1).toLowerCase();
    if (at < 1 || /\s/.test(address) || known.includes(domain)) return null;
    let meant = null, fewest = 3;
    for (const candidate of known) {
      const found = slips(domain, candidate);
      if (found > 0 && found < fewest) [meant, fewest] = [candidate, found];
    }
    return meant && `${address.slice(0, at)}@${meant}`;
  };

  const slips = (domain, known) => {
    const [name, ending] = parted(domain), [knownName, knownEnding] = parted(known);
    const inName = slip(name, knownName, knownName.length >= longName, knownName.length >= longName);
    const inEnding = slip(ending, knownEnding, true, knownEnding.length >= longEnding);
    return inName === null || inEnding === null ? 0 : inName + inEnding;
  };

  const parted = domain => {
    const dot = domain.indexOf('.');
    return dot < 0 ? [domain, ''] : [domain.slice(0, dot), domain.slice(dot + 1)];
  };

  const slip = (typed, known, isLong, canReplace) => {
    let start = 0;
    while (start < typed.length && start < known.length && typed[start] === known[start]) start++;
    const [rest, knownRest] = [typed.slice(start), known.slice(start)];
    if (rest === knownRest) return 0;
    const isSwapped = rest.length > 1 && knownRest.length > 1 && rest[0] === knownRest[1] && rest[1] === knownRest[0] && rest.slice(2) === knownRest.slice(2);
    const isLonger = (text, other) => text.length > 0 && text.slice(1) === other;
    const isReplaced = rest.length > 0 && knownRest.length > 0 && rest.slice(1) === knownRest.slice(1);
    return isSwapped || (isLong && (isLonger(rest, knownRest) || isLonger(knownRest, rest))) || (canReplace && isReplaced) ? 1 : null;
  };

  const ask = (form, input) => {
    const known = form.dataset.domains.split(' ');
    const field = input.closest('.field');
    field.querySelector('.hint')?.remove();
    const hint = form.querySelector('template').content.firstElementChild.cloneNode(true);
    const words = [...hint.childNodes];
    const button = hint.querySelector('button');
    hint.replaceChildren();
    hint.id = `${input.id}-hint`;
    const note = input.getAttribute('aria-describedby').split(' ').filter(id => id !== hint.id).join(' ');
    input.after(hint);

    const look = () => {
      const meant = suggest(input.value, known);
      if (meant === (hint.firstChild ? button.textContent : null)) return;
      button.textContent = meant ?? '';
      hint.replaceChildren(...(meant ? words : []));
      input.setAttribute('aria-describedby', meant ? `${note} ${hint.id}` : note);
    };

    input.addEventListener('change', look);
    button.addEventListener('click', () => {
      input.value = button.textContent;
      look();
      input.focus();
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    input.setAttribute('aria-describedby', note);
    look();
  };

  for (const form of document.querySelectorAll('form[data-domains]')) {
    for (const input of form.querySelectorAll('[type=email]')) ask(form, input);
    const panel = form.querySelector('[data-keep]');
    if (panel) follow(form, panel);
  }

  // 3 · By your clock: said only where it goes differently from the one that the page goes by

  for (const here of document.querySelectorAll('[data-here]')) {
    const { from, until, zone, culture } = here.dataset;
    const by = timeZone => new Intl.DateTimeFormat(culture, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone })
      .formatRange(new Date(from), new Date(until));
    here.hidden = by() === by(zone);
    here.textContent = here.dataset.here.replace('{when}', () => by());
  }
})();
