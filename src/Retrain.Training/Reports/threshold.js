// A threshold is chosen by a slider, and the curves of a label by a list. Without this script, tables say the same.
{
  const byId = id => document.getElementById(id);
  const percent = fraction => (100 * fraction).toFixed(1) + '%';
  const images = count => count + (count === 1 ? ' image' : ' images');

  const setUpThreshold = () => {
    const slider = byId('threshold');
    if (!slider) {
      return;
    }
    const total = Number(slider.dataset.total);
    const own = Number(slider.dataset.own);
    const stops = slider.dataset.stops.split(';').map(text => {
      const [number, believed, wrong, bound, x, y, isOwn] = text.split(',');
      return { number, believed: Number(believed), wrong: Number(wrong), bound, x, y, isOwn: isOwn === '1' };
    });
    byId('threshold-table').open = false;

    const show = () => {
      const stop = stops[Number(slider.value)];
      const share = percent(stop.believed / total);
      const error = stop.believed === 0 ? '–' : percent(stop.wrong / stop.believed);
      byId('threshold-number').textContent = stop.number;
      byId('threshold-share').textContent = share;
      byId('threshold-believed').textContent = `${stop.believed} of ${images(total)}`;
      byId('threshold-error').textContent = error;
      byId('threshold-wrong').textContent = `${stop.wrong} of ${images(stop.believed)}`;
      byId('threshold-bound').textContent = stop.bound;
      byId('threshold-code').textContent = `new ImageClassifierOptions { ConfidenceThreshold = ${stop.number}f }`;
      byId('threshold-note').textContent = stop.isOwn
        ? 'This is the model’s own threshold: apps use it without an option.'
        : 'For an app with this threshold instead of the model’s own:';
      byId('threshold-copied').textContent = '';
      byId('threshold-dot').setAttribute('cx', stop.x);
      byId('threshold-dot').setAttribute('cy', stop.y);
      slider.setAttribute('aria-valuetext', `${stop.number}: ${share} believed, ${error} of these wrong`);
    };

    const choose = value => {
      slider.value = value;
      show();
    };

    // A page that was opened as a file may not use the clipboard; then the text is selected, and copied as it was before there was one.
    const copy = async () => {
      const code = byId('threshold-code');
      let isCopied = true;
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        getSelection().selectAllChildren(code);
        isCopied = document.execCommand('copy');
      }
      byId('threshold-copied').textContent = isCopied ? 'Copied' : 'Selected: copy it with the keyboard';
    };

    slider.addEventListener('input', show);
    byId('threshold-copy').addEventListener('click', copy);
    byId('threshold-reset').hidden = own < 0;
    byId('threshold-reset').addEventListener('click', () => choose(own));
    show();
  };

  const setUpRanking = () => {
    const list = byId('ranked');
    if (!list) {
      return;
    }
    const { left, right, top, bottom } = Object.fromEntries(
      Object.entries(byId('ranking-charts').dataset).map(([side, value]) => [side, Number(value)]));
    const x = share => (left + share * (right - left)).toFixed(1);
    const y = share => (bottom - share * (bottom - top)).toFixed(1);
    const share = (part, whole) => whole === 0 ? 0 : part / whole;
    const draw = (id, points, name) => {
      byId(id).setAttribute('d', 'M' + points.join('L'));
      byId(id).ownerSVGElement.setAttribute('aria-label', name);
    };
    byId('ranking-table').open = false;

    list.addEventListener('change', () => {
      const { curve, images: count, area, mean } = list.selectedOptions[0].dataset;
      const points = curve.split(' ').map(point => point.split(',').map(Number));
      const [positives, negatives] = points[points.length - 1];
      draw('roc', points.map(([own, other]) => `${x(share(other, negatives))} ${y(share(own, positives))}`), `ROC: area ${area}`);
      const reached = points.filter(([own, other]) => own + other > 0);
      const precisions = reached.map(([own, other]) => y(share(own, own + other)));
      draw(
        'precision',
        [`${x(0)} ${precisions[0]}`, ...reached.map(([own], i) => `${x(share(own, positives))} ${precisions[i]}`)],
        `Precision and recall: average precision ${mean}`);
      for (const label of document.querySelectorAll('.ranked-label')) {
        label.textContent = list.selectedOptions[0].textContent;
      }
      byId('ranked-area').textContent = area;
      byId('ranked-mean').textContent = mean;
      byId('ranked-images').textContent = images(Number(count));
    });
  };

  setUpThreshold();
  setUpRanking();
}
