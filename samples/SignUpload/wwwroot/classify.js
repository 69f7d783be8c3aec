const drop = document.getElementById('drop');
const file = document.getElementById('file');
const photo = document.getElementById('photo');
const answer = document.getElementById('answer');
const scores = document.querySelector('#scores tbody');
let latest = 0; // only the answer to the last photo is shown

file.addEventListener('change', () => file.files[0] && classify(file.files[0]));
for (const name of ['dragenter', 'dragover']) {
  drop.addEventListener(name, event => { event.preventDefault(); drop.classList.add('over'); });
}
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', event => {
  event.preventDefault();
  drop.classList.remove('over');
  if (event.dataTransfer.files[0]) classify(event.dataTransfer.files[0]);
});

async function classify(image) {
  const mine = ++latest;
  URL.revokeObjectURL(photo.src);
  photo.src = URL.createObjectURL(image);
  photo.alt = image.name;
  photo.hidden = false;
  show('Looking…', false, []);
  try {
    const response = await fetch('classify', { method: 'POST', body: image });
    const result = await response.json();
    if (mine !== latest) return;
    if (response.ok) show(answerOf(result[0]), false, result);
    else show(result.detail, true, []);
  } catch (error) {
    if (mine === latest) show(`The server did not answer: ${error.message}`, true, []);
  }
}

// A classifier names a sign for every photo, even for one of a cat. Where training had too few photos to know, isFamiliar is null.
function answerOf({ label, probability, isConfident, isFamiliar }) {
  const nearest = `${label} (${percent(probability)})`;
  if (isFamiliar === false) return `This looks unlike anything it was trained on; the nearest is ${nearest}`;
  return isConfident ? nearest : `Perhaps ${nearest}`;
}

function show(text, isProblem, predictions) {
  answer.textContent = text;
  answer.classList.toggle('problem', isProblem);
  scores.replaceChildren(...predictions.map(({ label, probability }) => {
    const row = document.createElement('tr');
    const name = Object.assign(document.createElement('th'), { textContent: label, scope: 'row' });
    const bar = Object.assign(document.createElement('div'), { className: 'bar' });
    bar.style.width = `${probability * 100}%`;
    const cell = document.createElement('td');
    cell.append(bar);
    row.append(name, cell, Object.assign(document.createElement('td'), { textContent: percent(probability) }));
    return row;
  }));
}

function percent(probability) {
  return `${(probability * 100).toFixed(1)} %`;
}
