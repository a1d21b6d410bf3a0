import { partChanged } from './refreshing.js';
import { LogSearch } from './searching.js';

const most = 5000;
const retryMilliseconds = 1000;
const nearEnd = 40;
const words = { connecting: 'Connecting', live: 'Live', waiting: 'Reconnecting', paused: 'Paused', ended: 'Ended' };

// Whatever a line says, it is text: nothing of it is read as markup.
function rowOf(line) {
  const row = document.createElement('div');
  row.className = 'log-row';
  for (const [text, style] of line.runs) {
    const run = document.createElement('span');
    if (style) run.className = style;
    run.textContent = text;
    row.append(run);
  }
  if (line.hidden > 0) row.append(noteOf('span', 'log-hidden', ` … ${line.hidden} more characters`));
  return row;
}

function noteOf(kind, name, text) {
  const note = document.createElement(kind);
  note.className = name;
  note.textContent = text;
  return note;
}

async function* messagesOf(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}

class Log {
  constructor(box, part) {
    this.box = box;
    this.position = Number(box.dataset.position);
    this.search = new LogSearch(box, part.querySelector('[data-log-tools]'));
    this.badge = part.querySelector('[data-log-toggle]');
    this.badge.hidden = false;
    this.badge.addEventListener('click', () => (this.following ? this.pause() : this.follow()));
    box.scrollTop = box.scrollHeight;
  }

  show(state) {
    this.badge.dataset.state = state;
    this.badge.disabled = state === 'ended';
    this.badge.setAttribute('aria-pressed', String(state === 'live' || state === 'connecting'));
    this.badge.querySelector('[data-log-state]').textContent = words[state];
  }

  add(message) {
    const follows = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < nearEnd;
    this.position = message.position;
    this.box.querySelector('[data-open]')?.remove();
    if (message.lines.length + (message.open?.runs.length ?? 0) > 0) this.box.querySelector('[data-log-empty]')?.remove();
    if (message.skipped) this.box.append(noteOf('p', 'log-note', 'It writes faster than can be read here: lines are left out.'));
    this.box.append(...message.lines.slice(-most).map(rowOf));
    if (message.open?.runs.length > 0) {
      const open = rowOf(message.open);
      open.dataset.open = '';
      this.box.append(open);
    }
    while (this.box.childElementCount > most) this.box.firstElementChild.remove();
    this.search.lookAgain();
    if (follows) this.box.scrollTop = this.box.scrollHeight;
  }

  pause() {
    this.following.abort();
    this.following = null;
    this.show('paused');
  }

  async follow() {
    const following = this.following = new AbortController();
    this.show('connecting');
    while (this.following === following && this.box.isConnected) {
      try {
        const answer = await fetch(`${this.box.dataset.log}&position=${this.position}`, { signal: following.signal });
        if (answer.status >= 400 && answer.status < 500) return this.pause();
        if (answer.ok) this.show('live');
        for await (const message of messagesOf(answer)) {
          if (this.following !== following || !this.box.isConnected) return;
          this.add(message);
          if (message.ended) return this.show('ended');
        }
      } catch {
        if (following.signal.aborted) return;
        this.show('waiting');
        await new Promise(resolve => setTimeout(resolve, retryMilliseconds));
      }
    }
  }
}

export function startLogs() {
  function start(part) {
    const box = part.querySelector('[data-log]');
    if (box) new Log(box, part).follow();
  }

  start(document);
  addEventListener(partChanged, change => start(change.detail));
}
