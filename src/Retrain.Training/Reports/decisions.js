// Marks of photos become decisions.json. They are kept in the browser until they are cleared, so a page that is closed loses none.
{
  const root = document.getElementById('curate');
  const dialog = document.getElementById('mark');
  const select = document.getElementById('mark-label');
  const status = document.getElementById('marked');
  const labels = JSON.parse(root.dataset.labels);
  const given = new Map(JSON.parse(root.dataset.given));
  const photos = new Map(JSON.parse(root.dataset.photos).map(([index, digest, label, proposed]) => [index, { digest, label, proposed }]));
  const place = 'retrain-decisions-' + root.dataset.model;
  const removed = null;
  const tiles = new Map(); // digest -> the buttons of its photos
  let marks = new Map(given);
  let unsaved = false;
  let chosen = null;

  const isEntry = entry => Array.isArray(entry) && /^[0-9a-f]{64}$/.test(entry[0]) && (entry[1] === removed || typeof entry[1] === 'string');

  const restore = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(place));
      if (Array.isArray(kept) && kept.every(isEntry)) {
        marks = new Map(kept);
      }
    } catch {
      // A browser may refuse to keep anything; then it asks before the page is closed.
    }
  };

  const keep = () => {
    try {
      localStorage.setItem(place, JSON.stringify([...marks]));
      return true;
    } catch {
      return false;
    }
  };

  const textOf = digest => !marks.has(digest) ? 'Mark' : marks.get(digest) === removed ? 'Remove' : '→ ' + marks.get(digest);

  const show = digest => {
    for (const button of (tiles.get(digest) ?? []).filter(candidate => candidate.isConnected)) {
      button.textContent = textOf(digest);
      button.setAttribute('aria-label', `${button.textContent}: ${button.dataset.name}`);
      button.classList.toggle('marked', marks.has(digest));
    }
  };

  const count = () => {
    const all = [...marks.values()];
    const out = all.filter(label => label === removed).length;
    const photosOf = number => `${number} photo${number === 1 ? '' : 's'}`;
    status.textContent = all.length === 0
      ? 'No photo is marked.'
      : `${photosOf(all.length)} marked: ${out} to remove, ${all.length - out} with another label.`;
    document.getElementById('save-marks').disabled = all.length === 0;
    document.getElementById('clear-marks').disabled = all.length === 0;
  };

  const change = (digest, label) => {
    // The label that a photo has anyway is not a decision, unless an earlier one gave it.
    const photo = [...photos.values()].find(candidate => candidate.digest === digest);
    if (label === undefined || (photo && label === labels[photo.label] && !given.has(digest))) {
      marks.delete(digest);
    } else {
      marks.set(digest, label);
    }
    unsaved = !keep();
    show(digest);
    count();
  };

  const open = button => {
    const photo = photos.get(Number(button.dataset.of));
    chosen = photo.digest;
    document.getElementById('mark-title').textContent = button.dataset.name;
    const picture = document.querySelector(`[data-image="${button.dataset.of}"] svg.photo`);
    document.getElementById('mark-photo').replaceChildren(...(picture ? [picture.cloneNode(true)] : []));
    const marked = labels.indexOf(marks.get(photo.digest));
    select.value = String(marked >= 0 ? marked : photo.proposed);
    dialog.returnValue = '';
    dialog.showModal();
    select.focus();
  };

  dialog.addEventListener('close', () => {
    const decisions = { label: () => change(chosen, labels[Number(select.value)]), remove: () => change(chosen, removed),
      clear: () => change(chosen, undefined) };
    decisions[dialog.returnValue]?.();
  });

  // In a list, no browser takes it for the form's own button.
  select.addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      event.preventDefault();
      dialog.close('label');
    }
  });

  // A quick way through many photos.
  const press = (event, digest) => {
    if (event.key === 'Delete') {
      event.preventDefault();
      change(digest, removed);
    } else if (event.key === 'Backspace') {
      event.preventDefault();
      change(digest, undefined);
    }
  };

  const addTo = tile => {
    const photo = photos.get(Number(tile.dataset.image));
    if (photo && !tile.querySelector(':scope > .mark')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'mark';
      button.dataset.of = tile.dataset.image;
      button.dataset.name = tile.dataset.name ?? (tile.querySelector('.file') ?? tile.querySelector('title') ?? tile.querySelector('p'))?.textContent ?? '';
      button.addEventListener('click', () => open(button));
      button.addEventListener('keydown', event => press(event, photo.digest));
      tile.append(button);
      tiles.set(photo.digest, [...(tiles.get(photo.digest) ?? []).filter(other => other.isConnected), button]);
    }
    return photo?.digest;
  };

  const addButtons = root => {
    const found = root.matches?.('[data-image]') ? [root] : [...root.querySelectorAll('[data-image]')];
    new Set(found.map(addTo)).forEach(show);
  };

  const textOfFile = () => {
    const lines = [...marks].sort(([one], [other]) => one < other ? -1 : 1)
      .map(([digest, label]) => '    ' + JSON.stringify(label === removed ? { digest, remove: true } : { digest, label }));
    return `{\n  "formatVersion": "1.0.0",\n  "decisions": [\n${lines.join(',\n')}\n  ]\n}\n`;
  };

  document.getElementById('save-marks').addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([textOfFile()], { type: 'application/json' }));
    link.download = 'decisions.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
  });

  document.getElementById('clear-marks').addEventListener('click', () => {
    if (confirm('Clear all marks?')) {
      const before = [...marks.keys()];
      marks = new Map();
      unsaved = !keep();
      before.forEach(show);
      count();
    }
  });

  // What was marked here stays; the file adds to it.
  const load = text => {
    const file = JSON.parse(text);
    const entries = file.decisions.map(({ digest, label, remove }) => [digest.toLowerCase(), remove === true ? removed : label]);
    if (file.formatVersion !== '1.0.0' || !entries.every(isEntry)) {
      throw new TypeError('another format');
    }
    const added = entries.filter(([digest]) => !marks.has(digest));
    marks = new Map([...marks, ...added]);
    unsaved = !keep();
    added.forEach(([digest]) => show(digest));
    count();
    status.textContent += ` ${added.length} of them came from the file, ${added.filter(([digest]) => tiles.has(digest)).length} are shown here.`;
  };

  const picker = document.getElementById('marks-file');
  document.getElementById('load-marks').addEventListener('click', () => picker.click());
  picker.addEventListener('change', async () => {
    const [file] = picker.files;
    if (file) {
      try {
        load(await file.text());
      } catch {
        status.textContent = `${file.name} is not a file of decisions.`;
      }
      picker.value = '';
    }
  });

  addEventListener('beforeunload', event => {
    if (unsaved) {
      event.preventDefault();
    }
  });

  document.addEventListener('photosadded', event => addButtons(event.detail));
  restore();
  addButtons(document);
  count();
}
