// Names of labels and files come from strangers: they are shown as text and never as HTML.
const byId = id => document.getElementById(id);
const [drop, picture, result, answer, explanation, again, scores] =
  ['drop', 'photo', 'result', 'answer', 'explanation', 'again', 'scores'].map(byId);
let mostBytes = Infinity; // the server says how many it takes
let latest = null; // only the answer to the last photo is shown

for (const input of [byId('file'), byId('camera')]) {
  input.addEventListener('change', () => {
    if (input.files[0]) classify(input.files[0]);
    input.value = ''; // the same photo may be chosen again
  });
}

// A photo may be dropped anywhere: a browser would leave the page for one that missed.
for (const name of ['dragenter', 'dragover']) {
  document.addEventListener(name, event => { event.preventDefault(); drop.classList.add('over'); });
}
document.addEventListener('dragleave', event => { if (!event.relatedTarget) drop.classList.remove('over'); });
document.addEventListener('drop', event => {
  event.preventDefault();
  drop.classList.remove('over');
  take(event.dataTransfer, 'That was not a file. Save the photo on this device and drop it from there.');
});
document.addEventListener('paste', event => take(event.clipboardData, 'There is no photo on the clipboard. Copy one and paste it here.'));
again.addEventListener('click', () => latest && classify(latest.photo));

fetch('model').then(response => response.json()).then(({ labels, testAccuracy, mostBytes: most }) => {
  mostBytes = most;
  const known = `Give it a photo of one of ${labels.length} road signs: ${list(labels.map(name => name.toLowerCase()), 'or')}.`;
  byId('knows').textContent = testAccuracy ? `${known} It was right about ${percent(testAccuracy.fraction, 0)} of its test photos.` : known;
}).catch(() => {}); // the first photo says that the server cannot be reached

function take(data, otherwise) {
  const [first, ...others] = data?.files ?? [];
  if (first) classify(first, others.length > 0 ? `The first of ${others.length + 1} photos. ` : '');
  else if (data?.types.length > 0) show({ title: 'No photo', text: otherwise, isProblem: true });
}

async function classify(photo, note = '') {
  latest?.abort.abort();
  const mine = latest = { photo, abort: new AbortController() };
  preview(photo);
  if (photo.size > mostBytes) return show(tooLarge());
  show({ title: 'Looking …' });
  result.setAttribute('aria-busy', 'true');
  let shown;
  try {
    const response = await fetch('classify', { method: 'POST', body: photo, signal: mine.abort.signal });
    shown = response.ok ? answerOf(await response.json(), note) : await refusalOf(response);
  } catch {
    shown = { title: 'No answer', text: 'The server cannot be reached. Check the connection and try again.', isProblem: true, canRetry: true };
  }
  if (mine !== latest) return;
  result.removeAttribute('aria-busy');
  show(shown);
}

// A classifier names a sign for every photo, even for one of a cat. Where training had too few photos to know, isFamiliar is null.
function answerOf(predictions, note) {
  const [best] = predictions;
  if (best.isFamiliar === false) {
    return { title: 'Not like any sign I know', predictions, isUncertain: true,
      text: `${note}This photo is unlike all that I was trained on. The nearest is ${best.label}, but do not rely on it.` };
  }
  if (!best.isConfident) {
    const likely = predictions.filter(({ probability }) => probability >= 0.1).map(({ label }) => label);
    const guess = likely.length > 0 ? `It may be ${list(likely, 'or')}. ` : '';
    return { title: 'I don’t know', text: `${note}${guess}A closer or sharper photo may help.`, predictions, isUncertain: true };
  }
  return { title: best.label, text: `${note}${percent(best.probability, 1)} probable.`, predictions };
}

async function refusalOf(response) {
  if (response.status === 413) return tooLarge();
  const { detail } = await response.json().catch(() => ({}));
  const isBusy = response.status === 503;
  return { title: isBusy ? 'Busy' : response.status === 400 ? 'Not a photo that I can read' : 'No answer', isProblem: true,
    text: detail ?? 'The server has a problem. Try again later.', canRetry: response.status >= 500 };
}

function tooLarge() {
  const limit = Number.isFinite(mostBytes) ? ` than ${Math.floor(mostBytes / 1e6)} MB` : '';
  return { title: 'Too large', text: `The photo is larger${limit}. Choose a smaller one, or take it with less resolution.`, isProblem: true };
}

function preview(photo) {
  URL.revokeObjectURL(picture.src);
  picture.onload = () => { picture.hidden = false; };
  picture.onerror = () => { picture.hidden = true; }; // not an image, or one that this browser does not know
  picture.alt = `The photo ${photo.name}`;
  picture.src = URL.createObjectURL(photo);
}

function show({ title, text = '', predictions = [], isUncertain = false, isProblem = false, canRetry = false }) {
  answer.textContent = title;
  explanation.textContent = text;
  result.classList.toggle('problem', isProblem);
  result.classList.toggle('uncertain', isUncertain);
  again.hidden = !canRetry;
  scores.hidden = predictions.length === 0;
  scores.tBodies[0].replaceChildren(...predictions.map(({ label, probability }) => {
    const row = document.createElement('tr');
    const name = Object.assign(document.createElement('th'), { scope: 'row', textContent: label });
    const value = Object.assign(document.createElement('td'), { textContent: percent(probability, 1) });
    const bar = Object.assign(document.createElement('span'), { className: 'bar' });
    bar.style.setProperty('--share', probability);
    value.append(bar);
    row.append(name, value);
    return row;
  }));
}

function percent(share, digits) {
  const shown = (share * 100).toFixed(digits);
  return share < 1 && Number(shown) === 100 ? `over ${(100 - 10 ** -digits).toFixed(digits)}%` : `${shown}%`;
}

function list(names, word) {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}
