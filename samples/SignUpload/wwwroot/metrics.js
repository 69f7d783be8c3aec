const byId = id => document.getElementById(id);
const sum = (labels, count) => labels.reduce((total, label) => total + label[count], 0);
const share = (part, whole) => whole === 0 ? '–' : `${(100 * part / whole).toFixed(1)}%`;
const time = seconds => seconds === null ? '–' : seconds < 1 ? `${Math.ceil(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;

async function update() {
  try {
    const response = await fetch('metrics', { cache: 'no-store' });
    if (!response.ok) throw new Error(response.statusText);
    show(await response.json());
    byId('problem').textContent = '';
  } catch {
    byId('problem').textContent = 'The server cannot be reached. These are the last numbers that it sent.';
  }
  setTimeout(update, 2000);
}

function show({ labels, failures, active, waiting, medianSeconds, slowSeconds }) {
  const photos = sum(labels, 'photos');
  const numbers = {
    photos, uncertain: share(sum(labels, 'uncertain'), photos), unfamiliar: share(sum(labels, 'unfamiliar'), photos),
    refused: Object.values(failures).reduce((total, count) => total + count, 0),
    median: time(medianSeconds), slow: time(slowSeconds), active, waiting,
  };
  for (const [id, value] of Object.entries(numbers)) byId(id).textContent = value;
  if (photos > 0) {
    fill('labels', labels.map(label => [
      label.label, label.photos, share(label.uncertain, label.photos), share(label.unfamiliar, label.photos),
    ]));
  }
  fill('failures', Object.entries(failures));
  byId('failures').hidden = Object.keys(failures).length === 0;
}

// As text: a label may have any characters.
function fill(table, rows) {
  byId(table).tBodies[0].replaceChildren(...rows.map(values => {
    const row = document.createElement('tr');
    row.append(...values.map((value, column) => column === 0
      ? Object.assign(document.createElement('th'), { scope: 'row', textContent: value })
      : Object.assign(document.createElement('td'), { textContent: value })));
    return row;
  }));
}

update();
