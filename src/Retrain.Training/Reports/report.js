// The page is complete without this script. With it, a number of the confusion matrix shows only its own photos, and the map shows photos.
'use strict';

document.documentElement.classList.add('scripted');

function setUpCells() {
  const cells = [...document.querySelectorAll('details.cell')];
  const all = document.getElementById('all-cells');
  if (cells.length === 0 || !all) {
    return;
  }

  function show(chosen) {
    all.setAttribute('aria-pressed', String(chosen === null));
    for (const cell of cells) {
      cell.hidden = chosen !== null && cell !== chosen;
    }
    for (const link of document.querySelectorAll('#confusion a[aria-current]')) {
      link.removeAttribute('aria-current');
    }
    if (chosen) {
      document.querySelector(`#confusion a[href="#${chosen.id}"]`)?.setAttribute('aria-current', 'true');
    }
    if (chosen) {
      chosen.open = true;
    }
  }

  function followAddress() {
    const cell = cells.find(candidate => '#' + candidate.id === location.hash);
    if (cell) {
      show(cell);
      cell.querySelector('summary').focus({ preventScroll: true });
      cell.scrollIntoView({ block: 'nearest' });
    }
  }

  all.addEventListener('click', () => show(all.getAttribute('aria-pressed') === 'true' ? cells[0] : null));
  addEventListener('hashchange', followAddress);
  show(cells[0]); // The most frequent mistake.
  followAddress();
}

function setUpMap() {
  const map = document.getElementById('points');
  const shown = document.getElementById('map-photo');
  const points = [...map.querySelectorAll('g')].map(element => {
    const { e: x, f: y } = element.transform.baseVal[0].matrix;
    return { element, x, y, text: element.querySelector('title').textContent };
  });
  const middle = map.viewBox.baseVal.width / 2;
  let chosen = null;
  let label = null;

  const search = document.getElementById('map-search');
  const hides = point => search
    ? !point.text.toLocaleLowerCase().includes(search.value.trim().toLocaleLowerCase())
    : label !== null && point.element.dataset.label !== label;
  const visible = () => points.filter(point => !hides(point));

  function choose(point) {
    if (!point || point === chosen) {
      return;
    }
    chosen?.element.classList.remove('chosen');
    chosen = point;
    point.element.classList.add('chosen');
    const name = document.createElement('p');
    name.textContent = point.text;
    const photo = photoOf(point);
    shown.replaceChildren(...(photo ? [photo, name] : [name]));
    if (photo) {
      shown.dataset.image = point.element.dataset.photo;
      document.dispatchEvent(new CustomEvent('photosadded', { detail: shown }));
    } else {
      delete shown.dataset.image;
    }
  }

  function photoOf(point) {
    const stored = document.getElementById('p' + point.element.dataset.photo);
    if (!stored) {
      return null;
    }
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('class', 'photo');
    svg.setAttribute('viewBox', `0 0 ${stored.getAttribute('width')} ${stored.getAttribute('height')}`);
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(space, 'use');
    use.setAttribute('href', '#' + stored.id);
    svg.append(use);
    return svg;
  }

  // A finger is wider than a point.
  function nearest(event) {
    const box = map.getBoundingClientRect();
    const scale = map.viewBox.baseVal.width / box.width;
    const x = (event.clientX - box.left) * scale;
    const y = (event.clientY - box.top) * scale;
    return closest(visible(), point => Math.hypot(point.x - x, point.y - y), event.pointerType === 'touch' ? 40 : 14);
  }

  function closest(candidates, distance, limit) {
    let best = null;
    for (const candidate of candidates) {
      const length = distance(candidate);
      if (length < limit) {
        limit = length;
        best = candidate;
      }
    }
    return best;
  }

  // The nearest of the points that are further ahead than to the side.
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function walk(event) {
    if (event.key === 'Enter') {
      shown.querySelector('button')?.click();
      return;
    }
    const direction = directions[event.key];
    if (!direction) {
      return;
    }
    event.preventDefault();
    if (!chosen) {
      choose(closest(visible(), point => Math.hypot(point.x - middle, point.y - middle), Infinity));
      return;
    }
    choose(closest(visible(), point => {
      const ahead = (point.x - chosen.x) * direction[0] + (point.y - chosen.y) * direction[1];
      const aside = Math.abs((point.x - chosen.x) * direction[1] + (point.y - chosen.y) * direction[0]);
      return ahead > 0 && ahead >= aside ? ahead + 2 * aside : Infinity;
    }, Infinity));
  }

  function highlight(button, value) {
    label = label === value ? null : value;
    for (const other of document.querySelectorAll('#map-key button')) {
      other.setAttribute('aria-pressed', String(other === button && label !== null));
    }
    dim();
  }

  function dim() {
    for (const point of points) {
      point.element.classList.toggle('dim', hides(point));
    }
  }

  for (const item of document.querySelectorAll('#map-key li')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', 'false');
    button.append(...item.childNodes);
    button.addEventListener('click', () => highlight(button, item.dataset.label));
    item.append(button);
  }
  search?.addEventListener('input', dim);
  map.addEventListener('pointermove', event => choose(nearest(event)));
  map.addEventListener('pointerdown', event => choose(nearest(event)));
  map.addEventListener('keydown', walk);
}

setUpCells();
setUpMap();
