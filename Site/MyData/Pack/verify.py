#!/usr/bin/env python3
"""Checks an evidence pack, or a whole log, without asking whoever made it. Needs Python 3.8 and nothing else.

  python3 verify.py [FOLDER]     the pack unpacked in FOLDER, or in the folder of this file
  python3 verify.py --log FILE   a whole log, exported as JSON lines

  --keys FILE          believe only the keys in FILE: from the site's address, or from somebody who kept them
  --checkpoint FILE    with --log: the log must go on from this checkpoint, which somebody kept

Exit code 0 if nothing speaks against it: the last line says whether all of it is proven, or what is not yet. 1 if something does not hold, or nothing is
proven: the last line names the first fault. 2 if a file could not be read.
"""
import base64, binascii, datetime, hashlib, json, os, re, sys


class Fault(Exception):
    """Something does not hold. The message names it."""


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# Ed25519 [RFC 8032, 5.1], on points in extended coordinates (X, Y, Z, T)

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    u, v = y * y - 1, D * y * y + 1
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (v * x * x - u) % P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, p):
    result = (0, 1, 1, 0)
    while number:
        result = add(result, p) if number & 1 else result
        p, number = add(p, p), number >> 1
    return result


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signature(public, message, signature):
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(h, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


# Signed checkpoints [c2sp.org/signed-note, c2sp.org/tlog-checkpoint]

class Checkpoint:
    """A note, what it says, and which of the keys signed it (their places in the list)."""

    def __init__(self, note, keys, name):
        text, _, lines = note.rpartition("\n\n")
        said = (text + "\n").split("\n")
        if not text or len(said) < 5 or not said[3].startswith("at "):
            raise Fault(f"{name} is not a signed checkpoint.")
        self.note, self.name, self.origin, self.size, self.root, self.at = note, name, said[0], int(said[1]), base64.b64decode(said[2]), said[3][3:]
        self.signers = {i for i, key in enumerate(keys) if any(self.is_by(key, (text + "\n").encode(), line) for line in lines.split("\n"))}

    @staticmethod
    def is_by(vkey, text, line):
        name, identity, public = read_key(vkey)
        prefix = f"\u2014 {name} "
        signed = base64.b64decode(line[len(prefix):]) if line.startswith(prefix) else b""
        return len(signed) == 68 and signed[:4] == identity and is_signature(public, text, signed[4:])


def read_key(vkey):
    name, identity, data = vkey.split("+", 2)
    raw = base64.b64decode(data)
    if len(raw) != 33 or raw[0] != 1 or sha(name.encode(), b"\n", raw)[:4].hex() != identity:
        raise Fault(f"{vkey} is not a key.")
    return name, bytes.fromhex(identity), raw[1:]


def read_keys(text):
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


# The Merkle tree [RFC 9162, 2.1]

def leaf_hash(commitment):
    return sha(b"\0", commitment)


def node_hash(left, right):
    return sha(b"\1", left, right)


def root_of(index, size, leaf, path):
    """The head that the path leads to [2.1.3.2]; None if it leads nowhere."""
    node, last, result = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        node, last = node >> 1, last >> 1
    return result if last == 0 and 0 <= index < size else None


class Tree:
    """A growing tree: of each size that is a power of two, at most one complete tree is open."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def append(self, leaf):
        self.peaks.append(leaf)
        self.size += 1
        level = self.size
        while level & 1 == 0:
            right, left = self.peaks.pop(), self.peaks.pop()
            self.peaks.append(node_hash(left, right))
            level >>= 1

    def root(self):
        result = self.peaks[-1] if self.peaks else sha(b"")
        for peak in reversed(self.peaks[:-1]):
            result = node_hash(peak, result)
        return result


def opened(salt, payload, commitment, name):
    """What a payload says, once it is certain that it is what was committed to."""
    if sha(base64.b64decode(salt), payload.encode()) != commitment:
        raise Fault(f"{name} was changed: its payload and salt do not give its commitment.")
    said = json.loads(payload)
    if not isinstance(said, dict) or not isinstance(said.get("act"), str) or not isinstance(said.get("at"), str):
        raise Fault(f"{name} is not a record of this format.")
    return said


# A pack

class Pack:
    def __init__(self, folder, trusted):
        self.folder, self.checkpoints, self.waiting, self.proven = folder, {}, [], 0
        self.keys = read_keys(self.read("keys.txt").decode())
        if trusted is not None:
            self.believe(trusted)
        self.published = self.checkpoint(self.read("checkpoint.txt").decode(), "checkpoint.txt") if self.has("checkpoint.txt") else None

    def has(self, name):
        return os.path.exists(os.path.join(self.folder, name))

    def read(self, name):
        if not self.has(name):
            raise Fault(f"{name} is missing.")
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def names(self, folder):
        return sorted(f"{folder}/{n}" for n in os.listdir(os.path.join(self.folder, folder))) if self.has(folder) else []

    def believe(self, trusted):
        self.keys = [key for key in self.keys if key in trusted]

    def checkpoint(self, note, name):
        if note not in self.checkpoints:
            self.checkpoints[note] = Checkpoint(note, self.keys, name)
            if not self.checkpoints[note].signers:
                raise Fault(f"{name} is not signed by a key that is believed.")
        return self.checkpoints[note]

    def event(self, event, where):
        name = f"{where}: {event['act']} of {event['at']}"
        said = opened(event["salt"], event["payload"], bytes.fromhex(event["commitment"]), name)
        if (said["act"], said["at"]) != (event["act"], event["at"]):
            raise Fault(f"{name} says beside its payload what is not in it.")
        proof = event["proof"]
        if proof is None:
            self.unproven(name, said)
        else:
            head = self.checkpoint(proof["checkpoint"], f"The checkpoint of {name}")
            path = [base64.b64decode(hash_) for hash_ in proof["path"]]
            if root_of(proof["index"], head.size, leaf_hash(bytes.fromhex(event["commitment"])), path) != head.root:
                raise Fault(f"{name}: its proof does not lead to the checkpoint of {head.at}.")
            self.proven += 1
        return said

    def unproven(self, name, said):
        if self.published and instant(self.published.at) - instant(said["at"]) > datetime.timedelta(hours=1):
            raise Fault(f"{name} has no proof, though the checkpoint of {self.published.at} should cover it.")
        self.waiting.append(name)

    def check(self):
        exports = [self.event(event, "export.json") for event in json.loads(self.read("export.json"))]
        listed, is_export_proven, self.proven = self.list(exports), self.proven == len(exports), 0
        events = []
        for name in self.names("receipts"):
            said = [self.event(event, name) for event in json.loads(self.read(name))["evidence"]["events"]]
            if len({e.get("submission") for e in said}) != 1:
                raise Fault(f"{name}: its events are not those of one submission.")
            events += said
        if not events:
            raise Fault("There is no receipt.")
        if self.proven and not self.published:
            raise Fault("checkpoint.txt is missing.")
        self.forms(events)
        left = self.letters(events)
        self.files(listed)
        self.one_person(events + exports)
        self.say(len(events), left, is_export_proven)
        if not self.proven:
            raise Fault("Nothing in it is proven: no event is covered by a published checkpoint yet.")
        return ", ".join(filter(None, [f"{len(self.waiting)} event(s)" if self.waiting else "", "" if is_export_proven else "the list of files"]))

    def one_person(self, events):
        if len({e.get("principal") for e in events}) != 1:
            raise Fault("There are events of more than one person.")
        future = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) + datetime.timedelta(hours=1)
        for event in events:
            if instant(event["at"]) > future:
                raise Fault(f"{event['act']} of {event['at']} lies in the future.")

    def forms(self, events):
        named = {e["record"]["notice"] for e in events if e.get("record", {}).get("notice")}
        for hash_ in sorted(named):
            declared, shown = self.read(f"forms/{hash_}.notice.json"), self.read(f"forms/{hash_}.notice.html")
            if sha(declared, b"\0", shown).hex() != hash_:
                raise Fault(f"forms/{hash_}: the form is not the one that was shown, its digest is another.")
            if shown not in self.read(f"forms/{hash_}.html"):
                raise Fault(f"forms/{hash_}.html does not show the form as it was.")
        for name in self.names("forms"):
            if os.path.basename(name).split(".")[0] not in named:
                raise Fault(f"{name}: no event names this form.")

    def letters(self, events):
        sent = {e["record"]["digest"].lower() for e in events if e["act"] == "LetterSent"}
        for name in self.names("letters"):
            digest = sha(self.read(name)).hex()
            if digest not in sent:
                raise Fault(f"{name} is not a letter that was sent: no event has its digest.")
            sent.remove(digest)
        return len(sent)

    def list(self, exports):
        """The list of files with their digests; its own digest stands in the event of the export."""
        listed = self.read("SHA256SUMS")
        if not exports or any(e["record"].get("pack") != sha(listed).hex() for e in exports):
            raise Fault("SHA256SUMS is not the list of files of this export.")
        listed = dict(reversed(line.split("  ", 1)) for line in listed.decode().splitlines())
        for name in listed:
            if not self.has(name):
                raise Fault(f"{name} is missing.")
        return listed

    def files(self, listed):
        for name, digest in listed.items():
            if sha(self.read(name)).hex() != digest:
                raise Fault(f"{name} was changed after the export.")
        for folder, folders, names in os.walk(self.folder):
            folders[:] = [f for f in folders if f != "__pycache__"]
            for name in (os.path.relpath(os.path.join(folder, n), self.folder).replace(os.sep, "/") for n in names):
                if name not in listed and name not in ("SHA256SUMS", "export.json"):
                    raise Fault(f"{name} was added after the export.")

    def say(self, events, left, is_export_proven):
        print(f"{events} events in {len(self.names('receipts'))} receipt(s) say what was committed to; {self.proven} of them are proven to be in the log.")
        for head in self.checkpoints.values():
            print(f"  {head.origin}: {head.size} leaves at {head.at}, signed by {', '.join(self.keys[i] for i in sorted(head.signers))}")
        for name in self.waiting:
            print(f"  Not covered by a published checkpoint yet: {name}")
        print("The forms are those that were shown, the letters those that were sent" + (f"; of {left} letter(s) no copy is kept." if left else "."))
        print("No file was changed after the export.")
        if not is_export_proven:
            print("The event of the export is younger than the last checkpoint: until it is found in the log, only whoever handed the pack out vouches for its list of files.")


# A whole log

class WholeLog:
    def __init__(self, trusted, kept):
        self.trusted, self.kept, self.lines = trusted, kept, 0
        self.keys, self.signer, self.tree, self.header = [], 0, None, None
        self.missing, self.named, self.spoken, self.seen, self.held, self.erased, self.said = {}, set(), set(), set(), 0, 0, []

    def check(self, lines):
        for line in lines:
            self.lines += 1
            row = json.loads(line)
            if "origin" in row:
                self.close()
                self.begin(row)
            elif "published" in row:
                self.covered(Checkpoint(row["published"], self.keys, f"The checkpoint in line {self.lines}"))
            else:
                self.leaf(row)
        self.close()
        self.judge()

    def begin(self, header):
        if self.trusted is not None and not set(header["keys"]) <= set(self.trusted):
            raise Fault(f"{header['origin']} names a key that is not among those to be believed.")
        self.keys, self.header, self.tree = header["keys"], header, Tree()
        if self.kept and self.kept.origin == header["origin"] and not Checkpoint(self.kept.note, self.keys, self.kept.name).signers:
            raise Fault("The checkpoint that was kept is not signed by a key of this log.")
        after = Checkpoint(header["after"], [], "What it goes on from") if header.get("after") else None
        if after and self.kept and after.origin == self.kept.origin and after.size >= self.kept.size:
            self.kept = None  # What came after a backup is lost, and this log says so.

    def leaf(self, row):
        event, place = row["event"], f"leaf {row['index']}"
        if row["index"] != self.tree.size:
            raise Fault(f"Leaf {self.tree.size} is missing: {place} follows.")
        if row.get("commitment") is None:
            raise Fault(f"Event {event}, {place}, is missing.")
        commitment = bytes.fromhex(row["commitment"])
        if leaf_hash(commitment).hex() != row.get("leaf", leaf_hash(commitment).hex()):
            raise Fault(f"Event {event} or its {place} was changed: the one does not follow from the other.")
        if commitment in self.seen:
            raise Fault(f"Event {event} says again what an earlier one said.")
        self.seen.add(commitment)
        said = self.payload(row, event, commitment)
        if self.tree.size == 0 and self.header.get("after") and (said or {}).get("record", {}).get("after") != self.header["after"]:
            raise Fault(f"{self.header['origin']} does not begin with the checkpoint it goes on from.")
        self.tree.append(leaf_hash(commitment))
        self.hold_to_kept()

    def payload(self, row, event, commitment):
        if row.get("held"):
            self.held += 1
        elif row.get("payload") is None or row.get("salt") is None:
            self.missing[event] = row["index"]
        else:
            said = opened(row["salt"], row["payload"], commitment, f"Event {event}, leaf {row['index']},")
            self.spoken.add(event)
            if said["act"] == "Erased" and said.get("submission") is None:
                self.named.update(said.get("record", {}).get("events", []))
            return said
        return None

    def hold_to_kept(self):
        if self.kept and self.kept.origin == self.header["origin"] and self.kept.size == self.tree.size:
            if self.kept.root != self.tree.root():
                raise Fault(f"The checkpoint that was kept covers {self.kept.size} leaves; the first {self.kept.size} here are others.")
            self.kept = None

    def covered(self, head):
        # Keys sign one after the other, and the one before signs the first checkpoint of the next one, too.
        if {self.signer, self.signer + 1} <= head.signers:
            self.signer += 1
        if self.signer not in head.signers:
            raise Fault(f"{head.name} is not signed by the key of its time.")
        if head.origin != self.header["origin"] or head.size != self.tree.size or head.root != self.tree.root():
            raise Fault(f"{head.name}, of {head.at}, covers {head.size} leaves with another head: what it covers was changed.")

    def close(self):
        if self.header:
            head = Checkpoint(self.header["checkpoint"], self.keys, f"The last checkpoint of {self.header['origin']}")
            self.covered(head)
            self.said.append(f"{head.origin}: {head.size} leaves at {head.at}, signed by {self.keys[self.signer]}")

    def judge(self):
        if not self.header:
            raise Fault("There is no log.")
        for event in sorted(set(self.missing) - self.named)[:1]:
            raise Fault(f"The payload of event {event}, leaf {self.missing[event]}, is missing, and no sealed erasure names it.")
        for event in sorted(self.named & self.spoken)[:1]:
            raise Fault(f"Event {event} is called erased and is still there.")
        if self.kept:
            raise Fault(f"The checkpoint that was kept covers {self.kept.size} leaves of {self.kept.origin}, which are not all here: the log was set back.")
        print("\n".join(self.said))
        print(f"Every leaf holds. {len(self.missing)} payloads were erased, each named by a sealed erasure. "
              + f"{self.held} are held back: what they say could not be looked into.")


def instant(text):
    return datetime.datetime.strptime(re.sub(r"\.\d+", "", text), "%Y-%m-%dT%H:%M:%SZ")


def check(path=None, log=None, keys=None, checkpoint=None):
    """Checks, and prints what it found; a Fault says what does not hold."""
    try:
        trusted = None
        if keys:
            with open(keys, encoding="utf-8") as file:
                trusted = read_keys(file.read())
        if log is None:
            return Pack(path or os.path.dirname(os.path.abspath(__file__)), trusted).check()
        kept = None
        if checkpoint:
            with open(checkpoint, encoding="utf-8", newline="") as file:
                kept = Checkpoint(file.read(), trusted or [], "The checkpoint that was kept")
        with open(log, encoding="utf-8", newline="\n") as file:
            WholeLog(trusted, kept).check(file)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, binascii.Error) as bad:
        raise Fault(f"Something is not written as it must be: {type(bad).__name__}: {bad}") from bad
    return None


def main(arguments):
    options, rest = {}, list(arguments)
    while rest and rest[0] in ("--log", "--keys", "--checkpoint"):
        name = rest.pop(0)[2:]
        options[name] = rest.pop(0) if rest else sys.exit(__doc__)
    if len(rest) > 1 or rest and rest[0].startswith("-"):
        print(__doc__)
        return 0 if rest[0] in ("-h", "--help") else 1
    try:
        unproven = check(*rest, **options)
    except OSError as missing:
        print(f"Nothing was checked: {missing}")
        return 2
    except Fault as fault:
        print(f"DOES NOT HOLD: {fault}")
        return 1
    if not options.get("keys"):
        print("The keys came with what was checked. Whoever doubts them gets them elsewhere: --keys FILE.")
    print(f"What is proven holds. Not proven yet: {unproven}." if unproven else "Everything holds.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
