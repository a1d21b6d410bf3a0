import { showTimesHere } from './times.js';

const badge = document.querySelector('[data-live-toggle]');
const words = { connecting: 'Connecting', live: 'Live', waiting: 'Reconnecting', paused: 'Paused' };

function show(state) {
  if (!badge) return;
  badge.dataset.state = state;
  badge.setAttribute('aria-pressed', String(state !== 'paused'));
  badge.querySelector('[data-live-state]').textContent = words[state];
}

export function startFollowing() {
  const card = document.querySelector('[data-facts]');
  if (!card.dataset.facts) return;

  const list = card.querySelector('ol');
  const address = new URL(card.dataset.facts, location.href);
  let source = null;

  function add(event) {
    if (list.querySelector(`[data-sequence="${CSS.escape(event.lastEventId)}"]`)) return;
    const template = document.createElement('template');
    template.innerHTML = event.data;
    const row = template.content.firstElementChild;
    row.classList.add('arrived');
    showTimesHere(row);
    list.prepend(row);
    card.querySelector('[data-empty]')?.remove();
    while (list.children.length > Number(card.dataset.most)) list.lastElementChild.remove();
  }

  function start() {
    // After a pause, go on behind the newest row; while running, the browser does so by itself.
    const newest = list.querySelector('[data-sequence]')?.dataset.sequence;
    if (newest) address.searchParams.set('after', newest);
    show('connecting');
    source = new EventSource(address);
    source.addEventListener('open', () => show('live'));
    source.addEventListener('fact', add);
    source.addEventListener('error', () => show(source.readyState === EventSource.CLOSED ? 'paused' : 'waiting'));
  }

  function stop() {
    source.close();
    source = null;
    show('paused');
  }

  if (badge) {
    badge.hidden = false;
    badge.addEventListener('click', () => {
      if (source && source.readyState !== EventSource.CLOSED) stop();
      else start();
    });
  }
  addEventListener('pagehide', () => source?.close());
  start();
}
