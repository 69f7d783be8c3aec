// Tables sort by any column; longer ones are searched, and of long ones one page is in the document at a time.
{
  const pageSize = 100;
  const fewestToSearch = 12;
  const collator = new Intl.Collator(undefined, { numeric: true });
  const missing = '–';

  const setUp = table => {
    const body = table.tBodies[0];
    const heads = [...table.querySelectorAll('thead th')];
    const rows = [...body.rows].map(element => ({ element, cells: cellsOf(element) }));
    const pattern = body.rows[0]?.cloneNode(true);
    const data = document.querySelector(`script[data-rows-of="${table.id}"]`);
    for (const cells of data ? JSON.parse(data.textContent) : []) {
      rows.push({ element: null, cells: cells.slice(0, -1), link: cells.at(-1) });
    }
    const isNumber = heads.map((_, i) => rows.every(row => row.cells[i] === missing || !Number.isNaN(parseFloat(row.cells[i]))));
    const state = { column: -1, sign: 1, text: '', page: 0 };
    const parts = rows.length >= fewestToSearch ? addControls(table, state, () => show()) : null;

    const show = () => {
      const wanted = state.text.trim().toLocaleLowerCase();
      const found = rows.filter(row => row.cells.some((cell, i) => !isNumber[i] && cell.toLocaleLowerCase().includes(wanted)));
      if (state.column >= 0) {
        found.sort((a, b) => compare(a.cells[state.column], b.cells[state.column], isNumber[state.column], state.sign));
      }
      const pages = Math.max(1, Math.ceil(found.length / pageSize));
      state.page = Math.min(state.page, pages - 1);
      const first = state.page * pageSize;
      body.replaceChildren(...found.slice(first, first + pageSize).map(row => row.element ??= build(row, pattern)));
      parts?.tell(found.length, rows.length, first, pages);
      heads.forEach((head, i) => {
        if (i === state.column) {
          head.setAttribute('aria-sort', state.sign > 0 ? 'ascending' : 'descending');
        } else {
          head.removeAttribute('aria-sort');
        }
      });
    };

    heads.forEach((head, i) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      button.addEventListener('click', () => {
        state.sign = state.column === i ? -state.sign : 1;
        state.column = i;
        state.page = 0;
        show();
      });
      head.append(button);
    });
    show();
  };

  const cellsOf = row => [...row.cells].filter(cell => !cell.classList.contains('of-bar')).map(cell => cell.textContent);

  // What is missing comes last, whatever the direction.
  const compare = (a, b, isNumber, sign) => {
    if (a === missing || b === missing) {
      return (a === missing) - (b === missing);
    }
    return sign * (isNumber ? parseFloat(a) - parseFloat(b) : collator.compare(a, b));
  };

  // As the rows that are there already.
  const build = (row, pattern) => {
    const element = pattern.cloneNode(true);
    [...element.cells].forEach((cell, i) => {
      const link = i === element.cells.length - 1 && row.link ? document.createElement('a') : null;
      if (link) {
        link.href = row.link;
        link.textContent = row.cells[i];
        cell.replaceChildren(link);
      } else {
        cell.textContent = row.cells[i];
      }
    });
    return element;
  };

  const addControls = (table, state, show) => {
    const controls = document.createElement('div');
    controls.className = 'controls';
    const field = document.createElement('input');
    field.type = 'search';
    field.id = table.id + '-search';
    const label = document.createElement('label');
    label.htmlFor = field.id;
    label.textContent = 'Search';
    const status = document.createElement('span');
    status.setAttribute('role', 'status');
    const turn = (text, step) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = text;
      button.addEventListener('click', () => {
        state.page += step;
        show();
      });
      return button;
    };
    const [previous, next] = [turn('‹ Previous', -1), turn('Next ›', 1)];
    field.addEventListener('input', () => {
      state.text = field.value;
      state.page = 0;
      show();
    });
    controls.append(label, field, status, previous, next);
    table.closest('.scroll').before(controls);
    return {
      tell(found, all, first, pages) {
        status.textContent = found === 0 ? 'none found'
          : pages > 1 ? `${first + 1} to ${Math.min(found, first + pageSize)} of ${found}`
          : found === all ? `${all} rows` : `${found} of ${all}`;
        previous.hidden = next.hidden = pages === 1;
        previous.disabled = first === 0;
        next.disabled = first + pageSize >= found;
      },
    };
  };

  for (const table of document.querySelectorAll('table.sortable')) {
    setUp(table);
  }
}
