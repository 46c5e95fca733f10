// Checks a receipt (rules C3, C4). What it says comes from the payloads alone, whose very bytes were committed to; the rest of the file is not even looked at.
// Nothing of the receipt is sent anywhere: the one request is for the keys of this site.

const encoder = new TextEncoder();

const joined = parts => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(parts)));
const hex = bytes => [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
const same = (one, other) => hex(one) === hex(other);

// Null unless it is base64 of so many bytes, written in the one way there is.
const decoded = (text, length) => {
  if (typeof text !== 'string' || text.length > 200 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  try {
    const binary = atob(text);
    return binary.length === length && btoa(binary) === text ? Uint8Array.from(binary, c => c.charCodeAt(0)) : null;
  } catch {
    return null;
  }
};

const parsed = text => {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
};

// 1 · What an event says, if salt and words give its checksum

const open = async event => {
  const salt = decoded(event?.salt, 32);
  if (!salt || typeof event.payload !== 'string' || !/^[0-9a-f]{64}$/.test(event.commitment)) return { fault: 'unreadable' };
  const commitment = await sha256(salt, encoder.encode(event.payload));
  if (hex(commitment) !== event.commitment) return { fault: 'commitment' };
  const said = parsed(event.payload);
  if (!said || typeof said.act !== 'string' || typeof said.at !== 'string') return { fault: 'unreadable' };
  return said.act === event.act && said.at === event.at ? { said, commitment } : { fault: 'beside' };
};

// 2 · Its place in the tree, RFC 9162 2.1.3.2

const climbed = async (leaf, index, size, path) => {
  let [first, last, hash] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const beside of path) {
    if (last === 0n) return null;
    if (first & 1n || first === last) {
      hash = await sha256([1], beside, hash);
      while (!(first & 1n) && first !== 0n) [first, last] = [first >> 1n, last >> 1n];
    } else {
      hash = await sha256([1], hash, beside);
    }
    [first, last] = [first >> 1n, last >> 1n];
  }
  return last === 0n ? hash : null;
};

const isThere = async (proof, commitment, head) => {
  const path = Array.isArray(proof.path) && proof.path.length <= 64 ? proof.path.map(node => decoded(node, 32)) : [null];
  if (path.includes(null) || !Number.isSafeInteger(proof.index) || proof.index < 0 || proof.index >= head.size) return false;
  const root = await climbed(await sha256([0], commitment), proof.index, head.size, path);
  return root !== null && same(root, head.root);
};

// 3 · The seal: a signed note [c2sp.org/signed-note, c2sp.org/tlog-checkpoint], Ed25519

const noted = note => {
  const end = typeof note === 'string' && note.length < 10_000 ? note.lastIndexOf('\n\n') : -1;
  if (end < 0 || !note.endsWith('\n')) return null;
  const text = note.slice(0, end + 1);
  const [origin, size, root, at] = text.split('\n');
  const head = { text, origin, size: Number(size), root: decoded(root, 32), at: at?.replace(/^at /, ''), signatures: note.slice(end + 2, -1).split('\n').map(signed) };
  return origin && /^(0|[1-9][0-9]{0,14})$/.test(size) && head.root && /^at [0-9]/.test(at ?? '') && !head.signatures.includes(null) ? head : null;
};

const signed = line => {
  const [, name, text] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = decoded(text, 68);
  return bytes && { name, id: hex(bytes.slice(0, 4)), signature: bytes.slice(4) };
};

// One a line: name+id+base64 of 1 and the key. The last one signs now.
const keysAt = async address => {
  try {
    const answer = await fetch(address, { credentials: 'omit', cache: 'no-cache' });
    if (!answer.ok) return null;
    return (await answer.text()).split('\n').map(line => /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line)).filter(Boolean)
      .map(([, name, id, key]) => ({ name, id, bytes: decoded(key, 33)?.slice(1) })).filter(key => key.bytes).map((key, i, all) => ({ ...key, isLatest: i === all.length - 1 }));
  } catch {
    return null;
  }
};

const isBy = async (key, head, signature) => {
  const imported = await crypto.subtle.importKey('raw', key.bytes, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, encoder.encode(head.text));
};

const seal = async (head, keys) => {
  if (!keys) return { state: 'nokeys' };
  const isOurs = keys.some(key => head.origin === key.name || (head.origin.startsWith(`${key.name}/`) && /^[0-9]+$/.test(head.origin.slice(key.name.length + 1))));
  const pairs = keys.toReversed().flatMap(key => head.signatures.filter(s => s.name === key.name && s.id === key.id).map(s => [key, s.signature]));
  if (pairs.length === 0) return { state: isOurs || head.signatures.some(s => keys.some(key => key.name === s.name)) ? 'seal' : 'foreign' };
  try {
    for (const [key, signature] of pairs) {
      if (isOurs && await isBy(key, head, signature)) return { state: 'sealed', key };
    }
    return { state: 'seal' };
  } catch {
    return { state: 'unsigned' };   // a browser that does not know Ed25519
  }
};

const faulty = ['unreadable', 'commitment', 'beside', 'mixed', 'twice', 'checkpoint', 'seal', 'path'];

const proved = async (proof, commitment, sealOf) => {
  if (proof === null || proof === undefined) return { state: 'pending' };
  const head = noted(proof.checkpoint);
  if (!head) return { state: 'checkpoint' };
  const found = await sealOf(head);
  return faulty.includes(found.state) || await isThere(proof, commitment, head) ? { ...found, head, index: proof.index } : { state: 'path', head };
};

// 4 · All of it

const one = async (event, first, seen, sealOf) => {
  const opened = await open(event);
  if (opened.fault) return { state: opened.fault };
  if (first && (first.submission !== opened.said.submission || first.principal !== opened.said.principal)) return { state: 'mixed' };
  if (seen.has(event.commitment)) return { state: 'twice' };
  seen.add(event.commitment);
  return { said: opened.said, ...await proved(event.proof, opened.commitment, sealOf) };
};

const verdict = events => {
  const has = state => events.some(e => e.state === state);
  if (events.some(e => faulty.includes(e.state))) return 'broken';
  return has('foreign') ? 'foreign' : has('unsigned') ? 'unsigned' : has('nokeys') ? 'nokeys' : !has('sealed') ? 'unproven' : has('pending') ? 'partly'
    : events.every(e => e.key.isLatest) ? 'proven' : 'earlier';   // what signs no more may have been stolen since
};

/** What a receipt comes to: a verdict, and of each event its state and what it says. */
export const check = async (text, keysAddress) => {
  if (!globalThis.crypto?.subtle) return { verdict: 'unable', events: [] };
  const evidence = parsed(text)?.evidence;
  if (evidence?.version !== 1 || !Array.isArray(evidence.events) || evidence.events.length === 0) return { verdict: 'nothing', events: [] };
  const [seals, seen, events] = [new Map(), new Set(), []];
  let keys;
  const sealOf = async head => {
    keys ??= keysAt(keysAddress);
    const key = `${head.text}\n${head.signatures.map(s => hex(s.signature))}`;
    if (!seals.has(key)) seals.set(key, await seal(head, await keys));
    return seals.get(key);
  };
  for (const event of evidence.events) events.push(await one(event, events.find(e => e.said)?.said, seen, sealOf));
  return { verdict: verdict(events), events };
};
