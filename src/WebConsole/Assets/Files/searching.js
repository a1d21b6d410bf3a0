const mostMarked = 2000;

// A line's text lies in several spans: a place in it is a node and an offset there.
function placeIn(row, offset) {
  const nodes = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  for (let rest = offset, node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (rest <= node.length) return [node, rest];
    rest -= node.length;
  }
  return null;
}

function mark(name, ranges) {
  if (globalThis.Highlight) CSS.highlights.set(name, new Highlight(...ranges));
}

/** Finds text in the lines that are loaded, and goes from one to the next. */
export class LogSearch {
  constructor(box, tools) {
    this.box = box;
    this.input = tools.querySelector('[data-log-search]');
    this.count = tools.querySelector('[data-log-count]');
    this.found = [];
    this.here = null;
    tools.hidden = false;
    this.input.addEventListener('input', () => this.look());
    tools.addEventListener('submit', event => {
      event.preventDefault();
      this.move(1);
    });
    tools.querySelector('[data-log-previous]').addEventListener('click', () => this.move(-1));
  }

  get wanted() {
    return this.input.value.toLowerCase();
  }

  look() {
    this.here = null;
    this.find();
    if (this.found.length > 0) this.show(this.found.length - 1);
  }

  /** After lines came or went. */
  lookAgain() {
    if (this.wanted) this.find();
  }

  find() {
    const wanted = this.wanted;
    this.found = wanted ? [...this.box.querySelectorAll('.log-row')].filter(row => row.textContent.toLowerCase().includes(wanted)) : [];
    for (const row of this.box.querySelectorAll('.found')) row.classList.remove('found', 'here');
    for (const row of this.found) row.classList.add('found');
    mark('log-found', this.found.slice(-mostMarked).flatMap(row => this.rangesIn(row)));
    this.tell();
  }

  rangesIn(row) {
    const [wanted, text, ranges] = [this.wanted, row.textContent.toLowerCase(), []];
    for (let start = text.indexOf(wanted); start >= 0; start = text.indexOf(wanted, start + wanted.length)) {
      const [from, to] = [placeIn(row, start), placeIn(row, start + wanted.length)];
      if (!from || !to) break;
      const range = new Range();
      range.setStart(...from);
      range.setEnd(...to);
      ranges.push(range);
    }
    return ranges;
  }

  move(step) {
    if (this.found.length === 0) return;
    const index = this.here ? this.found.indexOf(this.here) : -1;
    this.show(index < 0 ? this.found.length - 1 : (index + step + this.found.length) % this.found.length);
  }

  show(index) {
    this.here = this.found[index];
    this.here.scrollIntoView({ block: 'nearest' });
    this.tell();
  }

  tell() {
    this.box.querySelector('.here')?.classList.remove('here');
    const index = this.here ? this.found.indexOf(this.here) : -1;
    if (index >= 0) this.here.classList.add('here');
    mark('log-here', index >= 0 ? this.rangesIn(this.here) : []);
    this.count.textContent = !this.wanted ? '' : this.found.length === 0 ? 'Nothing found' : index < 0 ? `${this.found.length} lines` : `${index + 1} of ${this.found.length} lines`;
  }
}
