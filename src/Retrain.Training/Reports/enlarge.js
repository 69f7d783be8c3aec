// Select a photo to see it large, with what the model says of it and the parts that the prediction rests on.
{
  const facts = JSON.parse(document.getElementById('photos').textContent);
  const dialog = document.getElementById('enlarged');
  const find = selector => dialog.querySelector(selector);
  const space = 'http://www.w3.org/2000/svg';
  let group = [];
  let place = 0;
  let showsHeat = true;

  const draw = (name, attributes) => {
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    return element;
  };
  const percent = fraction => (fraction * 100).toFixed(1) + '%';

  const addButtons = root => {
    const holders = root.matches?.('[data-image]') ? [root] : root.querySelectorAll('[data-image]');
    for (const holder of holders) {
      const photo = holder.querySelector(':scope > svg.photo');
      const fact = facts.photos[holder.dataset.image];
      if (photo && fact) {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'enlarge';
        button.setAttribute('aria-haspopup', 'dialog');
        button.setAttribute('aria-label', 'Enlarge ' + fact.name);
        photo.replaceWith(button);
        photo.querySelector('title')?.remove();
        photo.removeAttribute('role');
        photo.setAttribute('aria-hidden', 'true');
        button.title = fact.name;
        button.append(photo);
      }
    }
  };

  // What lies beside each other: a list of photos, or all pairs of one kind.
  const groupOf = button => {
    const list = button.closest('.pairs') ?? button.closest('.photos');
    return list ? [...list.querySelectorAll('button.enlarge')] : [button];
  };

  const open = button => {
    group = groupOf(button);
    place = group.indexOf(button);
    show();
    dialog.showModal();
    dialog.focus();
  };

  const go = step => {
    const next = place + step;
    if (next >= 0 && next < group.length) {
      place = next;
      show();
    }
  };

  const show = () => {
    const number = group[place].closest('[data-image]').dataset.image;
    const fact = facts.photos[number];
    find('#enlarged-name').textContent = fact.name;
    offerMark(number, fact);
    showPhoto(number, fact);
    showHeat(fact);
    showFacts(fact);
    find('.walk').hidden = group.length < 2;
    find('.place').textContent = `${place + 1} of ${group.length}`;
    find('.previous').disabled = place === 0;
    find('.next').disabled = place === group.length - 1;
  };

  // What can be done with a photo is added to whatever has its number, as below its small picture.
  const offerMark = (number, fact) => {
    const holder = find('.mark-of-photo');
    const hadFocus = holder.contains(document.activeElement);
    holder.replaceChildren();
    holder.dataset.image = number;
    holder.dataset.name = fact.name;
    document.dispatchEvent(new CustomEvent('photosadded', { detail: holder }));
    if (hadFocus) {
      holder.querySelector('button')?.focus();
    }
  };

  const showPhoto = (number, fact) => {
    const stored = document.getElementById('e' + number) ?? document.getElementById('p' + number);
    const [width, height] = [stored.getAttribute('width'), stored.getAttribute('height')];
    const stage = find('.stage-photo');
    stage.setAttribute('viewBox', `0 0 ${width} ${height}`);
    // A small picture is not enlarged to where one sees its pixels only.
    stage.setAttribute('width', width * (stored.id[0] === 'e' ? 1.5 : 3));
    stage.setAttribute('aria-label', fact.name);
    stage.replaceChildren(draw('use', { href: '#' + stored.id }));
    if (fact.falls) {
      stage.append(heat(fact, width, height));
    }
  };

  // Colour where covering lowers the probability, at most half of it so that the photo stays visible.
  const heat = (fact, width, height) => {
    const side = Math.sqrt(fact.falls.length);
    const [left, top, wide, high] = fact.part;
    const most = Math.max(...fact.falls, 0.05); // what hardly matters stays pale
    const cells = draw('g', { class: 'heat', 'aria-hidden': 'true' });
    fact.falls.forEach((fall, i) => {
      const strength = Math.max(0, fall / most);
      cells.append(draw('rect', {
        x: (left + (i % side) * wide / side) * width,
        y: (top + Math.floor(i / side) * high / side) * height,
        width: wide / side * width,
        height: high / side * height,
        'fill-opacity': (0.75 * strength).toFixed(2),
      }));
    });
    return cells;
  };

  const showHeat = fact => {
    const use = find('.heat-use');
    use.hidden = !fact.falls;
    if (!fact.falls) {
      return;
    }
    const [label, probability] = fact.top;
    const name = facts.labels[label];
    find('.heat-text').textContent = fact.fall < 0.05
      ? `It rests on no single part: whatever is covered, “${name}” stays at ${percent(probability - fact.fall)} or more.`
      : `The stronger the colour, the more the probability of “${name}” falls when a grey square covers that part, `
        + `from ${percent(probability)} to ${percent(Math.max(0, probability - fact.fall))} at most.`;
    setHeat(showsHeat);
  };

  const setHeat = shown => {
    showsHeat = shown;
    find('.heat-switch').setAttribute('aria-pressed', String(shown));
    find('.heat')?.classList.toggle('off', !shown);
  };

  const showFacts = fact => {
    const label = document.createElement('b');
    label.textContent = facts.labels[fact.label];
    const verdict = find('.enlarged-verdict');
    verdict.replaceChildren('Label ', label, `, ${facts.sets[fact.set]} set. `);
    if (fact.top) {
      const predicted = document.createElement('b');
      predicted.textContent = facts.labels[fact.top[0]];
      verdict.append(...(fact.top[0] === fact.label ? ['Classified correctly.'] : ['Mistaken for ', predicted, '.']));
    }
    find('.top').hidden = !fact.top;
    find('.untested').hidden = Boolean(fact.top);
    find('.top tbody').replaceChildren(...rowsOf(fact));
  };

  const rowsOf = fact => {
    const rows = [];
    for (let i = 0; i < (fact.top?.length ?? 0); i += 2) {
      const row = document.createElement('tr');
      const name = document.createElement('th');
      name.scope = 'row';
      name.dir = 'auto';
      name.textContent = facts.labels[fact.top[i]];
      row.classList.toggle('own', fact.top[i] === fact.label);
      const value = document.createElement('td');
      value.textContent = percent(fact.top[i + 1]);
      const bar = draw('svg', { class: 'bar', viewBox: '0 0 80 10', width: 80, height: 10, 'aria-hidden': 'true' });
      bar.append(
        draw('rect', { class: 'track', width: 80, height: 10, rx: 2 }), draw('rect', { width: 80 * fact.top[i + 1], height: 10, rx: 2 }));
      const drawn = document.createElement('td');
      drawn.append(bar);
      row.append(name, value, drawn);
      rows.push(row);
    }
    return rows;
  };

  document.addEventListener('click', event => {
    const button = event.target.closest('button.enlarge');
    if (button) {
      open(button);
    }
  });
  document.addEventListener('photosadded', event => addButtons(event.detail));
  dialog.addEventListener('click', event => event.target === dialog && dialog.close()); // beside the window
  dialog.addEventListener('keydown', event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      go(step);
    }
  });
  find('.close').addEventListener('click', () => dialog.close());
  find('.previous').addEventListener('click', () => go(-1));
  find('.next').addEventListener('click', () => go(1));
  find('.heat-switch').addEventListener('click', () => setHeat(!showsHeat));
  addButtons(document);
}
