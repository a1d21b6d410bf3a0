const atOnce = 3;
const rowsShown = 100;

// Files lie in folders of folders; the browser gives a folder's entries in portions, and an empty one at the end.
async function filesIn(entry, path, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: path + file.name });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    for (const inner of portion) await filesIn(inner, `${path}${entry.name}/`, found);
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
  if (entries.length === 0) return [...transfer.files].map(file => ({ file, path: file.name }));
  const found = [];
  for (const entry of entries) await filesIn(entry, '', found);
  return found;
}

class Uploads {
  constructor(form) {
    this.form = form;
    this.list = document.querySelector('[data-uploads]');
    this.state = document.querySelector('[data-upload-state]');
    this.waiting = [];
    this.running = this.done = this.failed = this.total = 0;
  }

  add(files) {
    this.total += files.length;
    this.waiting.push(...files);
    while (this.running < atOnce && this.waiting.length > 0) this.next();
    this.tell();
  }

  async next() {
    this.running++;
    const { file, path } = this.waiting.shift();
    const row = this.rowOf(path);
    const problem = await this.send(file, path, row.bar);
    this.running--;
    if (problem) {
      this.failed++;
      row.said.textContent = problem;
      row.said.className = 'state fault wrap';
      row.bar.remove();
    } else {
      this.done++;
      row.line.remove();
    }
    if (this.waiting.length > 0) this.next();
    else if (this.running === 0 && this.failed === 0) location.reload();
    this.tell();
  }

  rowOf(path) {
    const [line, name, said, bar] = ['li', 'span', 'span', 'progress'].map(kind => document.createElement(kind));
    name.textContent = path;
    name.className = 'grow';
    said.className = 'muted';
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute('aria-label', `Progress of ${path}`);
    line.append(name, said, bar);
    this.list.hidden = false;
    if (this.list.children.length < rowsShown) this.list.append(line);
    return { line, said, bar };
  }

  send(file, path, bar) {
    return new Promise(resolve => {
      const request = new XMLHttpRequest();
      request.open('PUT', `${this.form.dataset.upload}?key=${encodeURIComponent(this.form.dataset.prefix + path)}`);
      request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
      request.setRequestHeader('X-Form-Token', this.form.elements['form-token'].value);
      request.upload.addEventListener('progress', step => { if (step.lengthComputable) bar.value = step.loaded / step.total; });
      request.addEventListener('error', () => resolve('The connection broke. Upload it again.'));
      request.addEventListener('load', () => resolve(request.status < 300 ? null : this.problemOf(request)));
      request.send(file);
    });
  }

  problemOf(request) {
    try {
      return JSON.parse(request.responseText).detail;
    } catch {
      return `It was refused (${request.status}).`;
    }
  }

  tell() {
    this.state.textContent = `${this.done} of ${this.total} uploaded${this.failed > 0 ? `, ${this.failed} failed` : ''}.`;
  }
}

export function startUploading() {
  const form = document.querySelector('[data-upload]');
  const uploads = new Uploads(form);
  const folder = form.querySelector('[data-folder]');
  form.querySelector('[data-drop-hint]').hidden = folder.hidden = false;
  form.querySelector('[data-without-script]').hidden = true;

  form.addEventListener('submit', event => {
    event.preventDefault();
    uploads.add([...form.elements.files.files].map(file => ({ file, path: file.name })));
  });
  folder.querySelector('input').addEventListener('change', event => {
    uploads.add([...event.target.files].map(file => ({ file, path: file.webkitRelativePath || file.name })));
  });
  for (const name of ['dragenter', 'dragover']) {
    form.addEventListener(name, event => {
      event.preventDefault();
      form.dataset.over = '';
    });
  }
  form.addEventListener('dragleave', () => delete form.dataset.over);
  form.addEventListener('drop', async event => {
    event.preventDefault();
    delete form.dataset.over;
    uploads.add(await dropped(event.dataTransfer));
  });
}
